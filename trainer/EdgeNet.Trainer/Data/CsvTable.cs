using System.Globalization;
using System.Numerics;
using CsvHelper;
using CsvHelper.Configuration;

namespace EdgeNet.Trainer.Data;

/// <summary>A CSV file with a header, checked for its shape: every row has a cell for every column.</summary>
public sealed class CsvTable
{
    private const int MostShown = 60;

    private readonly List<string[]> _rows = [];
    private readonly List<int> _lines = [];

    private CsvTable(string path, string[] header, int headerLine)
    {
        Path = path;
        Header = header;
        HeaderLine = headerLine;
    }

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
    /// <param name="path">The file: comma-separated, in the invariant culture, UTF-8.</param>
    /// <returns>The table, with at least one row.</returns>
    /// <exception cref="InputException">The file is missing, cannot be read, is empty or has a row of another length.</exception>
    public static CsvTable Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string name = System.IO.Path.GetFileName(path);
        try
        {
            using var text = new StreamReader(path);
            using var parser = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture) { TrimOptions = TrimOptions.Trim });
            return Read(path, name, parser);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such file; check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {FileFault.Of(e, path)}", e);
        }
        catch (BadDataException e)
        {
            throw new InputException(
                $"{name}, line {CsvLine.Of(e)}: a quote stands where none can or is never closed; quote the whole cell or remove it.", e);
        }
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
        for (int c = 0; c < Header.Count; c++)
        {
            if (Header[c] == name)
            {
                return c;
            }
        }

        string known = string.Join(", ", Header.Take(4)) + (Header.Count > 4 ? $", … {Header[^1]}" : string.Empty);
        string namedBy = key is null ? string.Empty : $", which '{key}' names";
        throw new InputException($"{HeaderPlace}: no column is called '{name}'{namedBy}; there {(Header.Count == 1 ? "is" : "are")} {known}.");
    }

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
            throw new InputException($"{Where(row, column)}: '{Shown(cell)}' is no number; write it like 0.25, or leave the column out.");
        }

        return T.IsFinite(value)
            ? value
            : throw new InputException($"{Where(row, column)}: '{Shown(cell)}' is not a finite number; remove the row or correct it.");
    }

    /// <summary>Shortens a cell for messages.</summary>
    internal static string Shown(string cell) => cell.Length <= MostShown ? cell : cell[..MostShown] + "…";

    private static CsvTable Read(string path, string name, CsvParser parser)
    {
        if (!parser.Read() || parser.Record is not { } header)
        {
            throw new InputException($"{name}: the file is empty; its first line names the columns.");
        }

        int headerLine = CsvLine.Of(parser);
        CheckText(name, headerLine, header);
        CheckHeader($"{name}, line {headerLine}", header);
        var table = new CsvTable(path, header, headerLine);
        while (parser.Read())
        {
            string[] row = parser.Record!;
            int line = CsvLine.Of(parser);
            CheckText(name, line, row);
            if (row.Length != header.Length)
            {
                throw new InputException(
                    $"{name}, line {line}: {Count(row.Length, "cell")}; the header has {Count(header.Length, "column")}. Add or remove cells.");
            }

            table._rows.Add(row);
            table._lines.Add(line);
        }

        return table._rows.Count > 0
            ? table
            : throw new InputException($"{name}: there is a header and no row; add examples below it.");
    }

    // A byte that is no UTF-8 has become U+FFFD, and a NUL stands in no text: the file is a binary one, or in UTF-16.
    private static void CheckText(string name, int line, string[] cells)
    {
        for (int c = 0; c < cells.Length; c++)
        {
            if (cells[c].AsSpan().ContainsAny('\0', '\uFFFD'))
            {
                throw new InputException($"{name}, line {line}, column {c + 1}: there are bytes that are no text in UTF-8; save the file as CSV in UTF-8.");
            }
        }
    }

    private static void CheckHeader(string place, string[] header)
    {
        if (header is [var only] && only.AsSpan().IndexOfAny(";\t") is >= 0 and var at)
        {
            throw new InputException(
                $"{place}: the cells are separated by {(only[at] == ';' ? "';'" : "tabs")}; write commas between them, and a point in numbers like 0.25.");
        }

        for (int c = 0; c < header.Length; c++)
        {
            if (header[c].Length == 0)
            {
                throw new InputException($"{place}, column {c + 1}: the column has no name; give it one.");
            }

            int first = Array.IndexOf(header, header[c]);
            if (first < c)
            {
                throw new InputException($"{place}: columns {first + 1} and {c + 1} are both called '{header[c]}'; rename one.");
            }
        }
    }

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? string.Empty : "s")}";
}
