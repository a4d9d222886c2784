using static EdgeNet.Trainer.Cost.HeapSize;

namespace EdgeNet.Trainer.Cost;

/// <summary>Bytes of the managed heap: what stays, and the most at any time, while a model is made or runs its golden vectors.</summary>
/// <param name="Held">Objects that stay.</param>
/// <param name="Peak">The least heap in which it can be made and run, beyond that of an application that does nothing.</param>
internal readonly record struct HeapNeed(int Held, int Peak);

/// <summary>Adds up the objects of a model in each of its forms, those that live while it is made among them.</summary>
/// <remarks>The heap is compacted when it is full, so that what lives at a time is what counts.</remarks>
internal sealed class ModelHeap
{
    private const int PredictorFields = 10;
    private const int ModelFields = PredictorFields + 1;
    private const int StoredLayerFields = 25;
    private const int TableEntries = 1024;
    private const int LeastForCrcTables = 1024;
    private const int WindowBytes = 4096;
    private const int WindowSpare = 256;

    // What the interpreter itself has on the heap in the depth of a load, and of an inference: measured. A local of a method takes a block.
    private const int LoadFrames = 2350;
    private const int OpenedFrames = 2750;
    private const int RunFrames = 1050;
    private const int StreamFrames = 5500;
    private const int Local = 12;

    private readonly ModelContents _model;
    private readonly QuantizedLayer[] _layers;
    private readonly bool[] _haveNibbles;
    private readonly int[] _lanes;
    private readonly int _file;
    private readonly int _crc;
    private readonly int _inputs;

    /// <summary>Prepares the sums.</summary>
    /// <param name="fileBytes">Bytes of the file.</param>
    /// <param name="model">What is in it.</param>
    /// <param name="haveNibbles">By layer, whether its weights are half bytes in the file.</param>
    /// <param name="lanes">By layer, the units that share a word when they are packed.</param>
    public ModelHeap(int fileBytes, ModelContents model, bool[] haveNibbles, int[] lanes)
    {
        _model = model;
        _layers = model.Layers;
        _haveNibbles = haveNibbles;
        _lanes = lanes;
        _file = Array(fileBytes, 1);
        _inputs = Array(model.Inputs.Count, sizeof(float));
        _crc = fileBytes < LeastForCrcTables ? 0 : References(4) + (4 * Array(256, sizeof(int))) + Array(32, sizeof(int)) + Array(1, sizeof(int));
    }

    // The loader, its readers, and the bytes.
    private static int Loader => Object(26) + Object(5) + (2 * Object(3)) + Object(6);

    private int TakesReadings => _model.Inputs is ReadingStage ? 1 : 0;

    private int Table => TableOf(_model);

    private int Outputs => OutputsOf(_model);

    private int Texts => Text(_model.Name) + _model.Labels.Sum(Text) + References(_model.Labels.Length);

    private int Width => _model.Layers.Select(layer => layer.Units).DefaultIfEmpty(0).Max();

    // The array of the application's inputs, and a golden vector that is read for the self-test.
    private int Running => _inputs + _inputs + Object(3);

    // The numbers of the inputs in arrays.
    private int Inputs => Object(2 + TakesReadings) + (2 * _inputs) + (TakesReadings * Array(_model.Inputs.Count, 1));

    /// <summary>The generated class with its golden vectors.</summary>
    /// <param name="model">Its model.</param>
    /// <param name="locals">The most locals of a method.</param>
    /// <param name="stages">Bytes of the arrays between the stages of a large class; 0 where there are none.</param>
    public static HeapNeed Generated(ModelContents model, int locals, int stages)
    {
        int inputs = Array(model.Inputs.Count, sizeof(float));
        int texts = ((1 + model.Labels.Length) * Literal) + References(model.Labels.Length);
        int held = Object(PredictorFields + (stages > 0 ? 3 : 1)) + texts + OutputsOf(model) + inputs + TableOf(model) + stages;
        int golden = model.OutputCount == 1 ? 0 : Array(model.OutputCount, sizeof(int)) + Array(model.OutputCount * model.GoldenInputs.Length, sizeof(int));
        return new HeapNeed(held, held + (2 * inputs) + golden + RunFrames + (locals * Local));
    }

    /// <summary>Packed weights; the file is dropped when they are.</summary>
    /// <param name="beside">What else is there from the check of the file on.</param>
    public HeapNeed Packed(int beside = 0)
    {
        int vectors = _model.GoldenInputs.Length;
        int layers = References(_layers.Length);
        int peak = _crc;
        for (int l = 0; l < _layers.Length; l++)
        {
            layers += PackedLayerOf(l);
            peak = Math.Max(peak, beside + Texts + Inputs + layers + WhilePacked(l));
        }

        int held = beside + DistanceCost.Heap(_model) + FillCost.Heap(_model) + Object(ModelFields + 6) + Texts + Outputs + Inputs + layers + Table + Array(Width, sizeof(int))
            + References(vectors) + (vectors * _inputs) + Array(vectors * _model.OutputCount, sizeof(int));
        return new HeapNeed(held, Math.Max(_file + Loader + LoadFrames + Math.Max(peak, held), held + _inputs + RunFrames));
    }

    /// <summary>A model with what a pipeline has beside it.</summary>
    /// <param name="model">The model, with the settings of the stream.</param>
    /// <param name="windows">What is made after it.</param>
    /// <param name="dropsFile">Whether the file is there until then.</param>
    public HeapNeed WithStream(HeapNeed model, HeapNeed windows, bool dropsFile)
    {
        int made = model.Held + windows.Peak + LoadFrames + (dropsFile ? _file + Loader : 0);
        int held = model.Held + windows.Held;
        return new HeapNeed(held, Math.Max(Math.Max(model.Peak, made), held + StreamFrames));
    }

    /// <summary>Weights in the file's bytes, which stay.</summary>
    public HeapNeed Bytes()
    {
        int held = _file + Loader + Object(4) + Stored;
        int peak = Math.Max(_file + Loader + LoadFrames + Math.Max(_crc, Texts + (2 * _inputs) + (TakesReadings * Array(_model.Inputs.Count, 1))), held + Running + LoadFrames);
        return new HeapNeed(held, peak);
    }

    /// <summary>Weights that are read through a buffer; the storage is not counted.</summary>
    public HeapNeed Opened()
    {
        int longest = _layers.Zip(_haveNibbles, (layer, hasNibbles) => hasNibbles ? (layer.Inputs / 2) + 1 : layer.Inputs).DefaultIfEmpty(0).Max();
        int buffer = Array(ModelFormat.Align(Math.Max(WindowBytes, longest)) + WindowSpare, 1);
        int copy = Object(4) + Array(ModelFormat.Align(_model.Inputs.Count * (8 + TakesReadings)), 1);
        int tables = _layers.Sum(layer => Array(TablesOf(layer) * sizeof(int) * layer.Units, 1));
        int held = Loader + buffer + copy + tables + Table + Stored;
        int peak = Math.Max(Loader + buffer + LoadFrames + Math.Max(_crc, Texts + copy + Inputs), held + Running + OpenedFrames);
        return new HeapNeed(held, peak);
    }

    // Biases; multipliers or, of quantities, scales and offsets; those for negative accumulators.
    private static int TablesOf(QuantizedLayer layer) =>
        layer.NegativeMultipliers is not null ? 3 : layer.Multipliers is not null ? 2 : layer.Activation is Activation.Sigmoid or Activation.Softmax ? 1 : 3;

    private static int TableOf(ModelContents model) => model.TanhTable is null ? 0 : Array(TableEntries, 1);

    private static int OutputsOf(ModelContents model) => (model.OutputCount > 1 ? Array(model.OutputCount, sizeof(int)) : 0)
        + (model.OutputScales is null ? 0 : 2 * Array(model.OutputCount, sizeof(float)));

    // The model, its contents and its layers, without what depends on where the file lies.
    private int Stored => DistanceCost.Heap(_model) + FillCost.Heap(_model) + Object(ModelFields + 11) + Object(3) + Texts + Outputs + References(_layers.Length)
        + _layers.Select((layer, l) => Object(StoredLayerFields) + (_haveNibbles[l] ? Array(layer.Inputs, 1) : 0)).Sum()
        + Array(Math.Max(_model.Inputs.Count, Width) + Width, sizeof(int));

    private int PackedLayerOf(int l)
    {
        QuantizedLayer layer = _layers[l];
        int words = (layer.Units + _lanes[l] - 1) / _lanes[l];
        bool isLeaky = layer.NegativeMultipliers is not null;
        bool isOutput = layer.Multipliers is null;
        int bytes = Object(24) + References(words) + (words * Array(layer.Inputs, sizeof(long))) + (2 * Array(words, sizeof(long)));
        bytes += layer.InputStage is AffineStage && PackedLayer.Passes(words) > 2 ? Array(layer.Inputs, sizeof(int)) : 0;
        bytes += isOutput || isLeaky ? Array(layer.Units, sizeof(int)) : 0;
        return bytes + ((isOutput ? 0 : isLeaky ? 2 : 1) * (Array(layer.Units, sizeof(int)) + Array(layer.Units, sizeof(long))));
    }

    // The layer as it was read, and what is measured of its units.
    private int WhilePacked(int l)
    {
        QuantizedLayer layer = _layers[l];
        int bytes = Object(StoredLayerFields) + (2 * Array(layer.Units, sizeof(int))) + (_haveNibbles[l] ? Array(layer.Inputs, 1) : 0);
        bytes += layer.Multipliers is null || layer.NegativeMultipliers is not null ? 0 : Array(layer.Units, sizeof(int));
        return bytes + (layer.InputStage is ReadingStage ? 2 * Array(layer.Inputs, sizeof(long)) : 0);
    }
}
