namespace EdgeNet.Trainer.Cost;

/// <summary>The IL instructions of an inference whose weights stay in the bytes of the file, from raw values to the last accumulators.</summary>
/// <remarks>As <see cref="PackedCost"/>. What a storage itself executes to read is not counted.</remarks>
internal static class StoredCost
{
    /// <summary>Instructions of <c>ByteWindow.At</c> in a file that lies in memory.</summary>
    public const int InMemory = 2;

    /// <summary>Instructions of <c>StorageWindow.At</c> where the bytes are in the window: a row in some hundred is not.</summary>
    public const int InWindow = 22;

    private const int Call = 23 + 25;      // Logit and Forward
    private const int HiddenLayer = 26;
    private const int Layer = 11;
    private const int Unit = 37;
    private const int Row = 23;            // of bytes, without the window
    private const int RowOfNibbles = 66;
    private const int PairOfNibbles = 34;
    private const int OddNibble = 29;      // of two rows together
    private const int Feature = 20 + 54;   // its code, and the loop
    private const int Reading = 20 + 79;
    private static readonly Passes Sum = new(18, 4, 61, 22);

    /// <summary>Counts the instructions of <c>Logit</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="window">Instructions to find bytes of the file: <see cref="InMemory"/> or <see cref="InWindow"/>.</param>
    public static int Of(StoredContents model, int window)
    {
        StoredLayer[] layers = model.Layers;
        int instructions = Call + (model.Inputs.Count * (model.Inputs.TakesReadings ? Reading : Feature)) + ((layers.Length - 1) * HiddenLayer);
        for (int l = 0; l < layers.Length; l++)
        {
            instructions += Layer + (layers[l].Units * (Unit + Sum.Of(layers[l].Inputs))) + Rows(layers[l], window);
            instructions += l == layers.Length - 1 ? 0 : ActivationCost.Stored(layers[l]);
        }

        return instructions;
    }

    /// <summary>Counts the instructions to find every row of weights once.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="window">As of <see cref="Of"/>.</param>
    public static int Rows(StoredLayer layer, int window) =>
        !layer.HasNibbles ? layer.Units * (Row + window)
        : (layer.Units * (RowOfNibbles + window + (layer.Inputs / 2 * PairOfNibbles))) + (layer.Inputs % 2 * layer.Units * OddNibble / 2);
}
