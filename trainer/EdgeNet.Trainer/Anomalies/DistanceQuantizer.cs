using EdgeNet.Networks.Anomalies;

namespace EdgeNet.Trainer.Anomalies;

/// <summary>Turns a mixture into the integers of the device.</summary>
internal static class DistanceQuantizer
{
    // The distance at the threshold has about this many bits, so that a step is a thousandth of a percent and 64 times as far still fits.
    private const int ThresholdBits = 17;

    /// <summary>Makes the head, with a threshold of 1 until it is chosen.</summary>
    /// <param name="mixture">In standardised units.</param>
    /// <param name="grid">The codes.</param>
    /// <param name="typical">A surprise beyond that of the most normal example, about where the threshold will be.</param>
    public static DistanceHead Quantize(Mixture mixture, CodeGrid grid, double typical)
    {
        int inputs = mixture.Centres[0].Length;
        double[] constants = [.. Enumerable.Range(0, mixture.Count).Select(mixture.Constant)];
        double least = constants.Min();
        (double[] exact, double scale) = Widths(mixture, grid);
        int shift = Math.Clamp((int)Math.Floor(Math.Log2(scale * Math.Max(typical, 1))) - ThresholdBits, 0, ModelFormat.MaxDistanceShift);
        double unit = scale / Math.ScaleB(1, shift);
        return new DistanceHead(
            inputs,
            [.. constants.Select(constant => (int)Math.Min(Math.Round((constant - least) * unit), DistanceHead.Farthest))],
            [.. Enumerable.Range(0, mixture.Count * inputs).Select(at => grid.CodeOf(at % inputs, mixture.Centres[at / inputs][at % inputs]))],
            [.. exact.Select(width => (ushort)Math.Round(width * scale))],
            shift,
            threshold: 1);
    }

    /// <summary>The width that a code of variance 1 has in a head: learning finds new widths by it.</summary>
    /// <param name="mixture">In standardised units.</param>
    /// <param name="grid">The codes.</param>
    /// <returns>0 where it does not fit into the file.</returns>
    public static int UnitWidth(Mixture mixture, CodeGrid grid)
    {
        double width = Math.Round(Widths(mixture, grid).Scale / 2);
        return width <= int.MaxValue ? (int)width : 0;
    }

    private static (double[] Exact, double Scale) Widths(Mixture mixture, CodeGrid grid)
    {
        int inputs = mixture.Centres[0].Length;
        double[] exact = [.. Enumerable.Range(0, mixture.Count * inputs).Select(at => Square(grid.StepOf(at % inputs)) / (2 * mixture.Variances[at / inputs][at % inputs]))];
        double scale = ushort.MaxValue / Math.Max(exact.Max(), double.Epsilon);
        return (exact, double.IsFinite(scale) ? scale : 1); // else every input is constant
    }

    private static double Square(double x) => x * x;
}
