namespace EdgeNet.Trainer.Anomalies;

/// <summary>The threshold that a wanted share of normal examples reaches.</summary>
internal static class FalseAlarmThreshold
{
    /// <summary>Chooses it: the rank among normal examples that a new one exceeds with the wanted probability, whatever their distribution.</summary>
    /// <remarks>Of n examples the one with rank r is exceeded by a new one with probability <c>1 - r/(n + 1)</c> (Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World", 2005).</remarks>
    /// <param name="distances">Of normal examples that training has not seen, one at least.</param>
    /// <param name="share">The wanted share, above 0 and below 1.</param>
    /// <returns>The distance from which an example is unusual, and whether there are enough examples for the share.</returns>
    public static (int Threshold, bool HasEnough) Choose(IReadOnlyList<int> distances, double share)
    {
        int[] sorted = [.. distances.Order()];
        int rank = (int)Math.Ceiling(((1 - share) * (sorted.Length + 1)) - 1e-9);
        int at = sorted[Math.Min(rank, sorted.Length) - 1];
        return (Math.Min(at + 1, DistanceHead.Farthest), rank <= sorted.Length);
    }

    /// <summary>The interval of 95 % of a share (Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927).</summary>
    /// <param name="count">Those that have it.</param>
    /// <param name="all">1 or more.</param>
    public static (double Lowest, double Highest) Interval(int count, int all)
    {
        const double Z = 1.959963984540054;
        double share = (double)count / all;
        double centre = (share + (Z * Z / (2 * all))) / (1 + (Z * Z / all));
        double half = Z / (1 + (Z * Z / all)) * Math.Sqrt((share * (1 - share) / all) + (Z * Z / (4.0 * all * all)));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
