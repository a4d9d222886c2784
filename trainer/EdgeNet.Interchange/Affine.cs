namespace EdgeNet.Interchange;

/// <summary>An affine map of one number, <c>y = x·Scale + Offset</c>, which is also kept as <c>y = (x - Mean) / Deviation</c>.</summary>
/// <remarks>
/// Both forms are kept, so that neither the standardisation of an input (a subtraction, then a division) nor the scale of an output (a product, then a
/// sum) loses a digit: what a file says is found again bit for bit.
/// </remarks>
/// <param name="Scale">The factor.</param>
/// <param name="Offset">The summand.</param>
/// <param name="Mean">What becomes 0.</param>
/// <param name="Deviation">What becomes 1; infinite where the number does not count.</param>
/// <param name="Hold">The ends that an input is held to before the map; null where there are none.</param>
internal readonly record struct Affine(double Scale, double Offset, double Mean, double Deviation, InputHold? Hold = null)
{
    /// <summary>The number as it is.</summary>
    public static Affine Identity { get; } = new(1, 0, 0, 1);

    /// <summary>Whether the number stays as it is.</summary>
    public bool IsIdentity => Scale == 1 && Offset == 0;

    /// <summary>Whether the number stays as it is but for the rounding of a step that was taken back.</summary>
    public bool IsNearlyIdentity => Math.Abs(Scale - 1) < 1e-12 && Math.Abs(Offset) < 1e-12;

    /// <summary>Computes y.</summary>
    public double Of(double x) => (x * Scale) + Offset;

    /// <summary>Computes x.</summary>
    public double Inverse(double y) => (y * Deviation) + Mean;

    /// <summary>The map, and then a sum.</summary>
    public Affine Plus(double summand) => summand == 0 ? this : this with { Offset = Offset + summand, Mean = Mean - (summand * Deviation) };

    /// <summary>The map, and then a difference.</summary>
    public Affine Minus(double subtrahend) => subtrahend == 0 ? this : this with { Offset = Offset - subtrahend, Mean = Mean + (subtrahend * Deviation) };

    /// <summary>The map, and then a product.</summary>
    public Affine Times(double factor) => factor == 1 ? this : this with { Scale = Scale * factor, Offset = Offset * factor, Deviation = Deviation / factor };

    /// <summary>The map, and then a quotient.</summary>
    public Affine Over(double divisor) => divisor == 1 ? this : this with { Scale = Scale / divisor, Offset = Offset / divisor, Deviation = Deviation * divisor };

    /// <summary>The map, and then batch normalisation of one unit at inference: <c>γ (z - μ) / √(σ² + ε) + β</c>.</summary>
    /// <param name="gamma">γ.</param>
    /// <param name="beta">β.</param>
    /// <param name="mean">μ.</param>
    /// <param name="variance">σ² + ε.</param>
    /// <exception cref="InputException">The variance is not above 0.</exception>
    public Affine Normalized(double gamma, double beta, double mean, double variance) =>
        variance > 0 ? Minus(mean).Over(Math.Sqrt(variance)).Times(gamma).Plus(beta) : throw new InputException("has a variance that is not above 0");
}
