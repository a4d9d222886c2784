using EdgeNet.Trainer.Cost;

namespace EdgeNet.Trainer;

/// <summary>A way to have a model on the device, with the memory that it needs there.</summary>
/// <param name="Name">The class, or the call.</param>
/// <param name="HeldBytes">Heap that stays taken, with the array of the application's inputs and what a stream holds.</param>
/// <param name="PeakBytes">The least heap in which it can be made and tests itself, beyond what an application takes that does nothing.</param>
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
    private readonly bool[] _haveNibbles;
    private readonly int[] _lanes;

    /// <summary>Computes the memory of each way.</summary>
    /// <param name="file">The model.</param>
    /// <param name="generated">Its class, or null where there can be none.</param>
    public ModelForms(ModelFile file, CSharpModel? generated)
    {
        _file = file;
        StoredLayer[] layers = new StoredContents(new ModelLoader(new ByteWindow(file.Bytes))).Layers;
        _haveNibbles = [.. layers.Select(layer => layer.HasNibbles)];
        _lanes = [.. layers.Select((_, l) => file.Device.LanesOf(l + 1))];
        var cost = new LoadedModelCost(file);
        var heap = new ModelHeap(file.Bytes.Length, file.Contents, _haveNibbles, _lanes);
        Generated = generated is null ? null : Form(generated.ClassName, generated.Cost, heap, WithSettings(generated.Heap), dropsFile: false);
        Packed = Form(PackedCall, file.Cost, heap, heap.Packed(Settings), dropsFile: true);
        Bytes = Form(BytesCall, cost.Bytes(Model.Load(file.Bytes, ModelMemory.Bytes)), heap, WithSettings(heap.Bytes()), dropsFile: false);
        Opened = Form(OpenCall, cost.Opened(Model.Open(new MemoryStorage(file.Bytes))), heap, WithSettings(heap.Opened()), dropsFile: false);
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
        ModelContents all = _file.Contents;
        if (all.Layers.Length == 0)
        {
            return (int)((long)Packed.PeakBytes * inputs / all.Inputs.Count);
        }

        QuantizedLayer first = FirstLayerWith(inputs);
        var fewer = new ModelContents
        {
            Name = all.Name,
            Labels = all.Labels,
            OutputScales = all.OutputScales,
            OutputOffsets = all.OutputOffsets,
            Inputs = first.InputStage,
            Fills = all.Fills?[..inputs],
            Layers = [first, .. all.Layers[1..]],
            TanhTable = all.TanhTable,
            GoldenInputs = all.GoldenInputs,
            GoldenLogits = all.GoldenLogits,
        };

        // In the file an input has golden values, its stage, weights and a name.
        double perInput = (all.GoldenInputs.Length * sizeof(float)) + (all.Inputs is ReadingStage ? 9 : all.Fills is null ? 8 : 12);
        perInput += ((_haveNibbles[0] ? 0.5 : 1) * first.Units) + ((double)_file.InputBytes / all.Inputs.Count);
        int bytes = _file.Bytes.Length - (int)(perInput * (all.Inputs.Count - inputs));
        return new ModelHeap(bytes, fewer, _haveNibbles, [new PackedLayer(first).Lanes, .. _lanes[1..]]).Packed().Peak;
    }

    // Of a stream: they are there before its network is loaded.
    private int Settings => _file.Stream is { } stream ? StreamHeap.Settings(stream) : 0;

    private HeapNeed WithSettings(HeapNeed need) => new(need.Held + Settings, need.Peak + Settings);

    private ModelForm Form(string name, EngineCost cost, ModelHeap heap, HeapNeed need, bool dropsFile)
    {
        if (_file.Stream is not { } stream)
        {
            return new ModelForm(name, need.Held + HeapSize.Array(_file.Device.InputCount, sizeof(float)), need.Peak) { Cost = cost };
        }

        need = heap.WithStream(need, StreamHeap.Windows(stream, _file.Device), dropsFile);
        return new ModelForm(name, need.Held, need.Peak) { Cost = cost };
    }

    // With fewer inputs the sums are smaller, biases too, so that more units may share a word.
    private QuantizedLayer FirstLayerWith(int inputs)
    {
        QuantizedLayer layer = _file.Contents.Layers[0];
        int[] biases = [.. layer.Biases.Select(bias => (int)((long)bias * inputs / layer.Inputs))];
        sbyte[] weights = [.. Enumerable.Range(0, layer.Units).SelectMany(unit => layer.Weights.Skip(unit * layer.Inputs).Take(inputs))];
        InputStage stage = layer.InputStage is ReadingStage readings
            ? new ReadingStage(readings.Lowest[..inputs], readings.Highest[..inputs], readings.Shifts[..inputs])
            : new AffineStage(((AffineStage)layer.InputStage).Scales[..inputs], ((AffineStage)layer.InputStage).Offsets[..inputs]);
        return new QuantizedLayer(inputs, layer.Activation, weights, biases, layer.Multipliers, layer.NegativeMultipliers, layer.Shift, layer.ZeroPoint, stage);
    }
}
