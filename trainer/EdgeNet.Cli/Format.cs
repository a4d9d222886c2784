using System.Globalization;

namespace EdgeNet.Cli;

/// <summary>How numbers are printed.</summary>
internal static class Format
{
    public static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";

    public static string Ratio(double ratio) => ratio.ToString("F3", CultureInfo.InvariantCulture);

    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
