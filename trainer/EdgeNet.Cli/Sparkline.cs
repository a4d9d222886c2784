using System.Globalization;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>A curve in one line of block characters.</summary>
internal static class Sparkline
{
    private const string Levels = "▁▂▃▄▅▆▇█";
    private const int Width = 50;

    public static void Write(IAnsiConsole console, string name, IReadOnlyList<double> values)
    {
        if (values.Count < 2 || values.Any(double.IsNaN))
        {
            return;
        }

        double lowest = values.Min();
        double range = Math.Max(values.Max() - lowest, double.Epsilon);
        int width = Math.Min(Width, values.Count);
        var characters = new char[width];
        for (int i = 0; i < width; i++)
        {
            double value = values[(int)((long)i * (values.Count - 1) / Math.Max(1, width - 1))];
            characters[i] = Levels[(int)Math.Min(Levels.Length - 1, (value - lowest) / range * Levels.Length)];
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {new string(characters)} {values[0]:F3} → {values[^1]:F3}"));
    }
}
