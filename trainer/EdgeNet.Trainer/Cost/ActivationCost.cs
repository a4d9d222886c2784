namespace EdgeNet.Trainer.Cost;

/// <summary>The IL instructions that turn accumulators into codes.</summary>
/// <remarks>No code is saturated, but for half of those of ReLU, which are 0; half of the accumulators of leaky ReLU are negative.</remarks>
internal static class ActivationCost
{
    private const int Clamped = 4;         // a code within its range
    private const int ClampedOrZero = 3;   // half of the codes are the lowest
    private const int UnitsAtOnce = 3;     // of a layer with three units in a word

    /// <summary>Counts the instructions of a hidden layer with packed weights.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="lanes">Units in a word.</param>
    public static int Packed(QuantizedLayer layer, int lanes)
    {
        int units = layer.Units;
        int words = (units + lanes - 1) / lanes;
        int clamped = layer.Activation == Activation.Relu ? ClampedOrZero : Clamped;
        return layer.Activation switch
        {
            Activation.Tanh or Activation.Sigmoid => 28 + (words * 32) + (units * 51),
            Activation.LeakyRelu => 22 + (words * 32) + (int)(units * 60.5),
            _ when lanes == UnitsAtOnce => 62 + (units / UnitsAtOnce * (101 + (3 * clamped))) + (units % UnitsAtOnce == 0 ? 0 : 5 + Words(1, units % UnitsAtOnce)),
            _ => 21 + Words(words, units),
        };

        int Words(int some, int ofThem) => 43 + (some * 26) + (ofThem * (37 + clamped));
    }

    /// <summary>Counts the instructions of a hidden layer whose weights stay in the bytes of the file.</summary>
    /// <param name="layer">The layer.</param>
    public static int Stored(LayerRows layer) => layer.Activation switch
    {
        Activation.Tanh => 32 + (layer.Units * 78),
        Activation.Sigmoid => 36 + (layer.Units * 78),
        Activation.LeakyRelu => 36 + (int)(layer.Units * 73.5),
        Activation.Relu => 36 + (layer.Units * 69),
        _ => 36 + (layer.Units * 71),
    };
}
