namespace EdgeNet.Trainer.Cost;

/// <summary>The IL instructions of an inference of <see cref="Model"/> with packed weights, from raw values to the last accumulators.</summary>
/// <remarks>Inputs are of the kind that the model was made for, and none is saturated; readings are anywhere in their ranges, each as often.</remarks>
internal static class PackedCost
{
    /// <summary>Instructions of <see cref="Predictor.AreWithin"/> where every reading is.</summary>
    public static readonly Passes Within = new(20, 8, 77, 14);

    private const int Call = 18 + 14 + 20; // Logit, FirstAccumulator and Forward
    private const int FurtherLayer = 21;
    private const int ReadingsWithin = 17;
    private const int Copied = 43;         // the words before readings one by one
    private const int Reading = 59;        // held to its range, without the words
    private const int WordOfReading = 26;
    private const int MostFusedPasses = 2; // of PackedLayer

    private static readonly WordPasses OfCodes = new(26, new(106, 4, 143, 46), new(62, 4, 91, 30), new(40, 4, 57, 20));
    private static readonly WordPasses OfFeatures = new(32, new(110, 4, 207, 62), new(66, 4, 155, 46), new(44, 4, 129, 38));
    private static readonly WordPasses OfReadings = new(26, new(108, 8, 323, 52), new(64, 4, 115, 36), new(42, 4, 87, 26));
    private static readonly Passes Quantized = new(32, 1, 32, 0);

    /// <summary>Counts the instructions of <c>Logit</c>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="packed">Its packed form.</param>
    public static int Of(ModelContents model, Model packed)
    {
        bool isAnomaly = model.HeadKind is HeadKind.Prototypes or HeadKind.Reconstruction; // which has no output layer
        int instructions = (model.Layers.Length == 0 ? 0 : Call) + DistanceCost.Of(model);
        for (int l = 0; l < model.Layers.Length; l++)
        {
            QuantizedLayer layer = model.Layers[l];
            int lanes = packed.LanesOf(l + 1);
            int words = (layer.Units + lanes - 1) / lanes;
            instructions += l == 0 ? First(model.Inputs, words) : FurtherLayer + OfCodes.Of(words, layer.Inputs);
            instructions += l == model.Layers.Length - 1 && !isAnomaly ? 0 : ActivationCost.Packed(layer, lanes);
        }

        return instructions;
    }

    private static int First(InputStage inputs, int words)
    {
        if (inputs is ReadingStage readings)
        {
            return OfRanges(readings, words);
        }

        return PackedLayer.Passes(words) > MostFusedPasses
            ? Quantized.Of(inputs.Count) + OfCodes.Of(words, inputs.Count)
            : OfFeatures.Of(words, inputs.Count);
    }

    // Where ranges differ, a reading may be in its own and not in that of all; then each is held to its own.
    private static int OfRanges(ReadingStage readings, int words)
    {
        int lowest = readings.Lowest.Max();
        int highest = readings.Highest.Min();
        int slow = Copied + (readings.Count * (Reading + (words * WordOfReading)));
        if (lowest > highest)
        {
            return slow;
        }

        double within = 1;
        double compared = 0;
        for (int i = 0; i < readings.Count; i++)
        {
            compared += within;
            within *= (highest - lowest + 1.0) / (readings.Highest[i] - readings.Lowest[i] + 1.0);
        }

        double checking = Within.Once + (compared * Within.Pass / Within.AtOnce);
        return (int)(within * (ReadingsWithin + Within.Of(readings.Count) + OfReadings.Of(words, readings.Count)) + ((1 - within) * (slow + checking)));
    }
}
