using EdgeNet.Trainer.Networks;

namespace EdgeNet.Tests.Networks;

/// <summary>One kind of network: what stands in the hidden layers, what in the output layer, and which loss.</summary>
public sealed record NetworkCase(Activation Hidden, Activation Output, Loss Loss)
{
    /// <summary>Every activation in the hidden layers, with every output that the loss allows.</summary>
    public static IEnumerable<NetworkCase> All() =>
        from hidden in HiddenActivations.All
        from output in Enum.GetValues<Activation>()
        from loss in Enum.GetValues<Loss>()
        where loss == OutputLayer.LossOf(output) || (loss == Loss.SquaredError && output != Activation.Softmax)
        select new NetworkCase(hidden, output, loss);
}
