using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace EdgeNet.Trainer.Data.Tables;

/// <summary>A CSV file with a header, checked for its shape: every row has a cell for every column.</summary>
public sealed class CsvTable
{

    private readonly List<string[]> _rows = [];
    private readonly List<int> _lines = [];

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    /// <summary>Makes a table without rows.</summary>
    /// <param name="path">The file.</param>
    /// <param name="header">The columns, each of another name.</param>
    /// <param name="headerLine">Where they stand.</param>
    internal CsvTable(string path, string[] header, int headerLine)
    {
        Path = path;
        Header = header;
        HeaderLine = headerLine;
        for (int c = header.Length - 1; c >= 0; c--)
        {
            // A name that was written with a mark against formulas is found by itself, unless there is a column of that very name.
            if (CsvCell.Unmark(header[c]) is { } unmarked)
            {
                _columns.TryAdd(unmarked, c);
            }

            _columns[header[c]] = c;
        }
    }

    /// <summary>What no text has: a byte that is no UTF-8 has become U+FFFD, and a NUL stands in binary files and in UTF-16.</summary>
    internal static SearchValues<char> NoText { get; } = SearchValues.Create('\0', '\uFFFD');

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The line of the file in which the header begins, from 1: blank lines may stand above it.</summary>
    public int HeaderLine { get; }

    /// <summary>The rows without the header, each with a cell for every column.</summary>
    public IReadOnlyList<string[]> Rows => _rows;

    /// <summary>For each row the line in which it begins, from 1.</summary>
    internal IReadOnlyList<int> Lines => _lines;

    /// <summary>Says where the header is, for messages.</summary>
    internal string HeaderPlace => $"{FileName}, line {HeaderLine}";

    private string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file: comma-separated, in the invariant culture, UTF-8. Names and cells come in form C of Unicode.</param>
    /// <returns>The table, with at least one row.</returns>
    /// <exception cref="InputException">The file is missing, cannot be read, is empty or has a row of another length.</exception>
    public static CsvTable Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            return Read(path, file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such file; check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {FileFault.Of(e, path)}", e);
        }
    }

    /// <summary>Reads what is in a file.</summary>
    internal static CsvTable Read(string path, Stream file)
    {
        string name = System.IO.Path.GetFileName(path);
        FileKind.RefuseOther(name, file);
        using var text = new StreamReader(file);
        return new CsvTableReader(name, new CsvReader(text, name)).Read(path);
    }

    /// <summary>Finds a column by its name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>Its number, from 0.</returns>
    /// <exception cref="InputException">There is none of that name.</exception>
    public int FindColumn(string name) => FindColumn(name, null);

    /// <summary>Finds a column by its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="key">The key of the recipe that names it, for the message; or null.</param>
    internal int FindColumn(string name, string? key)
    {
        int number = IndexOf(name);
        if (number >= 0)
        {
            return number;
        }

        string known = string.Join(", ", Header.Take(4)) + (Header.Count > 4 ? $", … {Header[^1]}" : string.Empty);
        string namedBy = key is null ? string.Empty : $", which '{key}' names";
        string hidden = HiddenText.Note(name, Header);
        throw new InputException(
            $"{HeaderPlace}: no column is called '{name}'{namedBy}; there {(Header.Count == 1 ? "is" : "are")} {known}.{hidden}{HashNote}");
    }

    /// <summary>Finds a column by its name.</summary>
    /// <returns>Its number, from 0; -1 where there is none.</returns>
    internal int IndexOf(string name) => _columns.GetValueOrDefault(NormalForm.Of(name), -1);

    /// <summary>Reads a cell as a finite number.</summary>
    /// <param name="row">From 0, without the header.</param>
    /// <param name="column">From 0.</param>
    /// <returns>The number.</returns>
    /// <exception cref="InputException">The cell is empty or no finite number.</exception>
    public float Number(int row, int column) => Parse<float>(row, column);

    /// <summary>Reads a cell as a finite number of double precision, such as a time.</summary>
    /// <param name="row">From 0, without the header.</param>
    /// <param name="column">From 0.</param>
    /// <returns>The number.</returns>
    /// <exception cref="InputException">The cell is empty or no finite number.</exception>
    public double PreciseNumber(int row, int column) => Parse<double>(row, column);

    /// <summary>Says where a cell is, for messages.</summary>
    /// <param name="row">From 0, without the header.</param>
    /// <param name="column">From 0.</param>
    /// <returns>File, line and column.</returns>
    public string Where(int row, int column) => $"{FileName}, line {_lines[row]}, column {column + 1} ('{Header[column]}')";

    private T Parse<T>(int row, int column)
        where T : IFloatingPointIeee754<T>
    {
        string cell = _rows[row][column];
        if (cell.Length == 0)
        {
            throw new InputException($"{Where(row, column)}: the cell is empty; fill it in or remove the row.");
        }

        if (!T.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out T? value))
        {
            throw new InputException($"{Where(row, column)}: '{Shown(cell)}' is no number; write it like 0.25, or leave the column out.{HiddenText.Note(cell)}");
        }

        return T.IsFinite(value)
            ? value
            : throw new InputException($"{Where(row, column)}: '{Shown(cell)}' is {(cell.Any(char.IsAsciiDigit) ? "beyond 3.4e38, the end of single precision" : "not a finite number")}; remove the row or correct it.");
    }

    /// <summary>Shortens a cell for messages.</summary>
    internal static string Shown(string cell) => NameList.Shorten(cell);

    /// <summary>Says that a cell holds what is no text.</summary>
    internal static string NoTextMessage(string name, int line, int column) =>
        $"{name}, line {line}, column {column + 1}: there are bytes that are no text in UTF-8; save the file as CSV in UTF-8.";

    /// <summary>Adds a row with a cell for every column.</summary>
    internal void Add(string[] cells, int line)
    {
        _rows.Add(cells);
        _lines.Add(line);
    }

    private string HashNote => Header[0].StartsWith('#') ? $" Line {HeaderLine} begins with '#'; if it is a comment, remove it." : string.Empty;
}
