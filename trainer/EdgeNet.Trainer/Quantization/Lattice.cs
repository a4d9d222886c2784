namespace EdgeNet.Trainer.Quantization;

/// <summary>Finds columns whose numbers are whole multiples of one step: counts, levels, flags, and what a coarse sensor gives.</summary>
internal static class Lattice
{
    // Of a step: what single precision makes of a number such as 0.3.
    private const double Tolerance = 0.02;

    /// <summary>Finds the step.</summary>
    /// <param name="sorted">The values, sorted upwards, at least one.</param>
    /// <returns>The step, counted from the smallest value; 0 where there is none.</returns>
    public static double StepOf(ReadOnlySpan<float> sorted)
    {
        double step = double.PositiveInfinity;
        for (int k = 1; k < sorted.Length; k++)
        {
            double gap = (double)sorted[k] - sorted[k - 1];
            step = gap > 0 ? Math.Min(step, gap) : step;
        }

        for (int k = 1; k < sorted.Length; k++)
        {
            double steps = ((double)sorted[k] - sorted[0]) / step;
            if (Math.Abs(steps - Math.Round(steps)) > Tolerance)
            {
                return 0;
            }
        }

        return double.IsFinite(step) ? step : 0;
    }
}
