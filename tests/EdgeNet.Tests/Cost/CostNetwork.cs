using EdgeNet.Tests.Device;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Cost;

/// <summary>A random network whose cost is estimated and counted, with inputs as a sensor gives them.</summary>
/// <param name="Seed">The same seed, the same network.</param>
/// <param name="Network">The network.</param>
internal sealed record CostNetwork(int Seed, RandomModel Network)
{
    private const int MostInputs = 65;
    private const int MostUnits = 33;
    private const int MostOutputs = 8;

    // Scales that no trained network has, and with which hardly a code is within its range.
    private static readonly int[] ExtremeMultipliers = [0, 1, 2, 3, 1 << 30, int.MaxValue];
    private static readonly Activation[] Outputs = [Activation.Sigmoid, Activation.Softmax, Activation.Linear, Activation.Relu];

    /// <summary>Networks of every activation and every kind of inputs, weights and outputs.</summary>
    public static IEnumerable<CostNetwork> All(int count) => Enumerable.Range(1, int.MaxValue).Select(Make).OfType<CostNetwork>().Take(count);

    /// <summary>Its file.</summary>
    public ModelFile File { get; } = ModelFile.Parse(Network.File);

    /// <summary>Whether its inputs are integer readings.</summary>
    public bool TakesReadings => Network.Inputs is RandomReadingInputs;

    /// <summary>Makes the network of a seed; null where it is like none that was trained.</summary>
    public static CostNetwork? Make(int seed)
    {
        var random = new Random(seed);
        (int, Activation)[] hidden = [.. Enumerable.Range(0, random.Next(3)).Select(_ => (random.Next(1, MostUnits), HiddenActivations.All[random.Next(HiddenActivations.All.Count)]))];
        Activation output = Outputs[random.Next(Outputs.Length)];
        int outputs = output switch { Activation.Sigmoid => 1, Activation.Softmax => random.Next(2, MostOutputs), _ => random.Next(1, MostOutputs) };
        RandomModel network = RandomModels.Make(
            seed, random.Next(1, MostInputs), hidden, goldenVectors: random.Next(1, 5), takesReadings: random.Next(2) == 0, outputs, output, areNibbles: random.Next(3) == 0);
        bool isUsual = ModelContents.Read(network.File).Layers[..^1].All(layer => !layer.Multipliers.All(ExtremeMultipliers.Contains));
        return isUsual ? new CostNetwork(seed, network) : null;
    }

    /// <summary>Features within the ranges that the network was made for; readings where it takes them.</summary>
    public Array NextInputs(Random random) => Network.Inputs switch
    {
        RandomAffineInputs affine => affine.Ranges.Select(range => range.Low + (range.Width * (0.02f + (0.96f * random.NextSingle())))).ToArray(),
        RandomReadingInputs readings => readings.Lowest.Zip(readings.Highest, (lowest, highest) => (int)random.NextInt64(lowest, highest + 1L)).ToArray(),
        _ => throw new InvalidOperationException("There are two kinds of inputs."),
    };

    /// <summary>Calls <c>Predict</c> of a counted engine.</summary>
    public static Action Predict(object engine, Array inputs) => inputs switch
    {
        float[] features => () => CountedDevice.Method<Func<float[], float>>(engine, "Predict")(features),
        int[] readings => () => CountedDevice.Method<Func<int[], float>>(engine, "Predict")(readings),
        _ => throw new ArgumentException("These are no inputs.", nameof(inputs)),
    };

    public override string ToString()
    {
        ModelContents contents = File.Contents;
        string layers = string.Join('-', contents.Layers.Select(layer => $"{layer.Units} {ActivationNames.Of(layer.Activation)}"));
        return $"network {Seed}, {contents.Inputs.Count} {(TakesReadings ? "readings" : "features")}-{layers}";
    }
}
