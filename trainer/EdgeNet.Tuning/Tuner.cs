using System.Globalization;
using System.Text.Json.Nodes;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>Searches the hyperparameters of a recipe, judged by folds of everything but the test part.</summary>
/// <remarks>
/// Trial 0 is the recipe as it is, so that a search may find nothing better. A trial depends on the seed, its number and a fixed set of those before it:
/// any number of threads and processes find the same. The test part is not touched.
/// </remarks>
internal sealed class Tuner
{
    private const int MostFitting = 32; // of the best trials that fit a board, which takes a training each to know

    private readonly RecipeDocument _recipe;
    private readonly LayerTemplates _layers;
    private readonly TuningOptions _options;
    private readonly FoldJudge _judge;
    private readonly Dataset _examples;
    private readonly Dataset? _dev;

    /// <summary>Prepares a search.</summary>
    /// <param name="experiment">The experiment of a recipe, with what to search in its section <c>tune</c>.</param>
    /// <param name="options">How to search.</param>
    /// <exception cref="InputException">The recipe or its section <c>tune</c> is wrong, the examples cannot be divided into folds, or the metric is none of its task.</exception>
    public Tuner(Experiment experiment, TuningOptions options)
        : this(experiment.Document, experiment.Data, experiment.Given.Dev, options)
    {
    }

    /// <summary>Prepares a search that is judged on a dev part of its own.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="examples">Its examples.</param>
    /// <param name="dev">The examples of the recipe's key <c>dev</c>; null if the dev part is a share of the examples.</param>
    /// <param name="options">How to search.</param>
    internal Tuner(RecipeDocument recipe, Dataset examples, Dataset? dev, TuningOptions options)
    {
        options.Validate();
        _recipe = recipe;
        _layers = new LayerTemplates(recipe);
        _options = options;
        _examples = examples;
        _dev = dev;
        Space = SearchSpaceReader.Read(recipe, examples.Count);
        _judge = FoldJudge.Of(recipe.ToRecipe(), examples, dev, options, Space);
        Identity = StudyIdentity.Of(recipe, examples, dev, Space, options);
    }

    /// <summary>Where trials are judged, in words.</summary>
    public string Where => _dev is not null ? "on the dev part" : $"in {_judge.Count} folds of all but the test part";

    /// <summary>The search space.</summary>
    public SearchSpace Space { get; }

    /// <summary>The identity of this search's study.</summary>
    public StudyIdentity Identity { get; }

    /// <summary>Runs trials until the study has all that are wanted; other processes may run some of them.</summary>
    /// <param name="study">The study.</param>
    /// <param name="onFinished">Called after each trial that this call has run, one call at a time, or null.</param>
    /// <param name="cancellation">Ends it; trials under way are given back.</param>
    /// <exception cref="InputException">The study cannot be written, or no trial could be trained.</exception>
    public void Run(Study study, Action<Trial>? onFinished = null, CancellationToken cancellation = default)
    {
        new TuningWorkers(study, new TrialPlan(Space, _options, study.PlannedTrials, SuitedPatch()), _judge, trial => Apply(trial).ToRecipe(), _options).Run(onFinished, cancellation);
        IReadOnlyList<Trial> trials = study.ReadTrials();
        Trial[] drawn = [.. trials.Where(trial => trial.Number != Trial.AsItIs)];
        bool isHopeless = drawn.All(trial => trial.State == TrialState.Failed) || !trials.Any(trial => trial.State == TrialState.Done);
        if (!cancellation.IsCancellationRequested && drawn.Length > 0 && isHopeless)
        {
            throw new InputException($"None of the {drawn.Length} trials could be trained. The first: {trials.First(trial => trial.State == TrialState.Failed).Failure}");
        }
    }

    /// <summary>Warnings about what so few examples, or folds, can say; a sentence each.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            const int Few = 10;
            const int FewInAll = 50;
            if (_dev is not null)
            {
                yield return $"Trials are judged by one model each on the {NameList.Count(_dev.Count, "example")} of the dev part: what is best there may be so by chance.";
            }
            else if (_judge.Count < _options.Folds * _options.Repeats)
            {
                yield return $"There are {_judge.Count} folds in place of {_options.Folds * _options.Repeats}: no more {(_examples.Groups is null ? "examples" : "groups")} stand beside the test part.";
            }

            if (_examples.Count < FewInAll)
            {
                yield return $"With {NameList.Count(_examples.Count, "example")} a search says little: what is best may be so by chance.";
            }

            foreach ((int number, string name) in _examples.ClassNames.Index().Where(label => _examples.CountOf(label.Index) is > 0 and < Few))
            {
                yield return $"'{name}' has {NameList.Count(_examples.CountOf(number), "example")}: how well a trial tells it from others is mostly chance.";
            }
        }
    }

    /// <summary>The trials that were looked at and do not fit the board that <see cref="Answer"/> was given.</summary>
    public int Unfit { get; private set; }

    /// <summary>Makes the document of a trial's recipe.</summary>
    /// <param name="trial">The trial.</param>
    /// <returns>The recipe with what the trial changes; what it does not draw of a layer is as in the recipe's layers, the last of which goes on.</returns>
    public RecipeDocument Apply(Trial trial)
    {
        JsonObject patch = JsonNode.Parse(trial.Parameters)!.AsObject();
        _layers.Complete(patch);
        CompleteSchedule(patch);
        return _recipe.Merge(patch);
    }

    /// <summary>Judges the best trials and the recipe as it is once more, by folds dealt anew.</summary>
    /// <remarks>
    /// The best of many trials looks better than it is, since it was chosen by its score. So the best four, among them always what suits most tables, are judged anew. One is
    /// taken that beats the recipe there by more than one standard error; see <see cref="SearchAnswer.Of"/>. With the device for a second aim, the cheapest is taken that is
    /// worse than the best by no more than that.
    /// </remarks>
    /// <param name="open">Opens the study of the finals, given the end of its name, its identity and the number of its trials: workers share these too.</param>
    /// <param name="trials">All trials, finished.</param>
    /// <param name="target">A board that the model must fit; null for any.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The comparison, with the trial to take; null when it was cancelled.</returns>
    /// <exception cref="InputException">No trial fits the board.</exception>
    internal SearchAnswer? Answer(
        Func<string, StudyIdentity, int, Study> open, IReadOnlyList<Trial> trials, DeviceTarget? target = null, CancellationToken cancellation = default)
    {
        Trial own = trials[Trial.AsItIs];
        bool mayKeepOwn = own.Result is not null && (target is null || Fits(own, target, cancellation));
        Trial[] best = Finalists(trials, target, mayKeepOwn, cancellation);
        if (cancellation.IsCancellationRequested)
        {
            return null;
        }

        if (own.Result is null || best.Length == 0 || _dev is not null)
        {
            double gain = !mayKeepOwn || best.Length == 0 ? double.NaN : own.Result!.LossBy(_options.Metric) - best[0].Result!.LossBy(_options.Metric);
            return new SearchAnswer(mayKeepOwn ? own : null, best.FirstOrDefault(), gain, double.NaN);
        }

        TuningOptions fresh = _options with { Repeats = SearchAnswer.Deals, Trials = best.Length, EndsEarly = false };
        FoldJudge judge = FoldJudge.Of(_recipe.ToRecipe(), _examples, null, fresh, Space, deal: _options.Repeats);
        using Study study = open($"/finals/{StudyIdentity.HashOf(best.Select(trial => trial.Parameters).Append(Identity.ToString()))}", Identity, best.Length);
        new TuningWorkers(study, new FinalPlan(best), judge, trial => Apply(trial).ToRecipe(), fresh).Run(null, cancellation);
        if (cancellation.IsCancellationRequested)
        {
            return null;
        }

        Trial[] finalists = [own, .. best];
        return SearchAnswer.Of(finalists, [.. study.ReadTrials().Select(trial => trial with { Number = finalists[trial.Number].Number })], _options, judge.Overlap, mayKeepOwn);
    }

    // With the device for a second aim: the front, from the best down to those that are noticeably worse.
    private Trial[] Finalists(IReadOnlyList<Trial> trials, DeviceTarget? target, bool mayKeepOwn, CancellationToken cancellation)
    {
        IReadOnlyList<Trial> ranked = [.. TrialRanking.Rank(trials, _options.Metric).DistinctBy(trial => trial.Parameters)];
        IEnumerable<Trial> best = ranked.Where(trial => trial.Number != Trial.AsItIs);
        if (target is not null)
        {
            best = best.Where(trial => !cancellation.IsCancellationRequested && Fits(trial, target, cancellation));
        }

        if (!_options.WeighsDevice)
        {
            Trial[] first = [.. best.Take(SearchAnswer.Finalists)];
            Trial? suited = best.FirstOrDefault(trial => trial.Number == Trial.Suited);
            return suited is null || first.Contains(suited) ? first : [.. first[..^1], suited];
        }

        Trial[] front = [.. TrialRanking.Front(target is null ? best : best.Take(MostFitting), _options.Metric).Reverse()];
        if (front.Length == 0 && !mayKeepOwn && target is not null && !cancellation.IsCancellationRequested)
        {
            Trial? smallest = ranked.MinBy(trial => trial.Result!.HeapBytes);
            string least = smallest is null ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"; the smallest, trial {smallest.Number}, needs {smallest.Result!.HeapBytes:N0} bytes of heap");
            throw new InputException($"{_recipe.ToRecipe().Options.Name}: no trial fits {target.Description}{least}. Search fewer units or layers.");
        }

        return [.. front.Where(trial => trial == front[0] || SearchAnswer.Compare(front[0], trial, _options.Metric, _judge.Overlap, []).IsAsGood).Take(SearchAnswer.MostOfAFront)];
    }

    // A trial whose model cannot be made after all does not fit.
    private bool Fits(Trial trial, DeviceTarget target, CancellationToken cancellation)
    {
        try
        {
            bool fits = DeviceFit.Of(Build(trial, null, cancellation).File, target).Warnings.Count == 0;
            Unfit += fits ? 0 : 1;
            return fits;
        }
        catch (InputException)
        {
            return false;
        }
    }

    /// <summary>Trains the model of a trial as <c>edgenet train</c> does.</summary>
    /// <param name="trial">A trial that is done.</param>
    /// <param name="test">The test part of the recipe's examples, for the scores; null without one.</param>
    /// <param name="cancellation">Ends training early; the model is then made from the best weights so far.</param>
    /// <returns>The model.</returns>
    public TrainedModel Build(Trial trial, Dataset? test = null, CancellationToken cancellation = default)
    {
        Recipe recipe = Apply(trial).ToRecipe();
        StratifiedSplit split = StratifiedSplit.Create(_examples, _dev is null ? recipe.Options.DevShare : 0, recipe.Options.TestShare, recipe.Options.Seed);
        Dataset train = ExamplesFor(trial, _examples.Select(split.Train));
        Dataset? dev = _dev ?? (split.Dev.Length == 0 ? null : _examples.Select(split.Dev));
        dev = dev is null ? null : ExamplesFor(trial, dev);
        return ModelBuilder.Build(recipe.Options, new ExampleParts(train, dev, test is null ? null : ExamplesFor(trial, test)).Filled(recipe.Options), null, cancellation);
    }

    /// <summary>How a trial makes its model.</summary>
    public TrainingOptions OptionsOf(Trial trial) => Apply(trial).ToRecipe().Options;

    /// <summary>How a trial makes examples of recordings; null where the examples are no windows.</summary>
    public StreamOptions? StreamOf(Trial trial) => Apply(trial).ToRecipe().Stream;

    /// <summary>Writes the recipe of a trial.</summary>
    /// <exception cref="InputException">It cannot be written.</exception>
    public void Save(Trial trial, string path) => TunedRecipe.Save(Apply(trial), path);

    /// <summary>Turns examples of the original recipe into those of a trial's recipe: other windows of the same recordings.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="examples">A part of the recipe's examples.</param>
    /// <returns>The examples themselves if the search does not change the stream.</returns>
    public Dataset ExamplesFor(Trial trial, Dataset examples) => Space.HasStream
        ? RecutWindows.Cut(examples, Apply(trial).ToRecipe().Stream!)
        : examples;

    // The recipe's factor, patience and so on are of its own kind of schedule.
    private void CompleteSchedule(JsonObject patch)
    {
        if (patch["training"]?["schedule"] is JsonObject schedule && schedule["kind"]!.GetValue<string>() != ScheduleKindOf(_recipe))
        {
            foreach (string key in (string[])["factor", "every", "patience", "lowest"])
            {
                schedule[key] = null;
            }
        }

        static string ScheduleKindOf(RecipeDocument recipe) => recipe.Root().Section("training").Section("schedule").Value("kind").GetString()!;
    }

    // What the recipe says stays where a trial draws nothing.
    private JsonObject SuitedPatch()
    {
        TrainingOptions suited = TrainingOptions.SuitedTo(_examples);
        return new JsonObject
        {
            ["hidden"] = new JsonArray([.. suited.Hidden.Select(layer => new JsonObject { ["units"] = JsonNode.Parse(layer.Units.ToString(CultureInfo.InvariantCulture)), ["activation"] = "relu" })]),
            ["training"] = new JsonObject
            {
                ["epochs"] = JsonNode.Parse(suited.Training.Epochs.ToString(CultureInfo.InvariantCulture)),
                ["batchSize"] = JsonNode.Parse(suited.Training.BatchSize.ToString(CultureInfo.InvariantCulture)),
                ["learningRate"] = suited.Training.LearningRate,
                ["optimizer"] = ChoiceKind.NameOf(suited.Training.Optimizer),
                ["momentum"] = suited.Training.Momentum,
                ["l2"] = suited.Training.L2,
                ["schedule"] = new JsonObject { ["kind"] = ChoiceKind.NameOf(suited.Training.Schedule.Kind) },
                ["classWeights"] = null,
            },
        };
    }
}
