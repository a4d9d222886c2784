using EdgeNet.Interchange;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Data.Tables;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer;

/// <summary>Networks that were trained elsewhere.</summary>
public sealed partial class Experiment
{
    private const string FileRecipe = "edgenet.recipe";

    /// <summary>Makes a model of a network that another framework trained: reads it, calibrates it on the data, quantizes it and judges float against int8.</summary>
    /// <remarks>
    /// It reads ONNX (opset 7 and later, ai.onnx.ml as skl2onnx writes it) and Keras (<c>.keras</c> and <c>.h5</c>), of networks that are a chain of dense layers.
    /// Inputs and classes are matched by their names where the file has them, else by their order.
    /// </remarks>
    /// <param name="path">The <c>.onnx</c>, <c>.keras</c> or <c>.h5</c> file.</param>
    /// <param name="data">Examples such as the device will see, with their labels, which only judge.</param>
    /// <param name="options">Name, shares, seed, threshold, bits and readings; null for the defaults. Layers come from the file; weights are only fine-tuned where int8 would lose noticeably. A threshold of 0.5 takes that of the file.</param>
    /// <returns>The model with its scores.</returns>
    /// <exception cref="InputException">The file cannot be read, is no dense network, or does not suit the data; the message says where and what to do.</exception>
    /// <exception cref="ArgumentException">An option is out of its range, or does not suit the data; the message says which.</exception>
    public static TrainedModel Import(string path, Dataset data, TrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(data);
        return OfNetwork(NetworkFile.Read(path, data.FeatureNames.Count), path, data, options, isUnlabelled: false, isNamed: false, IsGiven(options)).Train();
    }

    /// <summary>Makes a model of a network that another framework trained, with data that has no labels: the float network's own answers are what int8 is judged by.</summary>
    /// <param name="path">The <c>.onnx</c>, <c>.keras</c> or <c>.h5</c> file.</param>
    /// <param name="rows">m rows of n[0] finite values, such as the device will see.</param>
    /// <param name="options">As in <see cref="Import(string, Dataset, TrainingOptions?)"/>.</param>
    /// <param name="classNames">The classes in the order of the outputs; null for those that the file names. Of outputs that are no probabilities they say that these are logits of classes.</param>
    /// <returns>The model with its scores, which are the agreement with the float network.</returns>
    /// <exception cref="InputException">As in <see cref="Import(string, Dataset, TrainingOptions?)"/>.</exception>
    /// <exception cref="ArgumentException">As in <see cref="Import(string, Dataset, TrainingOptions?)"/>.</exception>
    public static TrainedModel Import(string path, IReadOnlyList<float[]> rows, TrainingOptions? options = null, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(rows);
        Matrix<float> features = Dataset.FeaturesOf(rows);
        ImportedNetwork file = NetworkFile.Read(path, features.Rows);
        string[] names = [.. ImportedData.InputNamesOf(file) ?? Enumerable.Range(1, features.Rows).Select(number => FormattableString.Invariant($"x{number}"))];
        ImportedData.CheckInputs(file, path, features.Rows == names.Length ? names : [.. Enumerable.Range(1, features.Rows).Select(number => FormattableString.Invariant($"x{number}"))], "the data", isGivenOrder: true);
        return OfNetwork(file, path, ImportedData.Label(file, path, features, names, classNames, IsGiven(options) ? options!.Threshold : null), options, isUnlabelled: true, isNamed: classNames is not null, IsGiven(options)).Train();
    }

    /// <summary>The same experiment, whose training goes on from a network instead of beginning with random weights.</summary>
    /// <param name="path">An <c>.onnx</c>, <c>.keras</c> or <c>.h5</c> file, such as <see cref="TrainedModel.SaveOnnx"/> writes.</param>
    /// <returns>The experiment; the layers are those of the file. Training keeps the network as it was where no epoch is better on the dev part.</returns>
    /// <exception cref="InputException">As in <see cref="Import(string, Dataset, TrainingOptions?)"/>.</exception>
    public Experiment StartFrom(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Options.Anomaly is not null)
        {
            throw new InputException($"{path}: an anomaly model is not trained on from another; import an autoencoder as it is with Experiment.ImportAnomaly.");
        }

        ImportedNetwork file = NetworkFile.Read(path, Data.FeatureNames.Count);
        ImportedData.CheckInputs(file, path, Data.FeatureNames, Data.Source, isGivenOrder: Stream is not null || Images is not null);
        return new Experiment(this, ImportedData.Match(file, path, Data, isNamed: false), isTrained: false);
    }

    /// <summary>The network that is taken as it is, or that training begins with; null where it begins with random weights.</summary>
    internal ImportedModel? Network { get; private init; }

    /// <summary>What kind of file the network came from, and what wrote it.</summary>
    internal string NetworkSource => Network!.File.Source;

    /// <summary>Compares the float network of an import with what the original framework gives for the rows of the data.</summary>
    /// <param name="real">The float network.</param>
    /// <param name="path">A table of the outputs, a row for each row of the data.</param>
    /// <returns>The largest difference, as a share of the largest number that its output has.</returns>
    /// <exception cref="InputException">They cannot be compared, or differ: the file was read in another way, or the rows are others.</exception>
    internal double CompareOutputs(FloatModel real, string path)
    {
        Matrix<double>[] forms = [.. ((Matrix<double>?[])[ImportedOutputs.Of(Network!, real.Outputs(Data)), ImportedOutputs.ProbabilitiesOf(Network!, real.Outputs(Data))]).OfType<Matrix<double>>()];
        InputException? fault = null;
        foreach (Matrix<double> form in forms)
        {
            try
            {
                return ImportedOutputs.Compare(path, form);
            }
            catch (InputException e)
            {
                fault ??= e;
            }
        }

        throw fault ?? new InputException($"{path}: cannot be compared: the network gives the names of classes, or two logits of which the model keeps the difference; leave --expect out, and judge with --label.");
    }

    /// <summary>The file that it is from, of an imported autoencoder.</summary>
    internal string? NetworkPath { get; private init; }

    /// <summary>Whether the network is taken as it is.</summary>
    internal bool IsImport { get; private init; }

    /// <summary>The recipe of the experiment with all changes, in JSON; null without a recipe.</summary>
    internal string? RecipeText => _document?.With([.. Changes.Where(change => change.StartsWith("images.", StringComparison.Ordinal))]).ToText(); // the others are in it

    /// <summary>What was assumed of an imported network and its data, a sentence each.</summary>
    internal IReadOnlyList<string> ImportNotes { get; private init; } = [];

    /// <summary>What looks as if data and imported network were not made for each other.</summary>
    internal IReadOnlyList<string> ImportWarnings => Network is { } network && Options.Anomaly is null ? [.. ImportAdvice.Of(network, Data, Options.IsJudgedByFloat)] : [];

    /// <summary>Opens the import that a command asks for.</summary>
    /// <exception cref="InputException">A file cannot be read, or they do not suit each other.</exception>
    internal static Experiment OpenImport(ImportRequest request)
    {
        ImportedNetwork file = NetworkFile.Read(request.Network, null, request.OutputName);
        if (RecipeOf(request, file) is { } experiment)
        {
            bool isCarried = request.Recipe is null && !request.Changes.Any(change => change.StartsWith("quantization", StringComparison.Ordinal));
            RefusePruning(experiment.Options, isCarried, request.Recipe ?? request.Network);
            ImportedData.CheckInputs(file, request.Network, experiment.Data.FeatureNames, experiment.Data.Source, experiment.Stream is not null || experiment.Images is not null);
            if (experiment.Options.Anomaly is not null)
            {
                return new Experiment(experiment, ImportedReconstruction.Match(file, request.Network), isTrained: true) { NetworkPath = request.Network, ImportNotes = file.Notes };
            }

            return new Experiment(experiment, ImportedData.Match(file, request.Network, experiment.Data, isNamed: false), isTrained: true) { ImportNotes = [.. file.Notes, .. RecipeNotes(experiment, file)] };
        }

        if (request.Changes.Count > 0)
        {
            throw new InputException($"{request.Network}: carries no recipe for --set to change; name one with --recipe, or leave --set out.");
        }

        string data = request.Data ?? throw new InputException($"{request.Network}: needs data to calibrate with: name a table with --data, or a recipe with --recipe.");
        var table = new CalibrationTable(file, request.Network, request.Columns, request.Classes, request.Group, request.Threshold) { IsNormal = request.IsAnomaly };
        Dataset examples = table.Read(data);
        TrainingOptions options = request.Options with { Name = request.Name ?? NameOf(request.Network, file), Threshold = request.Threshold ?? request.Options.Threshold };
        try
        {
            if (request.IsAnomaly)
            {
                Experiment normal = OfAutoencoder(file, request.Network, examples, options);
                return new Experiment(normal, normal.Network!, isTrained: true) { NetworkPath = request.Network, ImportNotes = [.. file.Notes, .. table.Notes] };
            }

            Experiment import = OfNetwork(file, request.Network, examples, options, table.IsUnlabelled, request.Classes is not null, request.Threshold is not null);
            return new Experiment(import, import.Network!, isTrained: true) { ImportNotes = [.. file.Notes, .. table.Notes] };
        }
        catch (ArgumentException e) when (e is not ArgumentNullException)
        {
            throw new InputException($"{Path.GetFileName(data)}: {e.Message}", e);
        }
    }

    // The copy of an experiment whose layers are those of a network.
    private Experiment(Experiment other, ImportedModel network, bool isTrained)
    {
        if (other.Options.Missing != MissingCells.None)
        {
            throw new InputException($"{other.Data.Source}: 'missing' fills cells by what the training part says, and a network that was trained elsewhere knows nothing of it; remove 'missing', and give complete rows.");
        }

        Network = network;
        IsImport = isTrained;
        Options = other.Options with { Hidden = [.. network.Shapes.SkipLast(1)], HasNegativeTargets = network.Shapes[^1].Activation != Activation.Relu, IsImported = isTrained && other._recipe is null, Anomaly = other.Options.Anomaly is { } anomaly ? anomaly with { Kind = AnomalyKind.Autoencoder } : null };
        _recipe = other._recipe is null ? null : other._recipe with { Options = Options };
        _document = other._document;
        _given = other.Given;
        ReadingWarnings = other.ReadingWarnings;
        Changes = other.Changes;
    }

    private static Experiment OfNetwork(ImportedNetwork file, string path, Dataset data, TrainingOptions? options, bool isUnlabelled, bool isNamed, bool hasThreshold)
    {
        options ??= new TrainingOptions { Name = NameOf(path, file) };
        RefusePruning(options, isCarried: false, path);
        ImportedModel network = ImportedData.Match(file, path, data, isNamed);
        if (data.Task == LearningTask.Binary && !hasThreshold)
        {
            options = options with { Threshold = network.Order is null ? ImportedData.ThresholdOf(file) : 1 - ImportedData.ThresholdOf(file) }; // the other class is the second one now
        }

        return new Experiment(new Experiment(data, network.OptionsOf(options, isUnlabelled)), network, isTrained: true);
    }

    // The network of a recipe that its file carries was pruned when it was trained, and its zeros stay.
    private static void RefusePruning(TrainingOptions options, bool isCarried, string place)
    {
        if (options.Quantization.IsPruned && !isCarried)
        {
            throw new InputException($"{place}: 'quantization.sparsity' removes words while a network is trained, and an import trains none: leave it out, or train on with 'edgenet train --from'.");
        }
    }

    private static IEnumerable<string> RecipeNotes(Experiment experiment, ImportedNetwork file)
    {
        if (experiment.Images is not null && file.Inputs.Shape is not { Length: 3 })
        {
            yield return "The file does not say how pixels are ordered; they were taken channel by channel, row by row, as PyTorch has them.";
        }

        if (experiment.Images is not null && experiment.Options.Readings is null)
        {
            yield return "Pixels are numbers from 0 to 1; for a network that takes 0 to 255, declare 'readings' in the recipe.";
        }

        if (ImportedData.LabelsOf(file) is null && experiment.Data.ClassNames.Count > 0)
        {
            yield return $"The file does not name its classes; they were taken in the order of the recipe: {NameList.Of(experiment.Data.ClassNames)}.";
        }
    }

    private static Experiment? RecipeOf(ImportRequest request, ImportedNetwork file)
    {
        if (request.Recipe is { } recipe)
        {
            string[] name = request.Name is null ? [$"name={NameOf(request.Network, file)}"] : [];
            return Open(recipe, [.. request.Changes, .. request.OptionChanges, .. name]);
        }

        bool isPlain = request.Columns is { Labels: [], LabelValues: null, Features: [], Ignore: [] } && request.Classes is null && request.Group is null;
        if (!isPlain || request.Data is not { } data || !file.Metadata.TryGetValue(FileRecipe, out string? json) || RecipeDocument.OfText(json, $"the recipe in {Path.GetFileName(request.Network)}", data) is not { } document)
        {
            return null;
        }

        string[] changes = [.. request.Changes, .. request.OptionChanges];
        document = document.With(changes);
        Recipe own = document.ToRecipe();
        bool hasLabel = own.Stream is not null || own.Images is not null || CsvTable.Read(data, [], table => own.Labels.All(label => table.Header.IndexOf(label) >= 0));
        return hasLabel ? new Experiment(own, document) { Changes = changes } : null;
    }

    private static bool IsGiven(TrainingOptions? options) => options is not null && options.Threshold != new TrainingOptions().Threshold;

    // Files are called by the name, so that nothing of a path may be in it.
    private static string NameOf(string path, ImportedNetwork file)
    {
        string name = file.Metadata.TryGetValue("edgenet.name", out string? own) && IsName(own) ? own
            : string.Concat(Path.GetFileNameWithoutExtension(path).Take(ModelFormat.MaxNameLength).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
        return name.Length > 0 ? name : "model";
    }

    /// <summary>Whether a name is one that files can be called by: letters, digits, - and _.</summary>
    internal static bool IsName(string name) => name.Length is > 0 and <= ModelFormat.MaxNameLength && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}

/// <summary>What <c>edgenet import</c> is asked for.</summary>
internal sealed record ImportRequest
{
    /// <summary>The file of the network.</summary>
    public required string Network { get; init; }

    /// <summary>The table, or of a recipe inside the file the folder, to calibrate with; null where a recipe names it.</summary>
    public string? Data { get; init; }

    /// <summary>The recipe that names data, label and parts; null without one.</summary>
    public string? Recipe { get; init; }

    /// <summary>Changes of the recipe.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    /// <summary>The same of what is asked for by other options: seed, name, bits and readings.</summary>
    public IReadOnlyList<string> OptionChanges { get; init; } = [];

    /// <summary>The roles of the columns.</summary>
    public ModelColumns Columns { get; init; } = new([], null, [], []);

    /// <summary>The classes in the order of the outputs; null for those of the file.</summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The column whose values stay in one part; null for none.</summary>
    public string? Group { get; init; }

    /// <summary>The name of the model; null for that of the file.</summary>
    public string? Name { get; init; }

    /// <summary>Two classes: the probability from which on the second is decided; null for that of the file, or a half.</summary>
    public double? Threshold { get; init; }

    /// <summary>Whether the network is an autoencoder, and the data are normal examples.</summary>
    public bool IsAnomaly { get; init; }

    /// <summary>The output to take; null for the only one.</summary>
    public string? OutputName { get; init; }

    /// <summary>Shares, seed, threshold, bits and readings.</summary>
    public TrainingOptions Options { get; init; } = new();
}
