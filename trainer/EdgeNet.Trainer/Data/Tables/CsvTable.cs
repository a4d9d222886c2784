using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace EdgeNet.Trainer.Data.Tables;

/// <summary>A CSV file: its header, and its rows one after the other, each with a cell for every column.</summary>
/// <remarks>
/// A line that begins with '#' is a comment above the header, and at the end of the file, where <c>edgenet run</c> puts its summary. It must not hide
/// data: it counts as a header if the line below it holds numbers, and as a row wherever it could be one.
/// </remarks>
internal sealed class CsvTable
{
    private readonly CsvReader _rows;
    private readonly string _name;
    private int _comment = -1; // the line of the first comment below the header
    private bool _isRowAhead; // the row below the header is read with it
    private bool _hasHashRows;
    private readonly bool _takesTruths; // true and false are 1 and 0

    private CsvTable(string path, CsvReader rows, IReadOnlyList<string>? names, string? firstName = null)
    {
        _rows = rows;
        _name = Path.GetFileName(path);
        _takesTruths = firstName is not null;
        FilePath = path;
        if (!Next())
        {
            throw new InputException($"{_name}: the file is empty; its first line names the columns.");
        }

        if (names is not null && Enumerable.Range(0, rows.Count).All(column => IsNumber(Cell(column))))
        {
            names = names.Count == 0 ? [.. Enumerable.Range(1, rows.Count).Select(column => FormattableString.Invariant($"x{column}"))] : names;
            Header = rows.Count == names.Count ? new TableHeader(_name, [.. names], 0) : throw new InputException(
                $"{_name}, line {rows.Line}: no line names the columns, and there are {NameList.Count(rows.Count, "number")} where the channels are {NameList.Of(names)}; add a header, or name a channel for each column.");
            _isRowAhead = true;
            return;
        }

        (string[] own, int line, bool isHash) = (Texts(), rows.Line, rows.BeginsWithHash);
        _isRowAhead = Next();
        while (isHash && _isRowAhead && !IsHeader(own, line))
        {
            (own, line, isHash) = (Texts(), rows.Line, rows.BeginsWithHash);
            _isRowAhead = Next();
        }

        IsNamed = own[0].Length == 0 && own.Length > 1 && firstName is not null && !own.Contains(firstName);
        own[0] = IsNamed ? firstName! : own[0];
        Header = new TableHeader(_name, own, line);
        _hasHashRows = isHash;
    }

    /// <summary>Characters of no text: a byte that is no UTF-8 has become U+FFFD, and NUL occurs in binary files and in UTF-16.</summary>
    public static SearchValues<char> NoText { get; } = SearchValues.Create('\0', '\uFFFD');

    /// <summary>Called with the path of each file that is opened; a test counts them.</summary>
    public static AsyncLocal<Action<string>?> OnOpen { get; } = new();

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>The names of the columns.</summary>
    public TableHeader Header { get; }

    /// <summary>Whether the first column had no name, and was given one.</summary>
    public bool IsNamed { get; }

    /// <summary>The rows that were read so far.</summary>
    public int RowCount { get; private set; }

    /// <summary>The line of the file in which the row begins, from 1.</summary>
    public int Line => _rows.Line;

    /// <summary>Reads a file, once, from its first to its last row.</summary>
    /// <param name="path">The file: comma-separated, in the invariant culture, UTF-8.</param>
    /// <param name="read">Reads the rows and makes a result. Faults in the shape of any row are reported before its own.</param>
    /// <returns>The result of <paramref name="read"/>.</returns>
    /// <exception cref="InputException">The file is missing, cannot be read, is empty or has a row of another length; or what <paramref name="read"/> throws.</exception>
    public static T Read<T>(string path, Func<CsvTable, T> read) => Read(path, (IReadOnlyList<string>?)null, read);

    /// <summary>Reads a file that may have no header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="names">The names of its columns, if its first line is numbers: none for x1, x2, and so on; null where there must be a header.</param>
    /// <param name="read">As above.</param>
    /// <returns>The result of <paramref name="read"/>.</returns>
    /// <exception cref="InputException">As above.</exception>
    public static T Read<T>(string path, IReadOnlyList<string>? names, Func<CsvTable, T> read) => Read(path, names, null, read);

    /// <summary>Reads a file whose first column may have no name, as R and pandas write the numbers of the rows, and where true and false are the numbers 1 and 0.</summary>
    /// <param name="path">The file.</param>
    /// <param name="firstName">The name that the column then gets.</param>
    /// <param name="read">As above.</param>
    /// <returns>The result of <paramref name="read"/>.</returns>
    /// <exception cref="InputException">As above.</exception>
    public static T ReadNaming<T>(string path, string firstName, Func<CsvTable, T> read) => Read(path, null, firstName, read);

    private static T Read<T>(string path, IReadOnlyList<string>? names, string? firstName, Func<CsvTable, T> read)
    {
        try
        {
            OnOpen.Value?.Invoke(path);
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            return Read(path, file, names, firstName, read);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: there is no such file; check the path.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {FileError.Describe(e, path)}", e);
        }
    }

    /// <summary>Reads the rows of a file.</summary>
    public static T Read<T>(string path, Stream file, Func<CsvTable, T> read) => Read(path, file, null, null, read);

    private static T Read<T>(string path, Stream file, IReadOnlyList<string>? names, string? firstName, Func<CsvTable, T> read)
    {
        string name = Path.GetFileName(path);
        FileKind.RefuseOther(name, file);
        using var rows = new CsvReader(new StreamReader(file), name);
        var table = new CsvTable(path, rows, names, firstName);
        try
        {
            return read(table);
        }
        catch (InputException) when (!table.IsBroken)
        {
            table.ReadRest();
            throw;
        }
    }

    /// <summary>Whether the fault of its shape was reported.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Reads the next row.</summary>
    /// <returns>False at the end of the file, after at least one row.</returns>
    /// <exception cref="InputException">A row cannot be used, or there is none.</exception>
    public bool Read()
    {
        IsBroken = true;
        bool isRow = false;
        while (!isRow && (_isRowAhead || Next()))
        {
            _isRowAhead = false;
            isRow = IsRow();
        }

        RowCount += isRow ? 1 : 0;
        if (RowCount == 0)
        {
            throw new InputException($"{_name}: there is a header and no row; add examples below it.");
        }

        IsBroken = false;
        return isRow;
    }

    /// <summary>Reads the remaining rows to check their shape.</summary>
    public void ReadRest()
    {
        while (Read())
        {
        }
    }

    /// <summary>A cell of the row.</summary>
    /// <param name="column">From 0.</param>
    /// <returns>Its text, in form C of Unicode.</returns>
    public string Text(int column) => NormalForm.Of(Cell(column).ToString());

    /// <summary>A cell of the row as written, without the blanks and quotes around it; valid until the next row is read.</summary>
    /// <param name="column">From 0.</param>
    /// <returns>Its text.</returns>
    public ReadOnlySpan<char> Cell(int column) => _rows[column];

    /// <summary>Whether a cell of the row has a given text.</summary>
    /// <param name="column">From 0.</param>
    /// <param name="text">The text, in form C of Unicode.</param>
    public bool Has(int column, string text) => Cell(column).SequenceEqual(text) || Text(column) == text;

    /// <summary>Reads a cell of the row as a finite number.</summary>
    /// <param name="column">From 0.</param>
    /// <param name="value">The number.</param>
    /// <returns>False where there is none; <see cref="NumberFault"/> says why.</returns>
    public bool TryNumber<T>(int column, out T value)
        where T : IFloatingPointIeee754<T> =>
        _rows.TryParse(column, out value) || (T.TryParse(Cell(column), NumberStyles.Float, CultureInfo.InvariantCulture, out value!) && T.IsFinite(value)) || TryTruth(column, out value);

    /// <summary>Says why a cell of the row is no finite number.</summary>
    /// <param name="column">From 0.</param>
    public InputException NumberFault(int column)
    {
        string cell = Text(column);
        if (cell.Length == 0)
        {
            return Fault(column, "the cell is empty; fill it in or remove the row.");
        }

        if (!IsNumber(cell))
        {
            return Fault(column, $"'{Shown(cell)}' is no number; write it like 0.25, or leave the column out.{HiddenText.Note(cell)}");
        }

        return Fault(column, $"'{Shown(cell)}' is {(cell.Any(char.IsAsciiDigit) ? "beyond 3.4e38, the end of single precision" : "not a finite number")}; remove the row or correct it.");
    }

    /// <summary>Says that a cell of the row cannot be used.</summary>
    /// <param name="column">From 0.</param>
    /// <param name="what">The fault, and what to do.</param>
    public InputException Fault(int column, string what) => new($"{Header.Where(Line, column)}: {what}");

    /// <summary>Shortens a cell for messages.</summary>
    public static string Shown(string cell) => NameList.Shorten(cell);

    /// <summary>Says that cells are separated by another character than a comma.</summary>
    public static string Separated(char by) => $"the cells are separated by {(by == ';' ? "';'" : "tabs")}; write commas between them, and a point in numbers like 0.25.";

    /// <summary>Says that a cell holds no text.</summary>
    public static string NoTextMessage(string name, int line, int column) =>
        $"{name}, line {line}, column {column + 1}: there are bytes that are no text in UTF-8; save the file as CSV in UTF-8.";

    // For a line that begins with '#': the line below it, already read, decides.
    private bool IsHeader(string[] cells, int line)
    {
        if (_rows.BeginsWithHash || !HasNumber())
        {
            return false;
        }

        return cells.Length == _rows.Count
            ? true
            : throw new InputException(
                $"{_name}, line {line}: it begins with '#' and has {NameList.Count(cells.Length, "cell")}, and the line below it, which has {_rows.Count}, holds numbers, so that no line names the columns; "
                + "remove this one if it is a comment, and name the columns in the next.");
    }

    // A comment is no row.
    private bool IsRow()
    {
        if (_rows.BeginsWithHash && !_hasHashRows && !HasNumber() && (_rows.Count != Header.Names.Count || Cell(0).StartsWith("# ")))
        {
            _comment = _comment < 0 ? Line : _comment;
            return false;
        }

        if (_comment >= 0)
        {
            throw new InputException($"{_name}, line {_comment}: it begins with '#' between rows; comments stand above the header or at the end of the file. Move or remove it.");
        }

        if (_rows.Count != Header.Names.Count)
        {
            throw new InputException(
                $"{_name}, line {Line}: {NameList.Count(_rows.Count, "cell")}; the header has {NameList.Count(Header.Names.Count, "column")}. Add or remove cells.");
        }

        _hasHashRows |= _rows.BeginsWithHash;
        return true;
    }

    private bool Next()
    {
        if (!_rows.Read())
        {
            return false;
        }

        for (int c = 0; c < _rows.Count && _rows.ContainsAny(NoText); c++)
        {
            if (Cell(c).ContainsAny(NoText))
            {
                throw new InputException(NoTextMessage(_name, Line, c));
            }
        }

        return true;
    }

    private bool TryTruth<T>(int column, out T value)
        where T : IFloatingPointIeee754<T>
    {
        bool isTruth = bool.TryParse(Cell(column), out bool truth);
        value = truth ? T.One : T.Zero;
        return _takesTruths && isTruth;
    }

    private string[] Texts() => [.. Enumerable.Range(0, _rows.Count).Select(Text)];

    private bool HasNumber() => Enumerable.Range(0, _rows.Count).Any(column => IsNumber(Cell(column)));

    private static bool IsNumber(ReadOnlySpan<char> cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
