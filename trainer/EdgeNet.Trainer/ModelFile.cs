using EdgeNet.Trainer.Cost;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Export;

namespace EdgeNet.Trainer;

/// <summary>An <c>.edgenet</c> file with all its contents, parsed once: commands and reports use this and never parse the bytes again.</summary>
internal sealed partial class ModelFile
{
    private readonly Lazy<Pipeline?> _pipeline;
    private readonly Lazy<EngineCost> _cost;
    private readonly Lazy<StreamCost?> _streamCost;
    private readonly Lazy<(CSharpModel? Class, string? Fault)> _generated;
    private readonly Lazy<WordCount> _words;
    private readonly Lazy<byte[]> _unsealed;

    private ModelFile(byte[] bytes)
    {
        OnParse.Value?.Invoke(bytes);
        Bytes = bytes;
        Contents = ModelContents.Read(bytes);
        Device = Model.Load(bytes, ModelMemory.Packed);
        Seal = Version < ModelFormat.SealVersion ? null : ModelSeal.Read(new MemoryStorage(bytes));
        Inputs = ModelInputs.Read(bytes, Contents.Inputs.Count);
        Stream = StreamSettings.Read(bytes);
        _unsealed = new(() => SealSection.Remove(this));
        _pipeline = new(MakePipeline);
        _cost = new(() => new LoadedModelCost(this).Packed());
        _streamCost = new(() => Stream is null ? null : StreamCost.Of(Stream, Device));
        _generated = new(GenerateIfPossible);
        _words = new(() => Device.Macs > ModelWords.MostMacs ? new WordCount(0, 0, Device.InputCount, Device.InputCount) : new ModelWords(Contents).Count);
    }

    /// <summary>Called with the bytes of each file that is parsed, within the async flow that set it; a test counts them.</summary>
    internal static AsyncLocal<Action<byte[]>?> OnParse { get; } = new();

    /// <summary>The bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>The version of the format.</summary>
    public int Version => BitConverter.ToUInt16(Bytes, ModelFormat.StreamOffset - sizeof(ushort));

    /// <summary>The bytes without a seal: they stay the same when the model gets another version or signature.</summary>
    public byte[] Unsealed => _unsealed.Value;

    /// <summary>The CRC-32 that it ends with without a seal, of all bytes before: it tells one model from another. (That of a whole file is the same for every file.)</summary>
    public uint Crc => BitConverter.ToUInt32(Unsealed, Unsealed.Length - ModelFormat.CrcLength);

    /// <summary>The device library's model.</summary>
    public Model Device { get; }

    /// <summary>Weights, input stage and golden vectors.</summary>
    public ModelContents Contents { get; }

    /// <summary>The classes, or in regression the quantities; more of them than a file has names for are y1, y2, and so on.</summary>
    public IReadOnlyList<string> ClassNames => [.. Enumerable.Range(0, Device.LabelCount).Select(k => Device.LabelCount > ModelFormat.MaxLabels ? FormattableString.Invariant($"y{k + 1}") : Device.LabelOf(k))];

    /// <summary>The words of the generated class, and the inputs that it looks at; no words where the model is far too large for a class.</summary>
    public WordCount Words => _words.Value;

    /// <summary>What the file says to boards in the field, and who signed it; null where it has no seal.</summary>
    public ModelSeal? Seal { get; }

    /// <summary>Names and ranges of the inputs; null where the file has none.</summary>
    public IReadOnlyList<ModelInput>? Inputs { get; }

    /// <summary>Whether the names of the inputs are x1, x2, and so on, as a table without a header gets them: then the order of the columns counts.</summary>
    public bool HasNumberedInputs => Inputs is not null && Inputs.Index().All(input => input.Item.Name == FormattableString.Invariant($"x{input.Index + 1}"));

    /// <summary>Names of the inputs: of a stream, those of its features; null where the file has none.</summary>
    public IReadOnlyList<string>? InputNames => Inputs is not null ? [.. Inputs.Select(input => input.Name)] : Stream is not null ? FeatureNames : null;

    /// <summary>Rate, window, features and rules; null where the model takes features.</summary>
    public StreamSettings? Stream { get; }

    /// <summary>The features of a window, of a model with a stream.</summary>
    public IReadOnlyList<string> FeatureNames => Stream is null ? [] : WindowFeatureNames.Of(Stream);

    /// <summary>The device library's pipeline; null where the model takes features.</summary>
    /// <exception cref="ModelFormatException">Network and stream do not fit.</exception>
    public Pipeline? Pipeline => _pipeline.Value;

    /// <summary>The model's cost on the device when it is loaded from this file, with packed weights.</summary>
    public EngineCost Cost => _cost.Value;

    /// <summary>The cost of the stream beside the network; null where the model takes features.</summary>
    public StreamCost? StreamCost => _streamCost.Value;

    /// <summary>The model as a class of the default name; null where an assembly has no room for it: then the model is loaded from its file.</summary>
    public CSharpModel? Generated => _generated.Value.Class;

    /// <summary>Why there is no class; null where there is one.</summary>
    public string? GeneratedFault => _generated.Value.Fault;

    /// <summary>Whether the inputs may be pixels: the file of a model for images has no names for them.</summary>
    public bool MayHavePixels => Inputs is null && Stream is null;

    /// <summary>Bytes of the golden vectors.</summary>
    public int GoldenBytes => Device.GoldenVectorCount * (Device.InputCount + Device.OutputCount) * sizeof(float);

    /// <summary>Bytes of the names and ranges of the inputs; 0 where the file has none.</summary>
    public int InputBytes => ModelInputs.BytesIn(Bytes);

    /// <summary>Bytes of the seal; 0 where the file has none.</summary>
    public int SealBytes => sizeof(int) * SealSection.WordsIn(Bytes);

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The bytes; they are kept.</param>
    /// <exception cref="ModelFormatException">They are damaged, or no model; the message says why.</exception>
    public static ModelFile Parse(byte[] bytes) => new(bytes);

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    /// <exception cref="ModelFormatException">It is damaged, or no model; the message says which file and why.</exception>
    public static ModelFile Open(string path)
    {
        try
        {
            return Parse(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such file; 'edgenet train' makes one.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {FileError.Describe(e, path)}", e);
        }
        catch (ModelFormatException e)
        {
            bool isOther = Path.GetExtension(path).ToUpperInvariant() is ".ONNX" or ".KERAS" or ".H5" or ".HDF5";
            throw isOther ? new ModelFormatException(e.Error, $"{path}: is a network of another framework; 'edgenet import' makes a model of it.") : new ModelFormatException(e.Error, $"{path}: {e.Message} Train it again, or copy it again.");
        }
    }

    /// <summary>Runs the golden vectors and golden windows of a file that was just written.</summary>
    /// <returns>The file itself.</returns>
    /// <exception cref="InvalidOperationException">The device library computes another logit for a golden vector, or a golden window.</exception>
    public ModelFile Verify()
    {
        int mismatch = Device.FirstGoldenMismatch();
        if (mismatch >= 0)
        {
            throw new InvalidOperationException($"The device library computes another logit for golden vector {mismatch}.");
        }

        return Pipeline?.SelfTest() is null or true
            ? this
            : throw new InvalidOperationException("The device library computes other features or logits for a golden window.");
    }

    /// <summary>Writes the model as C#: the class, its golden vectors, and of a stream the class that makes its settings.</summary>
    /// <param name="spaceName">The namespace.</param>
    /// <param name="className">The class; null for the model's name.</param>
    /// <exception cref="ArgumentException">An assembly has no room for the class.</exception>
    public CSharpModel Generate(string spaceName = CSharpModel.DefaultNamespace, string? className = null) => CSharpExporter.Write(Contents, Stream, spaceName, className);

    /// <summary>Writes the bytes of the file as a C# class, for a program without a file system.</summary>
    /// <param name="spaceName">The namespace.</param>
    /// <param name="className">The class; null for the model's name.</param>
    /// <exception cref="ArgumentException">An assembly has no room for the bytes.</exception>
    public CSharpBytes GenerateBytes(string spaceName = CSharpModel.DefaultNamespace, string? className = null) => CSharpBytesExporter.Write(this, spaceName, className);

    /// <summary>Writes the integers as an ONNX model, which computes the logits of the device exactly.</summary>
    /// <returns>The bytes of an <c>.onnx</c> file.</returns>
    public byte[] ToOnnxInteger() => OnnxIntegerExporter.Write(this);

    /// <summary>Writes the model as a header in C.</summary>
    /// <param name="prefix">What the identifiers begin with; null for the model's name.</param>
    public CSourceModel GenerateC(string? prefix = null) => CExporter.Write(Contents, Stream, [.. (Inputs ?? []).Select(input => input.Name)], prefix);

    private (CSharpModel? Class, string? Fault) GenerateIfPossible()
    {
        try
        {
            return (Generate(), null);
        }
        catch (ArgumentException e)
        {
            return (null, e.Message.Split(" (Parameter")[0]);
        }
    }

    private Pipeline? MakePipeline()
    {
        if (Stream is null)
        {
            return null;
        }

        try
        {
            if (Stream.OutputCount != Device.OutputCount)
            {
                throw new ArgumentException($"The model '{Device.Name}' has {Device.OutputCount} outputs; the stream says {Stream.OutputCount}.");
            }

            return new Pipeline(Device, Stream);
        }
        catch (ArgumentException e)
        {
            throw new ModelFormatException(ModelFormatError.ImpossibleShape, e.Message);
        }
    }
}

/// <summary>An input of a model, for whoever feeds the model; the device does not need it.</summary>
/// <param name="Name">The column of the table, or the feature of a stream.</param>
/// <param name="Lowest">The lowest value that training saw.</param>
/// <param name="Highest">The highest value that training saw.</param>
internal sealed record ModelInput(string Name, float Lowest, float Highest)
{
    /// <summary>The share of the range by which a value may be outside it: sound new examples are sometimes a little outside.</summary>
    public const double Margin = 0.1;

    /// <summary>Whether a value lies beyond the range in training; NaN does.</summary>
    /// <param name="value">A raw value.</param>
    /// <param name="share">The share of the range by which it may be outside.</param>
    /// <returns>True beyond either end.</returns>
    public bool IsBeyond(float value, double share = Margin)
    {
        double margin = share * ((double)Highest - Lowest);
        return !(value >= Lowest - margin && value <= Highest + margin);
    }
}
