using System.Text.Json.Nodes;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>Searches the hyperparameters of a recipe at random, coarse to fine, judged on the dev set.</summary>
/// <remarks>
/// Trial 0 is the recipe as it is, so that a search may find nothing better.
/// A trial depends on the seed, its number and, in the second round, the finished first round: any number of threads and processes find the
/// same. The test part is not touched.
/// </remarks>
internal sealed class Tuner
{
    // How often a waiting session looks whether another one has finished a trial.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly RecipeDocument _recipe;
    private readonly LayerTemplates _layers;
    private readonly TuningOptions _options;
    private readonly DevJudge _judge;
    private readonly object _turn = new();

    /// <summary>Prepares a search.</summary>
    /// <param name="experiment">The experiment of a recipe, with what to search in its section <c>tune</c>.</param>
    /// <param name="options">How to search.</param>
    /// <exception cref="InputException">The recipe or its section <c>tune</c> is wrong, there is no dev part, or the metric is none of its task.</exception>
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
        Space = SearchSpaceReader.Read(recipe);
        _judge = DevJudge.Of(recipe.ToRecipe(), examples, dev, options, Space);
        Identity = StudyIdentity.Of(recipe, examples, dev, Space, options);
    }

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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var plan = new TrialPlan(Space, _options.Seed, _options.Metric, TrialPlan.CoarseCount(study.PlannedTrials));
        using CancellationTokenRegistration wake = stop.Token.Register(WakeAll);
        Task[] workers = [.. Enumerable.Range(0, Math.Min(_options.Jobs, _options.Trials)).Select(_ => Task.Factory.StartNew(
            () => Work(study, plan, onFinished, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WhenAll(workers).GetAwaiter().GetResult(); // throws the first fault
        IReadOnlyList<Trial> trials = study.ReadTrials();
        Trial[] drawn = [.. trials.Where(trial => trial.Number != Trial.AsItIs)];
        if (!cancellation.IsCancellationRequested && drawn.All(trial => trial.State == TrialState.Failed))
        {
            throw new InputException($"None of the {drawn.Length} trials could be trained. The first: {drawn[0].Failure}");
        }
    }

    /// <summary>Makes the document of a trial's recipe.</summary>
    /// <param name="trial">The trial.</param>
    /// <returns>The recipe with what the trial changes; what it does not draw of a layer is as in the recipe's layers, the last of which goes on.</returns>
    public RecipeDocument Apply(Trial trial)
    {
        JsonObject patch = JsonNode.Parse(trial.Parameters)!.AsObject();
        _layers.Complete(patch);
        return _recipe.Merge(patch);
    }

    /// <summary>Compares the best trial with the recipe as it is. With several repeats both are trained once more, to measure how much they vary.</summary>
    /// <param name="trials">All trials, one of them done.</param>
    /// <returns>The comparison, with the trial to take.</returns>
    internal SearchAnswer Answer(IReadOnlyList<Trial> trials)
    {
        IReadOnlyList<Trial> ranked = TrialRanking.Rank(trials, _options.Metric);
        Trial? own = ranked.FirstOrDefault(trial => trial.Number == Trial.AsItIs);
        Trial? best = ranked.FirstOrDefault(trial => trial.Number != Trial.AsItIs);
        if (own is null || best is null)
        {
            return new SearchAnswer(own, best, double.NaN, double.NaN);
        }

        double gain = own.Result!.LossBy(_options.Metric) - best.Result!.LossBy(_options.Metric);
        return gain <= 0 || _judge.Repeats == 1 ? new SearchAnswer(own, best, gain, double.NaN) : new SearchAnswer(own, best, gain, NoiseOf(own, best));
    }

    /// <summary>Trains the model of a trial once more, in its first repeat: the same model.</summary>
    /// <param name="trial">A trial that is done.</param>
    /// <param name="test">The test part of the recipe's examples, for the scores; null without one.</param>
    /// <returns>The model.</returns>
    public TrainedModel Build(Trial trial, Dataset? test = null)
    {
        Recipe recipe = Apply(trial).ToRecipe();
        DevPart part = _judge.PartOf(recipe, 0);
        return ModelBuilder.Build(recipe.Options, new ExampleParts(part.Train, part.Dev, test is null ? null : ExamplesFor(trial, test)).Filled(recipe.Options));
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
        ? Recut(examples, Apply(trial).ToRecipe().Stream!)
        : examples;

    private static Dataset Recut(Dataset examples, StreamOptions stream) =>
        WindowGroups.Of(RecordedWindows.Recut(examples, stream), stream.SplitBy).Examples;

    // The error of the difference over the same repeats, whose dev parts share examples.
    private double NoiseOf(Trial own, Trial best)
    {
        Recipe[] recipes = [Apply(own).ToRecipe(), Apply(best).ToRecipe()];
        double[] gains = [.. Enumerable.Range(0, _judge.Repeats).Select(repeat =>
        {
            double[] losses = [.. recipes.Select(recipe => _judge.Judge(recipe, repeat, CancellationToken.None)!.LossBy(_options.Metric))];
            return losses[0] - losses[1];
        })];
        return FoldEstimate.Of(gains, (double)_judge.Own.Dev.Count / _judge.Own.Train.Count).StandardError;
    }

    private void Work(Study study, TrialPlan plan, Action<Trial>? onFinished, CancellationTokenSource stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                Study.Claim claim = study.ClaimNext(plan, _options.Trials);
                if (claim.Trial is { } trial)
                {
                    RunTrial(study, trial, onFinished, stop.Token);
                }
                else if (claim.IsFinished)
                {
                    return;
                }
                else
                {
                    WaitForOthers(stop.Token);
                }
            }
        }
        catch
        {
            stop.Cancel(); // an error of one worker would also be one of the others
            throw;
        }
    }

    private void RunTrial(Study study, Trial trial, Action<Trial>? onFinished, CancellationToken cancellation)
    {
        Trial finished;
        try
        {
            if (_judge.Judge(Apply(trial).ToRecipe(), cancellation) is not { } result)
            {
                study.Release(trial.Number);
                return;
            }

            finished = trial with { State = TrialState.Done, Result = result };
        }
        catch (InputException e)
        {
            finished = trial with { State = TrialState.Failed, Failure = e.Message };
        }

        bool isOurs = study.Finish(finished);

        lock (_turn)
        {
            if (isOurs)
            {
                onFinished?.Invoke(finished);
            }

            Monitor.PulseAll(_turn);
        }
    }

    private void WaitForOthers(CancellationToken cancellation)
    {
        lock (_turn)
        {
            if (!cancellation.IsCancellationRequested)
            {
                Monitor.Wait(_turn, PollInterval);
            }
        }
    }

    private void WakeAll()
    {
        lock (_turn)
        {
            Monitor.PulseAll(_turn);
        }
    }
}

/// <summary>Whether a search has found anything better than the recipe as it is.</summary>
/// <param name="Own">The recipe as it is; null where it could not be trained.</param>
/// <param name="Best">The best of the trials that were drawn; null where none could be trained.</param>
/// <param name="Gain">How much better the metric, with its penalty, is than the recipe's; NaN if one of them is missing.</param>
/// <param name="Noise">With several repeats, where there is a gain, its standard error; else NaN.</param>
internal sealed record SearchAnswer(Trial? Own, Trial? Best, double Gain, double Noise)
{
    /// <summary>Whether the best trial is better than the recipe: at all, and with several repeats by more than the noise.</summary>
    public bool IsBetter => Best is not null && (Own is null || Gain > (double.IsNaN(Noise) ? 0 : Noise));

    /// <summary>The trial to be taken: the recipe as it is where none is better.</summary>
    public Trial Taken => IsBetter ? Best! : Own!;
}
