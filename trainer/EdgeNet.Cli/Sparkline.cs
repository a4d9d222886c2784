using System.Globalization;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>A curve in one line of block characters.</summary>
internal static class Sparkline
{
    private const string Blocks = "▁▂▃▄▅▆▇█";
    private const string AsciiBlocks = "_.-:=+*#";
    private const int Width = 50;

    /// <summary>The characters of eight levels that a console has, the lowest first.</summary>
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
