namespace EdgeNet.Capture;

/// <summary>What is to be recorded.</summary>
/// <param name="Port">The serial port, such as <c>/dev/ttyUSB0</c> or <c>COM3</c>.</param>
/// <param name="Label">The state that the readings show; written into the last column and into the names of the recordings.</param>
/// <param name="Seconds">The duration in seconds, counted from the first reading.</param>
/// <param name="OutputPath">The CSV file; one that exists is appended to.</param>
public sealed record CaptureOptions(string Port, string Label, int Seconds, string OutputPath)
{
    /// <summary>The speed of the lines of <c>LINES.md</c>.</summary>
    public const int DefaultBaudRate = 115_200;

    /// <summary>Bits a second.</summary>
    public int BaudRate { get; init; } = DefaultBaudRate;

    /// <summary>The rate that the readings must have, in hertz; null to accept what the logger says.</summary>
    public int? RateHz { get; init; }
}

/// <summary>Why a capture ended.</summary>
public enum CaptureEnd
{
    /// <summary>The time is over.</summary>
    Complete,

    /// <summary>It was asked to stop.</summary>
    Cancelled,

    /// <summary>The port is gone: the cable was unplugged.</summary>
    Unplugged,

    /// <summary>The port is there, but no byte came through it for <see cref="CaptureSession.SilenceSeconds"/> seconds.</summary>
    Silent,

    /// <summary>Lines came through the port, but no whole reading for <see cref="CaptureSession.SilenceSeconds"/> seconds.</summary>
    NoReadings,
}

/// <summary>What a capture has recorded so far.</summary>
/// <param name="Header">What the logger says about its readings; null before it was heard.</param>
public sealed record CaptureResult(LoggerHeader? Header)
{
    /// <summary>Why the capture ended; meaningless while it runs.</summary>
    public CaptureEnd End { get; init; }

    /// <summary>Readings written to the file by this capture.</summary>
    public long Readings { get; init; }

    /// <summary>Recordings that the readings are divided into: one, and one more after each gap and each restart of the logger.</summary>
    public int Recordings { get; init; }

    /// <summary>Readings that were lost: their numbers are missing between two that arrived.</summary>
    public long LostLines { get; init; }

    /// <summary>Lines since the first header that have a wrong checksum or an unknown form.</summary>
    public long DamagedLines { get; init; }

    /// <summary>How often the logger restarted its numbering.</summary>
    public int Restarts { get; init; }

    /// <summary>Time since the first reading, in seconds.</summary>
    public double ElapsedSeconds { get; init; }

    /// <summary>Readings a second by this computer's clock, lost ones counted; NaN under <see cref="CaptureSession.LeastRateSeconds"/> seconds, and after a restart.</summary>
    public double MeasuredRateHz { get; init; } = double.NaN;

    /// <summary>Bytes removed from the end of the file: half a line that an earlier capture had left there.</summary>
    public long RemovedBytes { get; init; }

    /// <summary>The file that holds the last reading; not the requested one if somebody else changed that one meanwhile.</summary>
    public string? OutputPath { get; init; }

    /// <summary>What others did to the file during the capture, and what became of the readings: one sentence each; may be empty.</summary>
    public IReadOnlyList<string> FileChanges { get; init; } = [];

    /// <summary>Is the measured rate more than <see cref="CaptureSession.RateTolerance"/> from the declared one?</summary>
    public bool IsRateWrong => Header is not null && Math.Abs(MeasuredRateHz - Header.RateHz) > CaptureSession.RateTolerance * Header.RateHz;
}
