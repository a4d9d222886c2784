using System.Globalization;

namespace EdgeNet.Trainer;

/// <summary>How long a board takes for an IL instruction: within a range, since instructions differ, and so do models.</summary>
/// <param name="Board">In a sentence: "an ESP32 at 240 MHz".</param>
/// <param name="Column">Over a column of milliseconds.</param>
/// <param name="Least">The fewest microseconds.</param>
/// <param name="Most">The most microseconds.</param>
internal sealed record DeviceClock(string Board, string Column, double Least, double Most)
{
    // Machine instructions for an IL instruction, counted on the interpreter built for 32-bit ARM, over the engines and activations.
    private const double FewestMachineInstructions = 40;
    private const double MostMachineInstructions = 52;

    // Cycles of a machine instruction: assumed, since the interpreter runs from flash through a cache. Measured on no board.
    private const double FewestCycles = 1.5;
    private const double MostCycles = 3;

    /// <summary>The ESP32 as nanoFramework starts it.</summary>
    public static DeviceClock Esp32 { get; } = Estimated("an ESP32 at 240 MHz", "ms, ESP32", 240);

    /// <summary>The ESP32-C3 as nanoFramework starts it.</summary>
    public static DeviceClock Esp32C3 { get; } = Estimated("an ESP32-C3 at 160 MHz", "ms, ESP32-C3", 160);

    /// <summary>The clock of a board that was measured on one model: another model has another mix of instructions, so a range remains.</summary>
    /// <param name="microseconds">Of an IL instruction.</param>
    public static DeviceClock Measured(double microseconds)
    {
        double middle = Math.Sqrt(FewestMachineInstructions * MostMachineInstructions);
        return new("your board", "ms, your board", microseconds * FewestMachineInstructions / middle, microseconds * MostMachineInstructions / middle);
    }

    /// <summary>Says how long some instructions take: "0.58 to 1.5 ms".</summary>
    /// <param name="instructions">IL instructions.</param>
    public string Describe(double instructions)
    {
        (double least, double most) = (instructions * Least, instructions * Most);
        return most < Second ? $"{Milliseconds(least)} to {Milliseconds(most)} ms" : $"{Seconds(least)} to {Seconds(most)} s";
    }

    /// <summary>The same in milliseconds, without the unit: for a column.</summary>
    /// <param name="instructions">IL instructions.</param>
    public string DescribeMilliseconds(double instructions) => $"{Milliseconds(instructions * Least)} to {Milliseconds(instructions * Most)}";

    /// <summary>Says a time.</summary>
    /// <param name="microseconds">0 or more.</param>
    public static string Time(double microseconds) => microseconds < Second ? $"{Milliseconds(microseconds)} ms" : $"{Seconds(microseconds)} s";

    private const double Second = 1_000_000;

    private static DeviceClock Estimated(string board, string column, double megahertz) =>
        new(board, column, FewestMachineInstructions * FewestCycles / megahertz, MostMachineInstructions * MostCycles / megahertz);

    private static string Milliseconds(double microseconds) => TwoDigits(microseconds / 1000);

    private static string Seconds(double microseconds) => TwoDigits(microseconds / Second);

    // More digits would promise more than is known.
    private static string TwoDigits(double value)
    {
        if (value < 1e-4)
        {
            return "0";
        }

        int decimals = Math.Max(0, 1 - (int)Math.Floor(Math.Log10(value)));
        return value.ToString($"N{decimals}", CultureInfo.InvariantCulture);
    }
}
