using System.Collections.Concurrent;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Tuning;

/// <summary>Judges variations of a recipe by stratified k-fold on everything but the test part: each fold by the integers of a model of the others.</summary>
/// <remarks>
/// The folds and the seeds of their models are the same for every variation, so that differences are paired. A dev file of the recipe is judged on as
/// it is, by one model. Groups stay whole.
/// </remarks>
internal sealed class FoldJudge
{
    private readonly JudgedFold[] _folds;
    private readonly Dataset _rest;
    private readonly Dataset? _dev;
    private readonly SearchSpace? _space;
    private readonly TuningOptions _options;
    private readonly RecutWindows _windows = new();

    private FoldJudge(JudgedFold[] folds, Dataset rest, Dataset? dev, TuningOptions options, SearchSpace? space)
    {
        _folds = folds;
        _rest = rest;
        _dev = dev;
        _options = options;
        _space = space;
    }

    /// <summary>Prepares to judge a recipe's variations.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="examples">Its examples.</param>
    /// <param name="dev">A dev part that is used as it is; null where there are folds.</param>
    /// <param name="options">The metric, the folds and how often they are dealt.</param>
    /// <param name="space">The search space; null for none.</param>
    /// <param name="deal">The first deal of the folds: the same number gives the same folds.</param>
    /// <exception cref="InputException">The examples cannot be divided so that each fold has a model, or the metric is none of the task.</exception>
    public static FoldJudge Of(Recipe recipe, Dataset examples, Dataset? dev, TuningOptions options, SearchSpace? space = null, int deal = 0)
    {
        string name = recipe.Options.Name;
        if (space?.HasStream == true && examples.Groups is null)
        {
            throw new InputException($"{name}: windows and features are searched on whole recordings, and 'stream.splitBy' is \"{WindowGroups.Windows}\"; choose \"{WindowGroups.Recording}\" or a column.");
        }

        if (options.Metric != TuningMetric.Cost && examples.Task == LearningTask.Regression)
        {
            throw new InputException($"{name}: accuracy and F1 are of classes, and this recipe estimates a quantity; judge by cost.");
        }

        StratifiedSplit own = StratifiedSplit.Create(examples, dev is null ? recipe.Options.DevShare : 0, recipe.Options.TestShare, recipe.Options.Seed);
        if (dev is not null)
        {
            Dataset train = examples.Select(own.Train);
            return options.Repeats == 1
                ? Checked(name, new FoldJudge([new JudgedFold([.. Enumerable.Range(0, train.Count)], [], recipe.Options.Seed)], train, dev, options, space))
                : throw new InputException($"{name}: each repeat deals other folds, and 'dev' is {recipe.DevData}, used as it is; leave --repeats out, or give 'split.dev' in place of 'dev'.");
        }

        Dataset rest = examples.Select([.. own.Train.Concat(own.Dev).Order()]);
        int folds = Math.Min(options.Folds, rest.Groups?.Distinct().Count() ?? rest.Count);
        if (folds < 2 || rest.Count == 0)
        {
            throw new InputException(rest.Groups is null
                ? $"{name}: {NameList.Count(rest.Count, "example")} beside the test part cannot be divided into folds; add examples."
                : $"{name}: all examples beside the test part are of one group, so there is nothing to leave out; add groups, or lower 'split.test'.");
        }

        JudgedFold[] dealt = [.. Enumerable.Range(deal, options.Repeats)
            .SelectMany(run => StratifiedSplit.CreateFolds(rest, folds, recipe.Options.Seed, run).Select((split, f) =>
                new JudgedFold(split.Train, split.Test, SeededRandom.DeriveSeed(recipe.Options.Seed, RandomPurpose.FoldModel, (run * folds) + f))))
            .Where(fold => fold.Test.Length > 0)]; // few groups may leave a fold empty
        return Checked(name, new FoldJudge(dealt, rest, null, options, space));
    }

    /// <summary>The folds of all deals.</summary>
    public int Count => _folds.Length;

    /// <summary>m_test/m_train: how much the models of two folds have in common.</summary>
    public double Overlap => (double)_folds.Sum(fold => fold.Test.Length) / _folds.Sum(fold => fold.Train.Length);

    /// <summary>Judges a variation by one fold.</summary>
    /// <param name="recipe">The variation.</param>
    /// <param name="fold">Which, from 0.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="ladder">Where the training of a bad variation ends; null to let it run.</param>
    /// <returns>The score; null when it was cancelled, or ended at a rung.</returns>
    /// <exception cref="InputException">It cannot be trained.</exception>
    public FoldResult? Judge(Recipe recipe, int fold, CancellationToken cancellation, TrialLadder? ladder = null)
    {
        (ExampleParts parts, Dataset judged) = PartsOf(recipe, fold);
        TrainingOptions options = recipe.Options with { Seed = _folds[fold].Seed };
        TrainingProbe? probe = ladder is null ? null : new TrainingProbe(judged, ladder.EpochsOf(options.Training.Epochs), ladder.Climb);
        FloatModel trained = ModelTrainer.TrainFrom(null, options, parts.Train, parts.Dev, null, cancellation, probe);
        if (cancellation.IsCancellationRequested || ladder is { IsOver: true })
        {
            return null;
        }

        TrainedModel model = ModelBuilder.Deploy(Pruner.Run(trained, parts, null, cancellation), parts, null, cancellation);
        return cancellation.IsCancellationRequested ? null : FoldResult.Of(model, model.ScoreDevice(judged), _options.WeighsDevice);
    }

    /// <summary>Judges a variation by all folds, one after the other.</summary>
    /// <returns>The result, or null when it was cancelled.</returns>
    /// <exception cref="InputException">It cannot be trained.</exception>
    public TrialResult? Judge(Recipe recipe, CancellationToken cancellation)
    {
        var results = new FoldResult[_folds.Length];
        for (int f = 0; f < results.Length; f++)
        {
            if (Judge(recipe, f, cancellation) is not { } result)
            {
                return null;
            }

            results[f] = result;
        }

        return Join(results);
    }

    /// <summary>Joins the scores of all folds.</summary>
    /// <param name="folds">In their order.</param>
    public TrialResult Join(IReadOnlyList<FoldResult> folds) => FoldResult.Join(folds, _options.Metric, _space?.DeviceWeight ?? 0);

    // Every fold has models of all classes; F1 wants each class among what is judged.
    private static FoldJudge Checked(string name, FoldJudge judge)
    {
        for (int c = 0; c < judge._rest.ClassNames.Count; c++)
        {
            string label = judge._rest.ClassNames[c];
            if (Array.Exists(judge._folds, fold => !Array.Exists(fold.Train, example => judge._rest.ClassOf(example) == c)))
            {
                string where = judge._rest.Groups is null ? NameList.Count(judge._rest.CountOf(c), "example") : "examples in one group alone";
                throw new InputException($"{name}: '{label}' has {where} beside the test part, so that a fold leaves none to train on; add examples of '{label}'.");
            }

            if (judge._dev is { } dev && judge._options.Metric == TuningMetric.F1 && dev.CountOf(c) == 0)
            {
                throw new InputException($"{name}: the dev set has no example of '{label}', and without one there is no F1 to judge by; add examples, or judge by cost.");
            }
        }

        return judge;
    }

    /// <summary>The examples of a fold as a variation of the recipe sees them: those to train on, with a dev part where it needs one, and those to judge.</summary>
    internal (ExampleParts Parts, Dataset Judged) PartsOf(Recipe recipe, int fold)
    {
        bool isRecut = _space?.HasStream == true;
        (int[] trained, int[] judging, int seed) = (_folds[fold].Train, _folds[fold].Test, _folds[fold].Seed);
        Dataset train, judged;
        if (isRecut)
        {
            train = _windows.Of(_rest, trained, recipe.Stream!);
            judged = _dev is null ? _windows.Of(_rest, judging, recipe.Stream!) : _windows.Of(_dev, [.. Enumerable.Range(0, _dev.Count)], recipe.Stream!);
            if (judged.Count == 0)
            {
                throw new InputException($"{recipe.Options.Name}: no recording of a fold is as long as a window of {recipe.Stream!.Window} readings.");
            }
        }
        else
        {
            (train, judged) = _folds[fold].Parts(_rest, _dev);
        }

        (train, Dataset? inner) = _dev is null ? CrossValidation.WithDevPart(recipe.Options, train, null, seed) : (train, judged);
        ExampleParts parts = new ExampleParts(train, inner, judged).Filled(recipe.Options);
        return (parts with { Test = null }, parts.Test!);
    }
}

/// <summary>One fold of <see cref="FoldJudge"/>: numbers of examples.</summary>
/// <param name="Train">Those of the other folds.</param>
/// <param name="Test">Those that are judged.</param>
/// <param name="Seed">For all that its models draw.</param>
internal sealed record JudgedFold(int[] Train, int[] Test, int Seed)
{
    private (Dataset Train, Dataset Judged)? _parts;

    /// <summary>The examples: picked once, and shared by all trials.</summary>
    public (Dataset Train, Dataset Judged) Parts(Dataset rest, Dataset? dev)
    {
        lock (Train)
        {
            return _parts ??= (rest.Select(Train), dev ?? rest.Select(Test));
        }
    }
}

/// <summary>Windows of recordings that are cut anew for a trial, once for all its folds.</summary>
internal sealed class RecutWindows
{
    private const int Most = 64; // streams of trials under way

    private readonly ConcurrentDictionary<(Dataset Examples, string Stream), Lazy<Dataset>> _cuts = new();

    /// <summary>Cuts the recordings that windows come from anew.</summary>
    public static Dataset Cut(Dataset examples, StreamOptions stream) => WindowGroups.Of(RecordedWindows.Recut(examples, stream), stream.SplitBy).Examples;

    /// <summary>The windows of the recordings that some examples come from.</summary>
    /// <param name="examples">Windows of whole recordings.</param>
    /// <param name="members">Numbers of examples; their recordings are taken.</param>
    /// <param name="stream">Window, stride and features.</param>
    public Dataset Of(Dataset examples, int[] members, StreamOptions stream)
    {
        if (_cuts.Count > Most)
        {
            _cuts.Clear();
        }

        Dataset cut = _cuts.GetOrAdd((examples, KeyOf(stream)), _ => new(() => Cut(examples, stream))).Value;
        HashSet<Recording> recordings = [.. members.Select(member => examples.Windows![member].Recording)];
        return cut.Select([.. Enumerable.Range(0, cut.Count).Where(window => recordings.Contains(cut.Windows![window].Recording))]);
    }

    private static string KeyOf(StreamOptions stream) =>
        FormattableString.Invariant($"{stream.Window}/{stream.Stride}/{string.Join(';', WindowFeatureNames.Of(stream.ToSettings(new DecisionRules(0, 0))))}");
}
