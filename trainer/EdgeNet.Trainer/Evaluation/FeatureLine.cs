namespace EdgeNet.Trainer.Evaluation;

/// <summary>A straight line in the plane of two features, <c>a·x[0] + b·x[1] = c</c>.</summary>
/// <param name="A">The weight of the first feature.</param>
/// <param name="B">The weight of the second.</param>
/// <param name="C">What their weighted sum is on the line.</param>
public readonly record struct FeatureLine(double A, double B, double C)
{
    /// <summary>How far a point is beyond the line: 0 on it, above 0 on the side where the unit's sum is larger.</summary>
    /// <param name="first">x[0].</param>
    /// <param name="second">x[1].</param>
    /// <returns><c>a·x[0] + b·x[1] - c</c>.</returns>
    public double Of(double first, double second) => (A * first) + (B * second) - C;

    /// <summary>Cuts the line to a rectangle.</summary>
    /// <param name="lowest">The corner of the lowest values.</param>
    /// <param name="highest">The corner of the highest values.</param>
    /// <returns>The two ends inside; null where the line passes by, or is none because both weights are 0.</returns>
    public ((double First, double Second) Start, (double First, double Second) End)? Clip((double First, double Second) lowest, (double First, double Second) highest)
    {
        // The steeper line is walked along the second feature, so that no division is by nearly 0.
        bool isSteep = Math.Abs(A) * (highest.First - lowest.First) > Math.Abs(B) * (highest.Second - lowest.Second);
        if (isSteep)
        {
            return new FeatureLine(B, A, C).Clip((lowest.Second, lowest.First), (highest.Second, highest.First)) is { } swapped
                ? ((swapped.Start.Second, swapped.Start.First), (swapped.End.Second, swapped.End.First))
                : null;
        }

        if (B == 0)
        {
            return null;
        }

        // Along the first feature, and no further than where the second leaves the rectangle.
        double start = lowest.First, end = highest.First;
        if (A != 0)
        {
            double one = (C - (B * lowest.Second)) / A, other = (C - (B * highest.Second)) / A;
            start = Math.Max(start, Math.Min(one, other));
            end = Math.Min(end, Math.Max(one, other));
        }
        else if (C / B < lowest.Second || C / B > highest.Second)
        {
            return null;
        }

        return start < end ? ((start, At(start, this)), (end, At(end, this))) : null;

        static double At(double first, FeatureLine line) => (line.C - (line.A * first)) / line.B;
    }
}
