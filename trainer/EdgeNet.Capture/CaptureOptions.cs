namespace EdgeNet.Capture;

/// <summary>What is to be recorded.</summary>
/// <param name="Port">The serial port, such as <c>/dev/ttyUSB0</c> or <c>COM3</c>.</param>
/// <param name="Label">What the readings show: goes into the last column, and into the names of the recordings.</param>
/// <param name="Seconds">For how long, from the first reading on.</param>
/// <param name="OutputPath">The CSV file; one that exists is appended to.</param>
public sealed record CaptureOptions(string Port, string Label, int Seconds, string OutputPath)
{
    /// <summary>The speed of the lines of <c>LINES.md</c>.</summary>
    public const int DefaultBaudRate = 115_200;

    /// <summary>Bits a second.</summary>
    public int BaudRate { get; init; } = DefaultBaudRate;

    /// <summary>The rate that the readings must have, in hertz; null for whatever the logger says.</summary>
    public int? RateHz { get; init; }
}
