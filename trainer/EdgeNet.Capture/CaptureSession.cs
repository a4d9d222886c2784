using System.Globalization;
using System.Text;

namespace EdgeNet.Capture;

/// <summary>Records what a sensor logger sends, until the time is over, it is asked to stop, or nothing comes any more.</summary>
/// <remarks>
/// Recording begins with the first header line. Every line that was received whole is in the file before the next ones are asked for. A gap in the
/// numbers, which a damaged line leaves too, ends a recording and begins the next, so that no window of readings reaches over it.
/// </remarks>
public sealed class CaptureSession
{
    /// <summary>The longest wait for the header line, in seconds; a logger sends it once a second.</summary>
    public const int HeaderSeconds = 5;

    /// <summary>Seconds without a byte after which the logger counts as dead, and without a whole reading its sensor: a sensor gives at least one a second.</summary>
    public const int SilenceSeconds = 5;

    /// <summary>The shortest time over which a rate is measured, in seconds; over a shorter one, buffered readings falsify it.</summary>
    public const int LeastRateSeconds = 2;

    /// <summary>How far the measured rate may be from the declared one; a crystal is within a hundredth of this.</summary>
    public const double RateTolerance = 0.02;

    private const int BufferBytes = 65_536;

    private readonly CaptureOptions _options;
    private readonly TimeProvider _time;
    private readonly RecordingFile _file;
    private readonly Action<CaptureResult> _onProgress;
    private readonly LineSplitter _splitter = new();
    private readonly StringBuilder _rows = new();
    private readonly string _stem;
    private readonly RateMeter _rate = new();

    private CaptureResult _result = new((LoggerHeader?)null);
    private int[] _counts = [];
    private string _recording = string.Empty;
    private int _nextNumber = 1;
    private int _lastSequence = -1;
    private long _index;
    private long _firstReading;
    private long _lastReading;

    internal CaptureSession(CaptureOptions options, RecordingFile file, Action<CaptureResult> onProgress, TimeProvider time)
    {
        _options = options;
        _file = file;
        _onProgress = onProgress;
        _time = time;
        _stem = string.Create(CultureInfo.InvariantCulture, $"{options.Label}-{time.GetUtcNow():yyyyMMdd-HHmmss}");
    }

    /// <summary>Opens file and port and records.</summary>
    /// <param name="options">What to record.</param>
    /// <param name="onProgress">Called after each piece that was received and written, from the first header on.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>What was recorded, and why it ended.</returns>
    /// <exception cref="InputException">
    /// The label cannot be used, the port or the file cannot be opened, the file holds something else or the disk is full, no header line comes, or
    /// the logger is not the one that was wanted. What was recorded before is in the file.
    /// </exception>
    public static CaptureResult Run(CaptureOptions options, Action<CaptureResult> onProgress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(onProgress);
        if (RecordingLabel.FaultOf(options.Label) is { } fault)
        {
            throw new InputException($"The label '{options.Label}' {fault}.");
        }

        using RecordingFile file = RecordingFile.Open(options.OutputPath);
        using SerialSource source = SerialSource.Open(options.Port, options.BaudRate);
        return new CaptureSession(options, file, onProgress, TimeProvider.System).Run(source, cancellation);
    }

    internal CaptureResult Run(IByteSource source, CancellationToken cancellation)
    {
        byte[] buffer = new byte[BufferBytes];
        long opened = _time.GetTimestamp();
        long lastByte = opened;
        long total = 0;
        while (true)
        {
            if (cancellation.IsCancellationRequested)
            {
                return Finish(CaptureEnd.Cancelled);
            }

            if (_result.Readings > 0 && SecondsSince(_firstReading) >= _options.Seconds)
            {
                return Finish(CaptureEnd.Complete);
            }

            int count = source.Read(buffer);
            if (count < 0)
            {
                return Finish(CaptureEnd.Unplugged);
            }

            if (count > 0)
            {
                total += count;
                lastByte = _time.GetTimestamp();
                Take(buffer.AsSpan(0, count));
            }

            // Checked after a read: if this process was held up, what arrived meanwhile is waiting in the buffer.
            if (_result.Header is null)
            {
                if (SecondsSince(opened) >= HeaderSeconds)
                {
                    throw new InputException(NoHeader(source.Name, total));
                }
            }
            else if (SecondsSince(lastByte) >= SilenceSeconds)
            {
                return Finish(CaptureEnd.Silent);
            }
            else if (SecondsSince(_lastReading) >= SilenceSeconds)
            {
                return Finish(CaptureEnd.NoReadings);
            }
        }
    }

    private CaptureResult Finish(CaptureEnd end)
    {
        try
        {
            _file.Finish();
        }
        catch (InputException e)
        {
            throw WithRowsKept(e.Message, e);
        }

        return _result with
        {
            End = end,
            RemovedBytes = _file.RowsWritten > 0 ? _file.RemovedBytes : 0,
            OutputPath = _file.Path,
            FileChanges = _file.Changes,
        };
    }

    private void Take(ReadOnlySpan<byte> input)
    {
        long readings = _result.Readings;
        while (_splitter.TryRead(ref input, out ReadOnlySpan<byte> line, out bool isTooLong))
        {
            TakeLine(line, isTooLong);
        }

        if (_result.Header is null)
        {
            return;
        }

        Write();
        if (_result.Readings > readings)
        {
            _lastReading = _time.GetTimestamp();
        }

        if (_result.Readings > 0)
        {
            double elapsed = SecondsSince(_firstReading);
            _rate.Mark(elapsed);
            _result = _result with { ElapsedSeconds = elapsed, MeasuredRateHz = _rate.Hertz };
        }

        _onProgress(_result);
    }

    private void Write()
    {
        if (_rows.Length == 0)
        {
            return;
        }

        try
        {
            _file.Append(_rows.ToString());
        }
        catch (InputException e)
        {
            throw WithRowsKept(e.Message, e);
        }

        _rows.Clear();
    }

    private void TakeLine(ReadOnlySpan<byte> line, bool isTooLong)
    {
        int start = LoggerLine.FindStart(line);
        bool hasRest = isTooLong || start > 0 || (start < 0 && line.Length > 0);
        ReadOnlySpan<byte> text = start < 0 ? [] : line[start..];
        if (LoggerLine.ReadHeader(text) is { } header)
        {
            TakeHeader(header);
        }
        else if (_result.Header is null)
        {
            return; // the end of a line whose beginning was missed, or the chip's boot messages
        }
        else if (LoggerLine.TryReadReading(text, _counts, out int sequence))
        {
            TakeReading(sequence);
        }
        else
        {
            hasRest |= text.Length > 0;
        }

        if (hasRest && _result.Header is not null)
        {
            _result = _result with { DamagedLines = _result.DamagedLines + 1 };
        }
    }

    private void TakeHeader(LoggerHeader header)
    {
        if (_result.Header is null)
        {
            if (_options.RateHz is { } rate && rate != header.RateHz)
            {
                throw new InputException(FormattableString.Invariant(
                    $"{_options.Port}: the logger gives {header.RateHz} readings a second; {rate} are asked for. Change RateHz in its program, or leave --rate out."));
            }

            _file.Begin(header);
            _counts = new int[header.Channels.Count];
            _result = _result with { Header = header };
            _lastReading = _time.GetTimestamp();
        }
        else if (!header.Equals(_result.Header))
        {
            Write();
            throw WithRowsKept($"{_options.Port}: the logger has changed: it said {_result.Header}, and now {header}.");
        }
    }

    private void TakeReading(int sequence)
    {
        long next = _lastSequence + 1L;
        if (_result.Readings == 0)
        {
            _firstReading = _time.GetTimestamp();
            BeginRecording();
        }
        else if (sequence < next)
        {
            _result = _result with { Restarts = _result.Restarts + 1 };
            _rate.Restart();
            BeginRecording();
        }
        else if (sequence > next)
        {
            _result = _result with { LostLines = _result.LostLines + (sequence - next) };
            BeginRecording();
        }

        _lastSequence = sequence;
        _rate.Count(sequence);
        LoggerHeader header = _result.Header!;
        double seconds = _index++ / (double)header.RateHz;
        _rows.Append(CultureInfo.InvariantCulture, $"{_recording},{seconds:0.######},");
        foreach (int count in _counts)
        {
            _rows.Append(CultureInfo.InvariantCulture, $"{count},");
        }

        _rows.Append(CultureInfo.InvariantCulture, $"{header.CountsPerUnit},{_options.Label}\n");
        _result = _result with { Readings = _result.Readings + 1 };
    }

    private void BeginRecording()
    {
        _recording = _file.NewRecording(_stem, ref _nextNumber);
        _index = 0;
        _result = _result with { Recordings = _result.Recordings + 1 };
    }

    private InputException WithRowsKept(string message, Exception? cause = null)
    {
        string text = FormattableString.Invariant($"{message} {_file.RowsWritten:N0} readings are kept in {_file.Path}.");
        return cause is null ? new InputException(text) : new InputException(text, cause);
    }

    private string NoHeader(string port, long bytes) => bytes == 0
        ? FormattableString.Invariant($"{port}: nothing came in {HeaderSeconds} s; is SensorLogger running, and its transmit pin connected to RX?")
        : FormattableString.Invariant($"{port}: {bytes:N0} bytes came in {HeaderSeconds} s at {_options.BaudRate} baud, and no header line of a sensor logger; check --baud, and what runs on the device.");

    private double SecondsSince(long timestamp) => _time.GetElapsedTime(timestamp).TotalSeconds;
}
