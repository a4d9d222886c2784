using EdgeNet.Networks.Layers;

namespace EdgeNet.Tests.Layers;

/// <summary>One kind of network: what stands in the hidden layers, what in the output layer, which loss, and what else there is.</summary>
internal sealed record NetworkCase(Activation Hidden, Activation Output, Loss Loss)
{
    public bool LearnsSlope { get; init; }

    public bool BatchNormalization { get; init; }

    public double Dropout { get; init; }

    public bool HasExampleWeights { get; init; }

    public double Ceiling { get; init; } = double.PositiveInfinity;

    /// <summary>Every activation in the hidden layers, fixed or learned slope, with every output that the loss allows.</summary>
    public static IEnumerable<NetworkCase> All() =>
        from hidden in HiddenActivations.All
        from learnsSlope in hidden == Activation.LeakyRelu ? (bool[])[false, true] : [false]
        from output in Enum.GetValues<Activation>()
        from loss in Enum.GetValues<Loss>()
        where loss == OutputLayer.LossOf(output) || (loss == Loss.SquaredError && output != Activation.Softmax)
        select new NetworkCase(hidden, output, loss) { LearnsSlope = learnsSlope };

    /// <summary>All of them with and without batch normalisation, dropout and weights of the examples.</summary>
    public static IEnumerable<NetworkCase> AllVariants() =>
        from kind in All()
        from batchNormalization in (bool[])[false, true]
        from dropout in (double[])[0, 0.3]
        from hasExampleWeights in (bool[])[false, true]
        select kind with { BatchNormalization = batchNormalization, Dropout = dropout, HasExampleWeights = hasExampleWeights };

    public LayerShape HiddenShape(int units, double slope) =>
        new(units, Hidden, slope) { LearnsSlope = LearnsSlope, Dropout = Dropout, Ceiling = Ceiling };
}
