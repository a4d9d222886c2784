namespace EdgeNet.Trainer.Data;

/// <summary>Which numbers single precision can tell apart: it has 24 bits, about 7 digits.</summary>
internal static class SinglePrecision
{
    // The error from rounding the same number in another way.
    private const int FewSteps = 3;

    /// <summary>The distance of two neighbouring numbers.</summary>
    public static double StepAt(double value)
    {
        float magnitude = (float)Math.Abs(value);
        return (double)MathF.BitIncrement(magnitude) - magnitude;
    }

    /// <summary>Whether two numbers differ by their rounding only.</summary>
    public static bool AreNeighbours(double lowest, double highest) =>
        highest - lowest <= FewSteps * StepAt(Math.Max(Math.Abs(lowest), Math.Abs(highest)));
}
