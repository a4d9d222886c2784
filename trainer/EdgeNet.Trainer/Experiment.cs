using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer;

/// <summary>The way from data to a model, which commands and programs call.</summary>
/// <remarks>
/// An experiment is examples and options, in memory or as a recipe names them. Each data file is read once, each model file is written once and read
/// back once. The same data, options and seed give the same bytes, however many cores there are. An experiment
/// in memory may train on several threads at once; one of a recipe reads its data on the first of them.
/// </remarks>
public sealed partial class Experiment
{
    private readonly Recipe? _recipe;
    private readonly RecipeDocument? _document;
    private readonly Lock _reading = new();
    private GivenExamples? _given;
    private ExampleParts? _parts;
    private IReadOnlyList<string>? _dataWarnings;

    /// <summary>Makes an experiment of examples in memory.</summary>
    /// <param name="data">The examples, which are divided into a training, a dev and a test part; groups stay whole.</param>
    /// <param name="options">How models are made; null for the defaults.</param>
    /// <param name="dev">A dev part that is used as it is; null for a share of the data.</param>
    /// <param name="test">A test part that is used as it is; null for a share of the data.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or does not suit the data; the message says which.</exception>
    /// <exception cref="InputException">Recordings are of a sensor at different ranges.</exception>
    public Experiment(Dataset data, TrainingOptions? options = null, Dataset? dev = null, Dataset? test = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        Options = options ?? new TrainingOptions();
        Options.Anomaly?.Validate(data.ClassNames);
        (data, dev, test) = (data.AsNormalAndUnusual(Options.Anomaly), dev?.AsNormalAndUnusual(Options.Anomaly), test?.AsNormalAndUnusual(Options.Anomaly));
        Options.Validate(data, dev);
        data.Origin.Stream?.Validate(data.ClassNames.Count, Options.Anomaly is not null);
        OptionRules.Require(
            Options.ThresholdRule is not null || !(data.Origin.Stream?.Decision is { Off: { } off } decision && off > (decision.On ?? (Options.Anomaly is null ? Options.Threshold : 1))), nameof(StreamDecision.Off),
            "no higher than On, or where that is null than the threshold");
        CheckSame(data, dev, nameof(dev));
        CheckSame(data, test, nameof(test));
        foreach (Dataset part in new ExampleParts(data, dev, test).All)
        {
            Options.ValidateValues(part);
        }

        ReadingWarnings = [.. data.Origin.Warnings, .. dev?.Origin.Warnings ?? [], .. test?.Origin.Warnings ?? []];
        _given = new GivenExamples(DataAdvice.WithFarValues(Options, data), dev, test);
        _given.CheckScales();
    }

    private Experiment(Recipe recipe, RecipeDocument document)
    {
        Options = recipe.Options;
        _recipe = recipe;
        _document = document;
    }

    /// <summary>How models are made.</summary>
    public TrainingOptions Options { get; }

    /// <summary>All examples; those of a recipe are read when they are first asked for.</summary>
    /// <exception cref="InputException">A file cannot be read or used; the message says where and why.</exception>
    public Dataset Data => Given.Data;

    /// <summary>Warnings about the data and its parts, one or two sentences each; may be empty.</summary>
    /// <exception cref="InputException">A file cannot be read or used; the message says where and why.</exception>
    public IReadOnlyList<string> Warnings => [.. ReadingWarnings, .. PartWarnings, .. DataWarnings, .. ImportWarnings];

    /// <summary>Opens the experiment that a recipe describes.</summary>
    /// <param name="path">A folder with a <c>recipe.json</c>, the recipe itself, or a folder in which each folder is a class and holds its images.</param>
    /// <returns>The experiment; its data is not read yet.</returns>
    /// <exception cref="InputException">There is no recipe, or a key is missing, unknown or out of its range.</exception>
    public static Experiment Open(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var document = RecipeDocument.Read(path);
        return new Experiment(document.ToRecipe(), document);
    }

    /// <summary>Trains a model of examples in memory.</summary>
    /// <param name="data">The examples, which are divided into a training, a dev and a test part.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each epoch, or null.</param>
    /// <param name="cancellation">Ends training early; the model has the best weights so far.</param>
    /// <returns>The model with its scores.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or does not suit the data; the message says which.</exception>
    /// <exception cref="InputException">The data cannot be trained on, or training diverged; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled before an epoch had ended.</exception>
    public static TrainedModel Train(
        Dataset data, TrainingOptions? options = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        new Experiment(data, options).Train(progress, cancellation);

    /// <summary>Trains the model: standardises, trains, prunes, quantizes, writes the file in memory and runs it by the device library.</summary>
    /// <param name="progress">Told after each epoch, or null.</param>
    /// <param name="cancellation">Ends training early; the model has the best weights so far.</param>
    /// <returns>The model with its scores.</returns>
    /// <exception cref="InputException">The data cannot be trained on, or training diverged; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled before an epoch had ended.</exception>
    public TrainedModel Train(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        FloatModel trained = TrainFloat(progress is null ? null : epoch => progress.Report(new TrainingProgress("training", Options.Epochs, epoch)), cancellation);
        if (trained.HasNoEpoch)
        {
            throw new OperationCanceledException("Training was cancelled before an epoch had ended.", cancellation);
        }

        int pruningEpochs = PruningEpochs(trained);
        trained = Prune(
            trained,
            progress is null ? null : (share, epoch) => progress.Report(new TrainingProgress(FormattableString.Invariant($"pruning {100 * share:0.#} %"), pruningEpochs, epoch)),
            cancellation);
        return Quantize(
            trained,
            progress is null ? null : (bits, epoch) => progress.Report(new TrainingProgress($"quantization-aware training, {bits} bits", AwareEpochs, epoch)),
            cancellation);
    }

    /// <summary>Trains the model on a thread of the pool; see <see cref="Train(IProgress{TrainingProgress}?, CancellationToken)"/>.</summary>
    /// <param name="progress">Told after each epoch, or null.</param>
    /// <param name="cancellation">Ends training early; the model has the best weights so far.</param>
    /// <returns>The model with its scores.</returns>
    /// <exception cref="InputException">The data cannot be trained on, or training diverged; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled before an epoch had ended.</exception>
    public Task<TrainedModel> TrainAsync(IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        Task.Run(() => Train(progress, cancellation), cancellation);

    // A part of other inputs or outputs would be scored as if it were of these.
    private static void CheckSame(Dataset data, Dataset? part, string name)
    {
        if (part is null)
        {
            return;
        }

        if (data.Origin.Stream is { } stream && !stream.CutsLike(part.Origin.Stream))
        {
            throw new ArgumentException($"The windows of the {name} part must be cut as those of the data: rate, window, stride and counts a unit are others.", name);
        }

        foreach ((string what, IReadOnlyList<string> own, IReadOnlyList<string> others) in (ReadOnlySpan<(string, IReadOnlyList<string>, IReadOnlyList<string>)>)
            [("features", data.FeatureNames, part.FeatureNames), ("classes", data.ClassNames, part.ClassNames), ("targets", data.TargetNames, part.TargetNames)])
        {
            if (!own.SequenceEqual(others))
            {
                throw new ArgumentException($"The {what} of the {name} part must be those of the data, in their order: {NameList.Of(own)}; they are {NameList.Of(others)}.", name);
            }
        }
    }

    /// <summary>All examples that the experiment is given.</summary>
    internal GivenExamples Given => _given ?? ReadData();

    /// <summary>The training, the dev and the test part.</summary>
    internal ExampleParts Parts => _parts ??= Given.Divide(Options);

    /// <summary>Warnings about images that were skipped or enlarged, and windows that were left out.</summary>
    internal IReadOnlyList<string> ReadingWarnings { get; private set; } = [];

    /// <summary>Which parts cannot judge a model, and why.</summary>
    internal IReadOnlyList<string> PartWarnings => [.. Experiments.PartWarnings.Of(Options, Given, Parts)];

    /// <summary>Warnings about data that will spoil a model.</summary>
    internal IReadOnlyList<string> DataWarnings => _dataWarnings ??= DataAdvice.Of(Options, Given, Parts);

    /// <summary>Epochs of quantization-aware training, if it is needed.</summary>
    internal int AwareEpochs => Options.Quantization.AwareEpochs ?? Quantization.QuantizationOptions.DefaultAwareEpochs;

    /// <summary>Reads the data; it may be asked for before, with progress, and is read once.</summary>
    /// <param name="onImage">Called after each image with how many are done and how many there are, of each folder by itself, from any thread, one at a time; or null.</param>
    /// <exception cref="InputException">A file cannot be read or used; the message says where and why.</exception>
    internal GivenExamples ReadData(Action<int, int>? onImage = null)
    {
        lock (_reading)
        {
            if (_given is null)
            {
                var warnings = new List<string>();
                GivenExamples given = RecipeData.ReadAll(_recipe!, onImage, warnings.Add);
                (ReadingWarnings, _given) = (warnings, given);
            }

            return _given;
        }
    }

    /// <summary>The float half of training.</summary>
    /// <param name="onEpoch">Called after each epoch, or null.</param>
    /// <param name="cancellation">Ends training early.</param>
    internal FloatModel TrainFloat(Action<EpochReport>? onEpoch, CancellationToken cancellation) =>
        IsImport ? Network!.ToFloatModel(Options, Parts.Train) : ModelTrainer.TrainFrom(Network, Options, Parts.Train, Parts.Dev, onEpoch, cancellation);

    /// <summary>Removes words between both halves, where the options ask for it.</summary>
    /// <param name="trained">The float network.</param>
    /// <param name="onEpoch">Called with the share of the words that is removed after each epoch, or null.</param>
    /// <param name="cancellation">Ends it; the dense network then stays, or of a search the best so far.</param>
    internal FloatModel Prune(FloatModel trained, Action<double, EpochReport>? onEpoch, CancellationToken cancellation) =>
        IsPruned ? Pruner.Run(trained, Parts, onEpoch, cancellation) : trained;

    /// <summary>Whether words are to be removed.</summary>
    internal bool IsPruned => !IsImport && Options.Quantization.IsPruned;

    /// <summary>The epochs of each pruning.</summary>
    internal static int PruningEpochs(FloatModel trained) => SparseTraining.EpochsOf(trained);

    /// <summary>The integer half: quantizes, writes the file and loads it.</summary>
    /// <param name="trained">The float network.</param>
    /// <param name="onEpoch">Called with the bits of a weight after each epoch of quantization-aware training, or null.</param>
    /// <param name="cancellation">Ends quantization-aware training early.</param>
    internal TrainedModel Quantize(FloatModel trained, Action<int, EpochReport>? onEpoch, CancellationToken cancellation) =>
        ModelBuilder.Deploy(trained, Parts, onEpoch, cancellation).With(Warnings);
}

/// <summary>The progress of training.</summary>
/// <param name="Phase">Training, pruning, or quantization-aware training.</param>
/// <param name="Epochs">The most epochs of the phase.</param>
/// <param name="Epoch">The epoch that has ended, from 1.</param>
/// <param name="TrainCost">Its mean cost, penalty included.</param>
/// <param name="DevCost">The cost on the dev part after it; NaN without one.</param>
/// <param name="DevAccuracy">Of the dev part, those decided rightly, 0 to 1; NaN without one and in regression.</param>
public readonly record struct TrainingProgress(string Phase, int Epochs, int Epoch, double TrainCost, double DevCost, double DevAccuracy)
{
    internal TrainingProgress(string phase, int epochs, EpochReport report)
        : this(phase, epochs, report.Epoch, report.TrainCost, report.DevCost, report.DevAccuracy)
    {
    }
}
