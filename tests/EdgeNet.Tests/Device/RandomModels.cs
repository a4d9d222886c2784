using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Device;

/// <summary>Makes sound model files by seed: no training, but numbers that use the whole of int8, and every corner that the format allows.</summary>
internal static class RandomModels
{
    private const int TableLength = 1024;
    private const int ThresholdPosition = 24;

    // Entry k is round(127·tanh((k - 512) / 128)).
    private static readonly sbyte[] Table =
        [.. Enumerable.Range(0, TableLength).Select(k => (sbyte)Math.Round(127 * Math.Tanh((k - 512) / 128.0)))];

    /// <summary>Makes a model of 1–64 inputs and 1–32 units a layer.</summary>
    /// <param name="seed">The same seed, the same bytes.</param>
    /// <param name="activation">Of the hidden layers; in one model of three, only of the first, and the others have any.</param>
    /// <param name="layers">The output layer included.</param>
    /// <param name="takesReadings">Whether the inputs are integer readings.</param>
    public static RandomModel Make(int seed, Activation activation, int layers, bool takesReadings = false)
    {
        var random = new Random(seed);
        bool isMixed = random.Next(3) == 0;
        var hidden = new (int, Activation)[layers - 1];
        for (int l = 0; l < hidden.Length; l++)
        {
            hidden[l] = (random.Next(1, 33), isMixed && l > 0 ? (Activation)random.Next(5) : activation);
        }

        int goldenVectors = random.Next(20) == 0 ? 255 : random.Next(1, 9);
        return Make(random, Inputs(random, random.Next(1, 65), takesReadings), hidden, goldenVectors);
    }

    /// <summary>Makes a model of a given shape.</summary>
    /// <param name="seed">The same seed, the same bytes.</param>
    /// <param name="inputs">n[0].</param>
    /// <param name="hidden">Layers 1 to L-1.</param>
    /// <param name="goldenVectors">1 to 255.</param>
    /// <param name="takesReadings">Whether the inputs are integer readings.</param>
    /// <param name="outputs">n[L], 1 for sigmoid.</param>
    /// <param name="output">g[L]: sigmoid, softmax, linear or ReLU.</param>
    /// <param name="areNibbles">Whether the weights have four bits.</param>
    public static RandomModel Make(
        int seed,
        int inputs,
        (int Units, Activation Activation)[] hidden,
        int goldenVectors,
        bool takesReadings = false,
        int outputs = 1,
        Activation output = Activation.Sigmoid,
        bool areNibbles = false)
    {
        var random = new Random(seed);
        return Make(random, Inputs(random, inputs, takesReadings), hidden, goldenVectors, outputs, output, areNibbles);
    }

    private static RandomInputs Inputs(Random random, int count, bool areReadings) =>
        areReadings ? RandomReadingInputs.Make(random, count) : RandomAffineInputs.Make(random, count);

    private static RandomModel Make(
        Random random,
        RandomInputs inputs,
        (int Units, Activation Activation)[] hidden,
        int goldenVectors,
        int outputs = 1,
        Activation output = Activation.Sigmoid,
        bool areNibbles = false)
    {
        bool hasTable = hidden.Any(layer => layer.Activation is Activation.Tanh or Activation.Sigmoid);
        var file = new ModelBytes();
        file.WriteHeader(
            inputs.Count,
            hidden.Length + 1,
            goldenVectors,
            hasTable ? TableLength : 0,
            (float)Math.Pow(2, -random.Next(10, 25)) * (0.5f + random.NextSingle()),
            0,
            Text(random),
            Text(random),
            outputs == 1 && output != Activation.Sigmoid ? string.Empty : Text(random),
            [.. Enumerable.Range(0, Math.Max(0, outputs - 2)).Select(_ => Text(random))]);

        int start = file.Length;
        inputs.Write(file);
        var layers = new List<int>();
        (long, long)[] ranges = inputs.Codes;
        long[][] samples = RandomLayers.Samples(random, ranges);
        foreach ((int units, Activation activation) in hidden)
        {
            layers.Add(file.Length);
            PlainLayer layer = RandomLayers.Hidden(random, samples, ranges, units, activation);
            layer = areNibbles ? RandomLayers.InNibbles(layer) : layer;
            Write(file, layer);
            ranges = [.. Enumerable.Repeat((-128L, 127L), units)];
            samples = [.. samples.Select(codes => layer.Codes(codes, Table))];
        }

        layers.Add(file.Length);
        PlainLayer last = RandomLayers.Output(random, samples, ranges, outputs, output);
        Write(file, areNibbles ? RandomLayers.InNibbles(last) : last);

        int table = file.Length;
        if (hasTable)
        {
            file.WriteTable(Table);
        }

        int golden = file.Length;
        for (int g = 0; g < goldenVectors; g++)
        {
            file.WriteGoldenVector(inputs.NextFeatures(random), new int[outputs]);
        }

        byte[] bytes = file.ToFile();
        FillIn(bytes, golden, inputs.Count);
        return new RandomModel(bytes, PlainTwin.Read(bytes), new ModelLayout(start, [.. layers], table, golden), inputs);
    }

    private static void Write(ModelBytes file, PlainLayer layer)
    {
        file.WriteLayer(
            layer.Activation,
            layer.Shift,
            layer.ZeroPoint,
            layer.Biases,
            layer.Multipliers.Length > 0 ? layer.Multipliers : null,
            layer.NegativeMultipliers.Length > 0 ? layer.NegativeMultipliers : null,
            layer.Weights,
            layer.Scales.Length > 0 ? layer.Scales : null,
            layer.Offsets,
            layer.AreNibbles);
    }

    // The golden logits are those of the twin, and the threshold is one of them: a logit may be equal to it.
    private static void FillIn(byte[] file, int golden, int inputs)
    {
        PlainTwin twin = PlainTwin.Read(file);
        int[][] logits = [.. twin.Golden.Select(vector => twin.Logits(vector.Inputs).Select(logit => (int)logit).ToArray())];
        for (int g = 0; g < logits.Length; g++)
        {
            for (int j = 0; j < twin.Outputs; j++)
            {
                ModelBytes.PutInt32(file, golden + (g * 4 * (inputs + twin.Outputs)) + (4 * (inputs + j)), logits[g][j]);
            }
        }

        ModelBytes.PutInt32(file, ThresholdPosition, logits.Select(outputs => outputs[0]).Order().ElementAt(logits.Length / 2));
        ModelBytes.Seal(file);
    }

    private static string Text(Random random)
    {
        // Any UTF-16 code units, halves of pairs and NUL included.
        int length = random.Next(4) == 0 ? 64 : random.Next(12);
        return new string([.. Enumerable.Range(0, length).Select(_ => (char)random.Next(65536))]);
    }
}
