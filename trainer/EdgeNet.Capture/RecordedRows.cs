using System.Globalization;
using System.Text;

namespace EdgeNet.Capture;

/// <summary>The rows that a file of recordings holds already. Reading them does not change the file.</summary>
internal sealed class RecordedRows
{
    private const int BufferBytes = 65_536;

    // Two names of 60 letters, a time and sixteen counts take less, in any script.
    private const int LongestRowBytes = 4096;

    private static readonly string[] OwnColumns = ["recording", "t", "label"];

    private readonly string _path;
    private readonly HashSet<string> _recordings = new(StringComparer.Ordinal);
    private string? _columns;
    private int _cells;
    private int _line;
    private string[] _last = [];
    private string? _scale;
    private double _period;

    private RecordedRows(string path) => _path = path;

    /// <summary>The names of the recordings.</summary>
    public IReadOnlySet<string> Recordings => _recordings;

    /// <summary>Makes a name that no recording has yet.</summary>
    /// <param name="rows">The existing rows, or null.</param>
    /// <param name="stem">The beginning of the name.</param>
    /// <param name="number">The first number to try; the next one afterwards.</param>
    public static string NewName(RecordedRows? rows, string stem, ref int number)
    {
        string name;
        do
        {
            name = FormattableString.Invariant($"{stem}-{number++}");
        }
        while (rows?.Recordings.Contains(name) == true);
        return name;
    }

    /// <summary>Whether there is a header row.</summary>
    public bool HasHeader => _columns is not null;

    /// <summary>The length of an incomplete last row, in bytes.</summary>
    public long TornBytes { get; private set; }

    /// <summary>Whether the last row is whole and only its line end is missing.</summary>
    public bool LacksLineEnd { get; private set; }

    /// <summary>The header row for what a logger sends.</summary>
    /// <exception cref="InputException">A channel has the name of another column.</exception>
    public static string Columns(LoggerHeader header)
    {
        string scale = $"counts_per_{header.Unit}";
        return header.Channels.FirstOrDefault(channel => channel == scale || OwnColumns.Contains(channel)) is { } taken
            ? throw new InputException($"The logger calls a channel '{taken}', which is the name of another column of the recording; change it there.")
            : $"recording,t,{string.Join(',', header.Channels)},{scale},label";
    }

    /// <summary>Reads a file from its beginning, in memory that does not grow with the length of a line.</summary>
    /// <exception cref="InputException">The file was not written by capture.</exception>
    public static RecordedRows Read(string path, FileStream stream)
    {
        var rows = new RecordedRows(path);
        var lines = new LineSplitter(LongestRowBytes);
        byte[] buffer = new byte[BufferBytes];
        stream.Seek(0, SeekOrigin.Begin);
        int count;
        while ((count = stream.Read(buffer)) > 0)
        {
            ReadOnlySpan<byte> input = buffer.AsSpan(0, count);
            while (lines.TryRead(ref input, out ReadOnlySpan<byte> line, out bool isTooLong))
            {
                rows._line++;
                rows.Take(isTooLong ? throw rows.Foreign("a line longer than any row") : Encoding.UTF8.GetString(line));
            }
        }

        if (lines.RestBytes > 0)
        {
            rows._line++;
            rows.TakeRest(lines);
        }

        return rows;
    }

    /// <summary>Checks that readings may be appended.</summary>
    /// <exception cref="InputException">The file has other columns, or another rate or scale.</exception>
    public void CheckFit(LoggerHeader header, string columns)
    {
        if (columns != _columns)
        {
            throw new InputException($"{_path}: has the columns '{_columns}'; this logger gives '{columns}'. Name another file with --out.");
        }

        if (_scale is not null && _scale != header.CountsPerUnit.ToString(CultureInfo.InvariantCulture))
        {
            throw new InputException($"{_path}: holds {_scale} counts per {header.Unit}; this logger gives {header}. Name another file with --out.");
        }

        // t is rounded to microseconds.
        if (_period > 0 && Math.Abs(_period - (1.0 / header.RateHz)) > 1.1e-6)
        {
            throw new InputException(FormattableString.Invariant(
                $"{_path}: holds {1 / _period:0.##} readings a second; this logger gives {header}. Name another file with --out."));
        }
    }

    private void Take(string line)
    {
        if (_columns is null)
        {
            _columns = RowText.IsHeader(line.TrimStart('\uFEFF')) ? line.TrimStart('\uFEFF') : throw Foreign("not the header row of a recording");
            _cells = _columns.Split(',').Length;
            return;
        }

        string[] next = line.Split(',');
        if (next.Length != _cells)
        {
            throw Foreign($"{next.Length} cells under {_cells} columns");
        }

        _recordings.Add(next[0]);
        _scale ??= next[^2];
        if (_period == 0 && _last.Length > 0 && _last[0] == next[0] && RowText.TryNumber(_last[1], out double from) && RowText.TryNumber(next[1], out double to))
        {
            _period = to - from;
        }

        _last = next;
    }

    // A whole row whose line end is missing comes from an editor, or from whoever cut the file there. Half a row comes from a full disk or a power cut,
    // which may have left zeros or half a letter too.
    private void TakeRest(LineSplitter lines)
    {
        string text = Encoding.UTF8.GetString(lines.Rest);
        string whole = text.TrimEnd('\r');
        string half = text.TrimEnd('\0', '\uFFFD');
        if (_columns is null ? RowText.IsHeader(whole.TrimStart('\uFEFF')) : RowText.IsRow(whole.Split(','), _cells, _last))
        {
            Take(whole);
            LacksLineEnd = true;
        }
        else if (_columns is null ? RowText.IsHalfHeader(half) : RowText.IsHalfRow(half.Split(','), _cells))
        {
            TornBytes = lines.RestBytes;
        }
        else
        {
            throw Foreign(_columns is null ? "not the header row of a recording" : "neither a row nor half of one");
        }
    }

    private InputException Foreign(string what) => new(FormattableString.Invariant(
        $"{_path}, line {_line}: {what}; this is no file that capture has written. Name another with --out."));
}

/// <summary>Measures readings a second by the clock of this computer. Readings come in pieces; those of the first piece may have waited in a buffer and do not count.</summary>
internal sealed class RateMeter
{
    private int _last;
    private (int Sequence, double Seconds)? _first;
    private double _seconds;
    private bool _isUsable = true;

    /// <summary>The rate so far; NaN while it is not known.</summary>
    public double Hertz => _isUsable && _first is var (sequence, seconds) && _seconds - seconds >= CaptureSession.LeastRateSeconds
        ? (_last - sequence) / (_seconds - seconds)
        : double.NaN;

    /// <summary>Takes the number of a reading.</summary>
    public void Count(int sequence) => _last = sequence;

    /// <summary>Ends a piece.</summary>
    /// <param name="seconds">When the piece arrived.</param>
    public void Mark(double seconds)
    {
        _first ??= (_last, seconds);
        _seconds = seconds;
    }

    /// <summary>Notes that the numbering restarted: the rate is unknown from here on.</summary>
    public void Restart() => _isUsable = false;
}
