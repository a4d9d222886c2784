using EdgeNet.Trainer.Cost;

namespace EdgeNet.Trainer;

/// <summary>A way to have a model on the device, with the memory that it needs there.</summary>
/// <param name="Name">The class, or the call.</param>
/// <param name="HeldBytes">Heap that stays taken, with the array of the application's inputs and what a stream holds.</param>
/// <param name="PeakBytes">The most heap at any time, while it is made or while it tests itself.</param>
internal sealed record ModelForm(string Name, int HeldBytes, int PeakBytes)
{
    /// <summary>Its instructions.</summary>
    public required EngineCost Cost { get; init; }
}

/// <summary>The ways to have a model on the device. Every figure of memory that is compared with a heap comes from here.</summary>
internal sealed class ModelForms
{
    /// <summary>The call that packs the weights, the usual one.</summary>
    public const string PackedCall = "Model.Load(bytes)";

    /// <summary>The call that keeps the weights in the bytes of the file.</summary>
    public const string BytesCall = "Model.Load(bytes, ModelMemory.Bytes)";

    /// <summary>The call that reads the weights at every inference.</summary>
    public const string OpenCall = "Model.Open(storage)";

    private readonly ModelFile _file;
    private readonly int _inputs;
    private readonly int _beside; // the application's inputs, and the stream

    /// <summary>Computes the memory of each way.</summary>
    /// <param name="file">The model.</param>
    /// <param name="generated">Its class, or null where there can be none.</param>
    public ModelForms(ModelFile file, CSharpModel? generated)
    {
        _file = file;
        _inputs = file.Device.InputCount;
        _beside = ArrayMemory.Bytes(_inputs, sizeof(float)) + (file.StreamCost?.RamBytes ?? 0);
        int fileBytes = ArrayMemory.Bytes(file.Bytes.Length, 1);
        int golden = ArrayMemory.Bytes(_inputs, sizeof(float));
        var cost = new LoadedModelCost(file);
        Generated = generated is null ? null : Form(generated.ClassName, generated.Cost, golden);
        Packed = Form(PackedCall, file.Cost, fileBytes);
        Bytes = Form(BytesCall, cost.Bytes(Model.Load(file.Bytes, ModelMemory.Bytes)), golden);
        Opened = Form(OpenCall, cost.Opened(Model.Open(new Source(file.Bytes))), golden);
    }

    /// <summary>The generated class; null where there can be none.</summary>
    public ModelForm? Generated { get; }

    /// <summary><see cref="PackedCall"/>.</summary>
    public ModelForm Packed { get; }

    /// <summary><see cref="BytesCall"/>.</summary>
    public ModelForm Bytes { get; }

    /// <summary><see cref="OpenCall"/>.</summary>
    public ModelForm Opened { get; }

    /// <summary>Estimates the peak of <see cref="Packed"/> if the model had fewer inputs: its first ones, with the same layers.</summary>
    /// <param name="inputs">1 to n[0].</param>
    public int PackedPeakWith(int inputs)
    {
        // In RAM and in the file golden inputs and input stage, in the file also weights and names; and the application's array.
        QuantizedLayer first = _file.Contents.Layers[0];
        int golden = _file.Device.GoldenVectorCount * sizeof(float);
        int stage = _file.Contents.Inputs is ReadingStage ? 9 : 8;
        double perInput = (2 * (golden + stage)) + first.Units + ((double)_file.InputBytes / _inputs) + sizeof(float);
        return Packed.PeakBytes - (int)(perInput * (_inputs - inputs)) - PackedBytes(first, _inputs) + PackedBytes(first, inputs);
    }

    private ModelForm Form(string name, EngineCost cost, int more) => new(name, cost.RamBytes + _beside, cost.RamBytes + _beside + more) { Cost = cost };

    // With fewer inputs the sums are smaller, biases too, so that more units may share a word.
    private static int PackedBytes(QuantizedLayer layer, int inputs)
    {
        int[] biases = [.. layer.Biases.Select(bias => (int)((long)bias * inputs / layer.Inputs))];
        sbyte[] weights = [.. Enumerable.Range(0, layer.Units).SelectMany(unit => layer.Weights.Skip(unit * layer.Inputs).Take(inputs))];
        return new PackedLayer(
            new QuantizedLayer(
                inputs, layer.Activation, weights, biases, layer.Multipliers, layer.NegativeMultipliers, layer.Shift, layer.ZeroPoint, layer.InputStage)).RamBytes;
    }

    private sealed class Source(byte[] data) : ModelStorage
    {
        public override int Length => data.Length;

        public override void Read(int position, byte[] buffer, int count) => Array.Copy(data, position, buffer, 0, count);
    }
}
