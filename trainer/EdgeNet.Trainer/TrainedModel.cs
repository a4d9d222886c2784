using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer;

/// <summary>A model in all its forms: float, integers, file, and loaded by the device library, with its scores.</summary>
/// <remarks>Everything is computed once. The members of a model may be read from several threads, but for <see cref="Device"/>, whose buffers belong to one thread at a time.</remarks>
public sealed class TrainedModel
{
    private readonly Lazy<PartScore> _train;
    private readonly Lazy<PartScore?> _dev;
    private readonly Lazy<PartScore?> _test;
    private readonly Lazy<IReadOnlyList<string>> _ownWarnings;

    internal TrainedModel(FloatModel floatModel, IntegerModel integers, ExampleParts parts, IReadOnlyList<IntegerModel>? candidates = null)
    {
        FloatModel = floatModel;
        Integers = integers;
        Parts = parts;
        Candidates = candidates ?? [integers];
        _train = new(() => Score("train", parts.Train));
        _dev = new(() => ScoreIfAny("dev", parts.Dev));
        _test = new(() => ScoreIfAny("test", parts.Test));
        _ownWarnings = new(() => [.. ClassWarnings, .. Training.Warnings, .. (string[])(LossWarning is { } loss ? [loss] : [])]);
    }

    /// <summary>What the model is called, on the device too.</summary>
    public string Name => Options.Name;

    /// <summary>How it was made, with the threshold that was chosen.</summary>
    public TrainingOptions Options => FloatModel.Options;

    /// <summary>The scores on the examples that it was trained on: float and device side by side.</summary>
    public PartScore Train => _train.Value;

    /// <summary>The scores on the dev part.</summary>
    /// <exception cref="InvalidOperationException">There is no dev part; see <see cref="Scores"/>.</exception>
    public PartScore Dev => _dev.Value ?? throw new InvalidOperationException("There is no dev part: DevShare is 0, or too small for the data.");

    /// <summary>The scores on the test part, which training has not seen.</summary>
    /// <exception cref="InvalidOperationException">There is no test part; see <see cref="Scores"/>.</exception>
    public PartScore Test => _test.Value ?? throw new InvalidOperationException("There is no test part: TestShare is 0, or too small for the data.");

    /// <summary>The scores of the parts that there are: train, dev, test.</summary>
    public IReadOnlyList<PartScore> Scores => [.. ((PartScore?[])[Train, _dev.Value, _test.Value]).OfType<PartScore>()];

    /// <summary>The device library's model, loaded from <see cref="Bytes"/>: what it answers here it answers on the device.</summary>
    public Model Device => Integers.Device;

    /// <summary>The bytes of the <c>.edgenet</c> file.</summary>
    public ReadOnlyMemory<byte> Bytes => File.Bytes;

    /// <summary>What the user should know of the data, the training and the model, a sentence or two each; perhaps nothing.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Whether training was asked to stop; the model then has the best weights so far.</summary>
    public bool IsCancelled => Training.End == TrainingEnd.Cancelled || Candidates.Any(model => model.Aware?.Training.End == TrainingEnd.Cancelled);

    /// <summary>The float network with its standardisation.</summary>
    internal FloatModel FloatModel { get; }

    /// <summary>The integers that go to the device.</summary>
    internal IntegerModel Integers { get; }

    /// <summary>The examples that it was made from, and those it is judged by.</summary>
    internal ExampleParts Parts { get; }

    /// <summary>All integers that were made, those that were chosen among them; a single one where there was no choice.</summary>
    internal IReadOnlyList<IntegerModel> Candidates { get; }

    /// <summary>The file, with all that is in it.</summary>
    internal ModelFile File => Integers.File;

    /// <summary>What was learned.</summary>
    internal LearningTask Task => FloatModel.Task;

    /// <summary>How the threshold was chosen on the dev set; null where the options name it.</summary>
    internal ThresholdChoice? Threshold => Integers.Threshold;

    /// <summary>The float network, which takes standardised features.</summary>
    internal Network<float> Network => FloatModel.Network;

    /// <summary>Its standardisation.</summary>
    internal Standardizer Standardizer => FloatModel.Standardizer;

    /// <summary>The learning curve and why training ended.</summary>
    internal TrainingResult Training => FloatModel.Training;

    /// <summary>The network in integers.</summary>
    internal QuantizedNetwork Quantized => Integers.Quantized;

    /// <summary>Writes the <c>.edgenet</c> file; it appears whole or not at all, and an older one stays until then.</summary>
    /// <param name="path">Where.</param>
    /// <exception cref="InputException">It cannot be written; the message says why.</exception>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var files = new FileSet();
        files.Add(path, File.Bytes);
        files.Save();
    }

    /// <summary>Writes the model as a C# class for the device, with its golden vectors in a second file; of a stream, also the class that makes its settings.</summary>
    /// <param name="path">The file of the class, such as <c>FanModel.cs</c>: the class has its name, and the other files stand beside it.</param>
    /// <param name="spaceName">The namespace.</param>
    /// <exception cref="InputException">The model is larger than a class can be, the name is none of a class, or a file cannot be written; the message says why.</exception>
    public void SaveCSharp(string path, string spaceName = CSharpModel.DefaultNamespace)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(spaceName);
        string className = Path.GetFileNameWithoutExtension(path);
        if (CSharpModel.FaultOfName(className, 1) is { } fault)
        {
            throw new InputException($"{path}: the name of the file is that of the class and {fault}");
        }

        if (CSharpModel.FaultOfName(spaceName, int.MaxValue) is { } spaceFault)
        {
            throw new InputException($"'{spaceName}': a namespace {spaceFault}");
        }

        var files = new FileSet();
        try
        {
            File.Generate(spaceName, className).AddTo(files, Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{path}: {e.Message.Split(" (Parameter")[0]}", e);
        }

        files.Save();
    }

    /// <summary>Computes the integer logits of the first output by the device library: of the only one with two classes.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>m logits.</returns>
    internal int[] DeviceLogits(Dataset examples) => [.. Integers.OutputLogits(examples).Select(logits => logits[0])];

    /// <summary>Scores the float network; two classes at the threshold of the options.</summary>
    internal Score ScoreFloat(Dataset examples) => KnownScore(examples)?.FloatScore ?? FloatModel.Score(examples);

    /// <summary>Scores the integers, run by the device library; two classes at their own threshold.</summary>
    internal Score ScoreDevice(Dataset examples) => KnownScore(examples)?.DeviceScore ?? Integers.Score(examples);

    /// <summary>Scores the model on examples: the float network, and the integers as the device library computes them.</summary>
    /// <param name="part">What the examples are called.</param>
    /// <param name="examples">Raw examples with the model's features and outputs.</param>
    /// <returns>Both scores.</returns>
    internal PartScore Score(string part, Dataset examples) => new(part, examples.Count, FloatModel.Score(examples), Integers.Score(examples), Integers.WeightBits);

    /// <summary>Computes the outputs of the float network that decide; see <see cref="Experiments.FloatModel.Outputs"/>.</summary>
    internal Matrix<double> FloatOutputs(Dataset examples) => FloatModel.Outputs(examples);

    /// <summary>The same of the integers, run by the device library.</summary>
    /// <returns>Shape (n[L], m): real logits, or estimates in the user's units.</returns>
    internal Matrix<double> DeviceOutputs(Dataset examples)
    {
        int[][] logits = Integers.OutputLogits(examples);
        var outputs = new Matrix<double>(Device.OutputCount, logits.Length);
        for (int e = 0; e < logits.Length; e++)
        {
            for (int j = 0; j < outputs.Rows; j++)
            {
                outputs[j, e] = Device.IsRegression ? Device.ValueOf(j, logits[e][j]) : logits[e][j] * (double)Device.LogitScale;
            }
        }

        return outputs;
    }

    /// <summary>Turns logits into probabilities: of the positive class alone, or of each of several classes.</summary>
    internal Matrix<double> Probabilities(Matrix<double> logits)
    {
        var probabilities = new Matrix<double>(logits.Rows, logits.Columns);
        if (Task == LearningTask.Binary)
        {
            ActivationFunctions.Sigmoid<double>(logits.Values, probabilities.Values);
        }
        else
        {
            Softmax.Forward(logits, probabilities);
        }

        return probabilities;
    }

    /// <summary>Several classes: the class that the logits of an example decide for.</summary>
    internal static int DecisionOf(Matrix<double> logits, int example) => Softmax.IndexOfLargest(logits, example);

    /// <summary>Measures what the model owes to each of some inputs.</summary>
    /// <param name="examples">Examples that were not trained on.</param>
    /// <param name="inputs">The inputs, from 0.</param>
    /// <param name="repeats">Shuffles of each, 2 or more.</param>
    internal IReadOnlyList<PermutationImportance> Importance(Dataset examples, IReadOnlyList<int> inputs, int repeats) =>
        PermutationImportance.Measure(examples, shuffled => FloatModel.Score(shuffled).Cost, inputs, repeats, Options.Seed);

    /// <summary>The same of groups of inputs that are shuffled together.</summary>
    internal IReadOnlyList<PermutationImportance> ImportanceOfGroups(Dataset examples, IReadOnlyList<IReadOnlyList<int>> groups, int repeats) =>
        PermutationImportance.MeasureGroups(examples, shuffled => FloatModel.Score(shuffled).Cost, groups, repeats, Options.Seed);

    /// <summary>Finds the lines at which a network of two inputs decides and bends.</summary>
    internal DecisionBoundary Boundary() => DecisionBoundary.Of(Network, Standardizer, Options.Threshold);

    /// <summary>Measures what each step of quantization does to the logits.</summary>
    /// <param name="examples">Raw examples.</param>
    internal IReadOnlyList<QuantizationStep> QuantizationSteps(Dataset examples) =>
        QuantizationErrorReport.Measure(Integers.Network, Standardizer, Quantized, examples.Features);

    /// <summary>The learning curve as CSV.</summary>
    internal byte[] HistoryCsv() => Experiments.HistoryCsv.Write(Training.Epochs);

    /// <summary>Adds what was said before there was a model to what is said of it.</summary>
    internal TrainedModel With(IReadOnlyList<string> before)
    {
        Warnings = [.. before, .. OwnWarnings];
        return this;
    }

    /// <summary>Where integers lose noticeably; null where they do not.</summary>
    internal string? LossWarning => QuantizationLoss.Warn(this, Parts.Train, Parts.Dev, Parts.Test);

    /// <summary>Which classes the model never says.</summary>
    internal IReadOnlyList<string> ClassWarnings => DataAdvice.OfModel(this, Parts);

    /// <summary>What the model does not do, what training met, and where integers lose noticeably.</summary>
    internal IReadOnlyList<string> OwnWarnings => _ownWarnings.Value;

    private PartScore? KnownScore(Dataset examples) =>
        ReferenceEquals(examples, Parts.Train) ? Train : ReferenceEquals(examples, Parts.Dev) ? _dev.Value : ReferenceEquals(examples, Parts.Test) ? _test.Value : null;

    private PartScore? ScoreIfAny(string part, Dataset? examples) => examples is { Count: > 0 } ? Score(part, examples) : null;
}
