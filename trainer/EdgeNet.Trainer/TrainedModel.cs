using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Trainer;

/// <summary>A model in all its forms: float, integers, file, and loaded by the device library, with its scores.</summary>
/// <remarks>Everything is computed once. The members of a model may be read from several threads, but for <see cref="Device"/>, whose buffers belong to one thread at a time.</remarks>
public sealed partial class TrainedModel
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
        _ownWarnings = new(() => [.. ClassWarnings, .. Training.Warnings, .. Pruning?.Warnings ?? [], .. SavingWarnings, .. (string[])(Integers.Familiarity?.Warning is { } few ? [few] : []), .. (string[])(LossWarning is { } loss ? [loss] : [])]);
    }

    /// <summary>The name of the model, on the device too.</summary>
    public string Name => Options.Name;

    /// <summary>The options of its training, with the threshold that was chosen.</summary>
    public TrainingOptions Options => FloatModel.Options;

    /// <summary>The scores on the training examples: float and device side by side.</summary>
    public PartScore Train => _train.Value;

    /// <summary>The scores on the dev part.</summary>
    /// <exception cref="InvalidOperationException">There is no dev part; see <see cref="Scores"/>.</exception>
    public PartScore Dev => _dev.Value ?? throw new InvalidOperationException("There is no dev part: DevShare is 0, or too small for the data.");

    /// <summary>The scores on the test part, which training has not seen.</summary>
    /// <exception cref="InvalidOperationException">There is no test part; see <see cref="Scores"/>.</exception>
    public PartScore Test => _test.Value ?? throw new InvalidOperationException("There is no test part: TestShare is 0, or too small for the data.");

    /// <summary>The scores of the parts that there are: train, dev, test.</summary>
    public IReadOnlyList<PartScore> Scores => [.. ((PartScore?[])[Train, _dev.Value, _test.Value]).OfType<PartScore>()];

    /// <summary>The device library's model, loaded from <see cref="Bytes"/>: its answers here are those of the device.</summary>
    public Model Device => Integers.Device;

    /// <summary>The bytes of the <c>.edgenet</c> file.</summary>
    public ReadOnlyMemory<byte> Bytes => File.Bytes;

    /// <summary>Warnings about the data, the training and the model, one or two sentences each; may be empty.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Whether training was cancelled; the model then has the best weights so far.</summary>
    public bool IsCancelled => Training.End == TrainingEnd.Cancelled || FloatModel.Pruning is { IsCancelled: true } || Candidates.Any(model => model.Aware?.Training.End == TrainingEnd.Cancelled);

    /// <summary>Writes the <c>.edgenet</c> file atomically.</summary>
    /// <param name="path">Where.</param>
    /// <exception cref="InputException">It cannot be written; the message says why.</exception>
    public void Save(string path) => Write(path, () => File.Bytes);

    /// <summary>Writes the model as a C# class for the device, with its golden vectors in a second file; with a stream, also the class that makes its settings.</summary>
    /// <param name="path">The file of the class, such as <c>FanModel.cs</c>: the class has its name, and the other files stand beside it.</param>
    /// <param name="spaceName">The namespace.</param>
    /// <exception cref="InputException">The model is larger than a class can be, the name is not that of a class, or a file cannot be written; the message says why.</exception>
    public void SaveCSharp(string path, string spaceName = CSharpModel.DefaultNamespace)
    {
        SaveClass(path, spaceName, (className, files, folder) => File.Generate(spaceName, className).AddTo(files, folder));
    }

    /// <summary>Writes the bytes of the <c>.edgenet</c> file as a C# class, for a device program without a file system: <c>Model.Load(FanFile.Bytes())</c>.</summary>
    /// <param name="path">The file of the class, such as <c>FanFile.cs</c>: the class has its name.</param>
    /// <param name="spaceName">The namespace.</param>
    /// <exception cref="InputException">The bytes are more than an assembly has room for, the name is not that of a class, or the file cannot be written; the message says why.</exception>
    public void SaveBytes(string path, string spaceName = CSharpModel.DefaultNamespace) =>
        SaveClass(path, spaceName, (className, files, folder) => File.GenerateBytes(spaceName, className).AddTo(files, folder));

    /// <summary>Writes the float network as an ONNX model, for programs that run ONNX. It is the network as it was trained, before it became integers.</summary>
    /// <remarks>It takes raw values, <c>features</c>, and standardises them itself; of a model with a stream, the features of a window.</remarks>
    /// <param name="path">The file, such as <c>fan.onnx</c>; it is written atomically.</param>
    /// <exception cref="InputException">It cannot be written; the message says why.</exception>
    public void SaveOnnx(string path) => Write(path, () => ToOnnx(null));

    /// <summary>Writes the integers of the device as an ONNX model, for programs that run ONNX: its <c>logits</c> are exactly those of the device.</summary>
    /// <remarks>It takes raw values, <c>features</c>, as the device does; of a model with a stream, the features of a window.</remarks>
    /// <param name="path">The file, such as <c>fan.int8.onnx</c>; it is written atomically.</param>
    /// <exception cref="InputException">It cannot be written; the message says why.</exception>
    public void SaveOnnxInteger(string path) => Write(path, File.ToOnnxInteger);

    /// <summary>Writes the model as a header in C99, for a microcontroller without .NET: one file, with golden vectors and, of a stream, everything from reading to state.</summary>
    /// <param name="path">The header, such as <c>fan_model.h</c>: its identifiers begin with the name of the file without <c>_model</c>, here <c>fan_</c>.</param>
    /// <exception cref="InputException">The identifiers cannot begin with the name of the file, or it cannot be written; the message says why.</exception>
    public void SaveC(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (Path.GetExtension(path) != ".h")
        {
            throw new InputException($"{path}: the file of a header ends in .h; change the name.");
        }

        string prefix = CSourceModel.PrefixOfFile(path);
        if (CSourceModel.FaultOfPrefix(prefix) is { } fault)
        {
            throw new InputException($"{path}: the identifiers begin with the name of the file, which {fault}");
        }

        Write(path, () => File.GenerateC(prefix).Bytes());
    }

    private static void SaveClass(string path, string spaceName, Action<string, FileSet, string> add)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(spaceName);
        string className = Path.GetFileNameWithoutExtension(path);
        if (Path.GetExtension(path) != ".cs")
        {
            throw new InputException($"{path}: the file of a class ends in .cs; change the name.");
        }

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
            add(className, files, Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"{path}: {e.Message.Split(" (Parameter")[0]}", e);
        }

        files.Save();
    }

    private static void Write(string path, Func<byte[]> content)
    {
        ArgumentNullException.ThrowIfNull(path);
        var files = new FileSet();
        files.Add(path, content());
        files.Save();
    }

    /// <summary>Puts the warnings from before training in front of the model's own.</summary>
    internal TrainedModel With(IReadOnlyList<string> before)
    {
        Warnings = [.. before, .. OwnWarnings];
        return this;
    }
}
