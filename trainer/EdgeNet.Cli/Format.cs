using System.Globalization;
using EdgeNet.Networks.Evaluation;
using Spectre.Console;

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

    /// <summary>The name of an integer model with weights of 8 or 4 bits; null for either.</summary>
    public static string Integers(int? weightBits) => weightBits switch
    {
        8 => "int8",
        4 => "4-bit",
        _ => "integer",
    };

    /// <summary>The name of one way of quantizing.</summary>
    public static string Integers(int weightBits, bool isAware) => Integers(weightBits) + (isAware ? ", aware training" : string.Empty);

    /// <summary>Prints which file was written.</summary>
    public static void Written(IAnsiConsole console, FileSet files)
    {
        foreach ((string path, byte[] content) in files.Files)
        {
            console.WriteLine($"Wrote {Path.GetRelativePath(Environment.CurrentDirectory, path)}, {Number(content.Length)} bytes.");
        }
    }

    public static string Cost(double cost) => cost.ToString("F4", CultureInfo.InvariantCulture);

    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>Draws a curve in one line of block characters.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string AsciiBlocks = "_.-:=+*#";
    private const int Width = 50;

    /// <summary>The characters for eight levels that a console can print, the lowest first.</summary>
    public static string LevelsOf(IAnsiConsole console) => ShownText.CanShow(console.Profile.Encoding, Blocks) ? Blocks : AsciiBlocks;

    public static void Write(IAnsiConsole console, string name, IReadOnlyList<double> values)
    {
        if (values.Count < 2 || values.Any(double.IsNaN))
        {
            return;
        }

        double lowest = values.Min();
        double range = Math.Max(values.Max() - lowest, double.Epsilon);
        string levels = LevelsOf(console);
        int width = Math.Min(Width, values.Count);
        var characters = new char[width];
        for (int i = 0; i < width; i++)
        {
            double value = values[(int)((long)i * (values.Count - 1) / Math.Max(1, width - 1))];
            characters[i] = levels[(int)Math.Min(levels.Length - 1, (value - lowest) / range * levels.Length)];
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {new string(characters)} {values[0]:F3} → {values[^1]:F3}"));
    }
}
