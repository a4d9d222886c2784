using System.Globalization;
using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Report;

/// <summary>How numbers are printed on the page.</summary>
internal static class Numbers
{
    public static string Percent(double share) => MetricFormat.Percent(share);

    public static string Ratio(double ratio) => MetricFormat.Ratio(ratio);

    /// <summary>A quantity of any magnitude.</summary>
    public static string Quantity(double quantity) => MetricFormat.Quantity(quantity);

    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Leaves so many of a list at most, evenly, the first and the last among them.</summary>
    public static IReadOnlyList<T> Thin<T>(IReadOnlyList<T> items, int most) => items.Count <= most
        ? items
        : [.. Enumerable.Range(0, most).Select(i => items[(int)((long)i * (items.Count - 1) / (most - 1))])];
}
