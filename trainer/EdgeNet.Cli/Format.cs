using System.Globalization;
using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Cli;

/// <summary>How numbers are printed.</summary>
internal static class Format
{
    public static string Percent(double share) => MetricFormat.Percent(share);

    public static string Ratio(double ratio) => MetricFormat.Ratio(ratio);

    /// <summary>A quantity in the user's units, of any magnitude.</summary>
    public static string Quantity(double quantity) => MetricFormat.Quantity(quantity);

    /// <summary>A difference of two quantities, of any magnitude, with its sign.</summary>
    public static string Difference(double difference) => (difference > 0 ? "+" : string.Empty) + difference.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>What integers with weights of 8 or 4 bits are called; null for either.</summary>
    public static string Integers(int? weightBits) => weightBits switch
    {
        8 => "int8",
        4 => "4-bit",
        _ => "integer",
    };

    /// <summary>What one way of making integers is called.</summary>
    public static string Integers(int weightBits, bool isAware) => Integers(weightBits) + (isAware ? ", aware training" : string.Empty);

    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
