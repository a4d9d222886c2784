namespace EdgeNet.Trainer.Cost;

/// <summary>The IL instructions to load a model from its file: <c>Model.Load</c> and <c>Model.Open</c>.</summary>
/// <remarks>What the first call in an application takes to look for native kernels is not counted.</remarks>
internal sealed class LoadCost
{
    private const int Fixed = 990;
    private const int Layer = 606;
    private const int PackedLayer = 220;
    private const int Window = 130;
    private const int Table = 55;

    // Of a reading, the larger of its lowest and its highest code: from the arrays of the packed form, and from the bytes.
    private const int LargestCode = 31 + 24;
    private const int LargestStoredCode = 31 + 98;

    private readonly ModelContents _model;
    private readonly StoredLayer[] _layers;
    private readonly byte[] _file;

    /// <summary>Prepares the estimate.</summary>
    /// <param name="file">The bytes of the file.</param>
    /// <param name="model">What is in it.</param>
    /// <param name="stored">The same, with its weights in the bytes.</param>
    public LoadCost(byte[] file, ModelContents model, StoredContents stored)
    {
        _file = file;
        _model = model;
        _layers = stored.Layers;
    }

    /// <summary>The constructor of a generated class.</summary>
    /// <param name="model">Its model.</param>
    public static int Generated(ModelContents model) => 60 + (4 * model.Labels.Length) + (model.OutputScales is null ? 0 : 12);

    /// <summary><c>Model.Load(bytes)</c> where the firmware has no native kernels.</summary>
    public int Packed(Model packed)
    {
        ReaderCost reader = ReaderCost.InMemory;
        int golden = _model.GoldenInputs.Length * (79 + reader.Words(_model.Inputs.Count) + (_model.OutputCount * (114 + reader.Number)));
        int table = _model.TanhTable is null ? 0 : Table;
        return Reading(reader, LargestCode) + golden + table + _layers.Select((layer, l) => Packing(layer, l, packed.LanesOf(l + 1))).Sum();
    }

    /// <summary><c>Model.Load(bytes, ModelMemory.Bytes)</c>.</summary>
    public int Bytes() => Stored(ReaderCost.InMemory);

    /// <summary><c>Model.Open(storage)</c>, without what the storage itself executes to read.</summary>
    public int Open() => Window + Stored(new ReaderCost(StoredCost.InWindow, 4096));

    private int Stored(ReaderCost reader) => Reading(reader, LargestStoredCode) + _layers.Sum(layer => StoredCost.Rows(layer, reader.Window) / layer.Units);

    // What all of them do.
    private int Reading(ReaderCost reader, int largestCode)
    {
        int instructions = Fixed + reader.Crc(_file.Length - ModelFormat.CrcLength) + (20 * reader.Number) + reader.Text(_model.Name.Length);
        instructions += _model.Labels.Sum(label => reader.Text(label.Length)) + (Math.Max(0, _model.Labels.Length - 2) * (60 + reader.Number));
        int inputs = _model.Inputs.Count;
        instructions += 2 * reader.Words(inputs);
        instructions += inputs * (_model.Inputs is ReadingStage ? 34 : 26);
        instructions += _model.Inputs is ReadingStage ? reader.Bytes(inputs) : 0;
        foreach ((QuantizedLayer layer, StoredLayer stored) in _model.Layers.Zip(_layers))
        {
            bool isOutput = layer == _model.Layers[^1];
            int tables = 1 + (isOutput ? 0 : 1) + (layer.NegativeMultipliers is null ? 0 : 1);
            instructions += Layer + (10 * reader.Number) + (tables * reader.Words(layer.Units)) + ((tables - 1) * layer.Units * 14);
            instructions += isOutput && _model.OutputScales is not null ? (2 * reader.Words(layer.Units)) + (layer.Units * 82) : 0;
            instructions += Bounds(layer, stored, reader, largestCode);
        }

        return instructions;
    }

    // A unit whose bias and the largest sum of products stay within 32 bits needs no look at its weights.
    private static int Bounds(QuantizedLayer layer, StoredLayer stored, ReaderCost reader, int largestCode)
    {
        const int largestWeight = 128;
        long reach = (long)largestWeight * largestWeight * layer.Inputs;
        int instructions = 0;
        int largest = 0;
        if (layer.InputStage is { TakesReadings: true } readings)
        {
            reach = Enumerable.Range(0, layer.Inputs).Sum(i => largestWeight * Math.Max(Math.Abs((long)readings.LowestCode(i)), Math.Abs((long)readings.HighestCode(i))));
            largest = largestCode;
            instructions += layer.Inputs * (18 + largest);
        }

        int unsure = layer.Biases.Count(bias => Math.Abs((long)bias) + reach > int.MaxValue);
        int row = StoredCost.Rows(stored, reader.Window) / layer.Units;
        return instructions + (layer.Units * 33) + (unsure * (20 + row + (layer.Inputs * (32 + largest))));
    }

    private int Packing(StoredLayer layer, int l, int lanes)
    {
        int words = (layer.Units + lanes - 1) / lanes;
        int row = StoredCost.Rows(layer, StoredCost.InMemory) / layer.Units;
        bool takesReadings = l == 0 && _model.Inputs is ReadingStage;
        int measure = 31 + row + (takesReadings ? 58 + (int)(layer.Inputs * 28.5) : 61 + (layer.Inputs / 2 * 35) + (layer.Inputs % 2 * 15));
        int pack = 84 + row + (layer.Inputs / 2 * 45) + (layer.Inputs % 2 * 21);
        int constants = l == _model.Layers.Length - 1 ? 0 : 13 + (layer.Units * 38);
        constants += layer.Activation == Activation.LeakyRelu ? constants : 0;
        return PackedLayer + (layer.Units * (measure + pack)) + (words * 49) + constants + (takesReadings ? layer.Inputs * (34 + 62) : 0);
    }
}
