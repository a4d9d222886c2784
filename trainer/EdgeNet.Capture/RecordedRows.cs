using System.Globalization;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Capture;

/// <summary>What is in a file of recordings already.</summary>
internal sealed class RecordedRows
{
    private static readonly string[] OwnColumns = ["recording", "t", "label"];

    private readonly string _path;
    private readonly string _columns;
    private readonly HashSet<string> _recordings = new(StringComparer.Ordinal);
    private string? _scale;
    private double _period;

    private RecordedRows(string path, string columns)
    {
        _path = path;
        _columns = columns;
    }

    /// <summary>The names of the recordings.</summary>
    public IReadOnlySet<string> Recordings => _recordings;

    /// <summary>The header row for what a logger sends.</summary>
    /// <exception cref="InputException">A channel has the name of another column.</exception>
    public static string Columns(LoggerHeader header)
    {
        string scale = $"counts_per_{header.Unit}";
        return header.Channels.FirstOrDefault(channel => channel == scale || OwnColumns.Contains(channel)) is { } taken
            ? throw new InputException($"The logger calls a channel '{taken}', which is the name of another column of the recording; change it there.")
            : $"recording,t,{string.Join(',', header.Channels)},{scale},label";
    }

    /// <summary>Reads a file with whole lines from its beginning.</summary>
    /// <exception cref="InputException">A row has another number of cells than the header.</exception>
    public static RecordedRows Read(string path, FileStream stream)
    {
        stream.Seek(0, SeekOrigin.Begin);
        using var text = new StreamReader(stream, leaveOpen: true);
        string columns = text.ReadLine()!;
        var rows = new RecordedRows(path, columns);
        int cells = columns.Split(',').Length;
        string[] last = [];
        for (int line = 2; text.ReadLine() is { } row; line++)
        {
            string[] next = row.Split(',');
            if (next.Length != cells || cells < 5)
            {
                throw new InputException(FormattableString.Invariant(
                    $"{path}, line {line}: {next.Length} cells under {cells} columns; this is no file that capture has written. Name another with --out."));
            }

            rows._recordings.Add(next[0]);
            rows._scale ??= next[^2];
            if (rows._period == 0 && last.Length > 0 && last[0] == next[0] && TryNumber(last[1], out double from) && TryNumber(next[1], out double to))
            {
                rows._period = to - from;
            }

            last = next;
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

    private static bool TryNumber(string cell, out double value) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
