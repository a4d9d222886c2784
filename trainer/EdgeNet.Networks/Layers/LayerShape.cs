namespace EdgeNet.Networks.Layers;

/// <summary>What a dense layer is, apart from its parameters.</summary>
/// <param name="Units">n[l], 1 or more.</param>
/// <param name="Activation">g[l].</param>
/// <param name="LeakySlope">The slope of leaky ReLU below 0, in (0, 1), or the initial slope if it is learned; other activations ignore it.</param>
public sealed record LayerShape(int Units, Activation Activation, double LeakySlope = LayerShape.DefaultLeakySlope)
{
    /// <summary>The slope of leaky ReLU when none is given (Maas, Hannun and Ng, 2013).</summary>
    public const double DefaultLeakySlope = 0.01;

    /// <summary>The slope that PReLU starts with when none is given (He et al., "Delving Deep into Rectifiers", 2015).</summary>
    public const double DefaultFirstSlope = 0.25;

    /// <summary>Leaky ReLU learns its slope, one for each unit: PReLU. See <see cref="LearnedSlopes{T}"/>.</summary>
    public bool LearnsSlope { get; init; }

    /// <summary>Logits are normalised over the examples of a step. See <see cref="BatchNormalization{T}"/>.</summary>
    public bool BatchNormalization { get; init; }

    /// <summary>The largest activation of a ReLU layer, such as 6 for ReLU6; infinite without one. It costs the device nothing: its codes end there.</summary>
    public double Ceiling { get; init; } = double.PositiveInfinity;

    /// <summary>The share of the activations that a training step drops, 0 to below 1; hidden layers only.</summary>
    public double Dropout { get; init; }

    /// <summary>A number of units alone stands for a layer of that many ReLU units.</summary>
    /// <param name="units">n[l], 1 or more.</param>
    public static implicit operator LayerShape(int units) => FromInt32(units);

    /// <summary>Makes the shape of a ReLU layer.</summary>
    /// <param name="units">n[l], 1 or more.</param>
    /// <returns>The shape.</returns>
    public static LayerShape FromInt32(int units) => new(units, Activation.Relu);

    /// <summary>Makes the shape of a PReLU layer (He et al., 2015).</summary>
    /// <param name="units">n[l], 1 or more.</param>
    /// <param name="firstSlope">The slope that every unit starts with, in (0, 1).</param>
    /// <returns>A leaky ReLU layer that learns its slopes.</returns>
    public static LayerShape PRelu(int units, double firstSlope = DefaultFirstSlope) =>
        new(units, Activation.LeakyRelu, firstSlope) { LearnsSlope = true };

    /// <summary>Throws when a layer cannot be made of a shape.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="number">l: for messages.</param>
    internal static void Check(LayerShape shape, int number)
    {
        if (shape.Activation == Activation.LeakyRelu && shape.LeakySlope is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(shape), shape.LeakySlope, $"The slope of layer {number} must be between 0 and 1.");
        }

        if (shape.LearnsSlope && shape.Activation != Activation.LeakyRelu)
        {
            throw new ArgumentException($"Only leaky ReLU has a slope to learn; layer {number} is {ActivationNames.Of(shape.Activation)}.", nameof(shape));
        }

        if (!(shape.Ceiling > 0) || (shape.Activation != Activation.Relu && !double.IsPositiveInfinity(shape.Ceiling)))
        {
            throw new ArgumentOutOfRangeException(nameof(shape), shape.Ceiling, $"The ceiling of layer {number} must be above 0, and only ReLU has one.");
        }

        if (shape.Dropout is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(shape), shape.Dropout, $"The dropout of layer {number} must be from 0 to below 1.");
        }
    }
}
