namespace EdgeNet.Trainer.Networks;

/// <summary>What a dense layer is, apart from its parameters.</summary>
/// <param name="Units">n[l], 1 or more.</param>
/// <param name="Activation">g[l].</param>
/// <param name="LeakySlope">The slope of leaky ReLU below 0, in (0, 1); other activations ignore it.</param>
public sealed record LayerShape(int Units, Activation Activation, double LeakySlope = LayerShape.DefaultLeakySlope)
{
    /// <summary>The slope of leaky ReLU when none is given (Maas, Hannun and Ng, 2013).</summary>
    public const double DefaultLeakySlope = 0.01;
}
