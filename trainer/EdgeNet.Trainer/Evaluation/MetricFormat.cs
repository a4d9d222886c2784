using System.Globalization;

namespace EdgeNet.Trainer.Evaluation;

/// <summary>How the numbers of a score are printed, by the command and on the page alike; what there is not is a dash.</summary>
internal static class MetricFormat
{
    private const string None = "–";

    /// <summary>A share of examples.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? None : (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";

    /// <summary>A number around 1.</summary>
    public static string Ratio(double ratio) => double.IsNaN(ratio) ? None : ratio.ToString("F3", CultureInfo.InvariantCulture);

    /// <summary>A quantity in the user's units, of any magnitude.</summary>
    public static string Quantity(double quantity) => double.IsNaN(quantity) ? None : quantity.ToString("G4", CultureInfo.InvariantCulture);
}
