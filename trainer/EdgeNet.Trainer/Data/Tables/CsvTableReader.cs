using System.Globalization;

namespace EdgeNet.Trainer.Data.Tables;

/// <summary>Makes a table of rows: finds the header, passes comments over and checks every row.</summary>
/// <remarks>
/// A line that begins with '#' is a comment above the header, and at the end of the file, where <c>edgenet run</c> puts its summary. It must not hide
/// data: as a header it counts where the line below it holds numbers, and as a row wherever it could be one.
/// </remarks>
/// <param name="name">Of the file, for messages.</param>
/// <param name="rows">The rows.</param>
internal sealed class CsvTableReader(string name, CsvReader rows)
{
    private bool _hasHashRows;
    private int _comment = -1; // the line of the first comment below the header

    /// <summary>Reads all rows.</summary>
    /// <exception cref="InputException">There is no row, or one that cannot be used.</exception>
    public CsvTable Read(string path)
    {
        if (!Next())
        {
            throw new InputException($"{name}: the file is empty; its first line names the columns.");
        }

        string[] header = rows.Cells;
        int line = rows.Line;
        bool isHash = rows.BeginsWithHash;
        bool hasNext = Next();
        while (isHash && hasNext && !IsHeader(header, line))
        {
            (header, line, isHash) = (rows.Cells, rows.Line, rows.BeginsWithHash);
            hasNext = Next();
        }

        CheckHeader($"{name}, line {line}", header);
        _hasHashRows = isHash;
        var table = new CsvTable(path, header, line);
        for (; hasNext; hasNext = Next())
        {
            Add(table);
        }

        return table.Rows.Count > 0
            ? table
            : throw new InputException($"{name}: there is a header and no row; add examples below it.");
    }

    // Of a line that begins with '#': the one below it, which was read, decides.
    private bool IsHeader(string[] cells, int line)
    {
        if (rows.BeginsWithHash || !rows.Cells.Any(IsNumber))
        {
            return false;
        }

        return cells.Length == rows.Cells.Length
            ? true
            : throw new InputException(
                $"{name}, line {line}: it begins with '#' and has {NameList.Count(cells.Length, "cell")}, and the line below it, which has {rows.Cells.Length}, holds numbers, so that no line names the columns; "
                + "remove this one if it is a comment, and name the columns in the next.");
    }

    private void Add(CsvTable table)
    {
        string[] cells = rows.Cells;
        if (rows.BeginsWithHash && !_hasHashRows && !cells.Any(IsNumber) && (cells.Length != table.Header.Count || cells[0].StartsWith("# ", StringComparison.Ordinal)))
        {
            _comment = _comment < 0 ? rows.Line : _comment;
            return;
        }

        if (_comment >= 0)
        {
            throw new InputException($"{name}, line {_comment}: it begins with '#' between rows; comments stand above the header or at the end of the file. Move or remove it.");
        }

        if (cells.Length != table.Header.Count)
        {
            throw new InputException(
                $"{name}, line {rows.Line}: {NameList.Count(cells.Length, "cell")}; the header has {NameList.Count(table.Header.Count, "column")}. Add or remove cells.");
        }

        _hasHashRows |= rows.BeginsWithHash;
        table.Add(cells, rows.Line);
    }

    private bool Next()
    {
        if (!rows.Read())
        {
            return false;
        }

        string[] cells = rows.Cells;
        for (int c = 0; c < cells.Length; c++)
        {
            if (cells[c].AsSpan().ContainsAny(CsvTable.NoText))
            {
                throw new InputException(CsvTable.NoTextMessage(name, rows.Line, c));
            }

            cells[c] = NormalForm.Of(cells[c]);
        }

        return true;
    }

    private static void CheckHeader(string place, string[] header)
    {
        if (header is [var only] && only.AsSpan().IndexOfAny(";\t") is >= 0 and var at)
        {
            throw new InputException(
                $"{place}: the cells are separated by {(only[at] == ';' ? "';'" : "tabs")}; write commas between them, and a point in numbers like 0.25.");
        }

        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int c = 0; c < header.Length; c++)
        {
            if (header[c].Length == 0)
            {
                throw new InputException($"{place}, column {c + 1}: the column has no name; give it one.");
            }

            if (!columns.TryAdd(header[c], c))
            {
                throw new InputException($"{place}: columns {columns[header[c]] + 1} and {c + 1} are both called '{CsvTable.Shown(header[c])}'; rename one.");
            }
        }
    }

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
