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
internal readonly record struct Affine(double Scale, double Offset, double Mean, double Deviation)
{
    /// <summary>The number as it is.</summary>
    public static Affine Identity { get; } = new(1, 0, 0, 1);

    /// <summary>Whether the number stays as it is.</summary>
    public bool IsIdentity => Scale == 1 && Offset == 0;

    /// <summary>Computes y.</summary>
    public double Of(double x) => (x * Scale) + Offset;

    /// <summary>Computes x.</summary>
    public double Inverse(double y) => (y * Deviation) + Mean;

    /// <summary>The map, and then a sum.</summary>
    public Affine Plus(double summand) => summand == 0 ? this : new(Scale, Offset + summand, Mean - (summand * Deviation), Deviation);

    /// <summary>The map, and then a difference.</summary>
    public Affine Minus(double subtrahend) => subtrahend == 0 ? this : new(Scale, Offset - subtrahend, Mean + (subtrahend * Deviation), Deviation);

    /// <summary>The map, and then a product.</summary>
    public Affine Times(double factor) => factor == 1 ? this : new(Scale * factor, Offset * factor, Mean, Deviation / factor);

    /// <summary>The map, and then a quotient.</summary>
    public Affine Over(double divisor) => divisor == 1 ? this : new(Scale / divisor, Offset / divisor, Mean, Deviation * divisor);
}
