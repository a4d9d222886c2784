using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using nietras.SeparatedValues;

namespace EdgeNet.Trainer.Data.Tables;

/// <summary>Reads CSV (RFC 4180) row by row. Blanks around cells and empty lines are left out.</summary>
/// <remarks>
/// Sep splits rows and parses numbers. It accepts quotes anywhere, so cells that have any are checked again: a cell is quoted from end to
/// end or not at all, and a quote in it is written twice.
/// </remarks>
internal sealed class CsvReader : IDisposable
{
    /// <summary>The most characters of a cell; a spreadsheet has no more than 32,767.</summary>
    public const int MaxCell = 65_536;

    /// <summary>The most characters of a row.</summary>
    public const int MaxRow = 1 << 23;

    private readonly SepReader _rows;
    private readonly string _name;
    private readonly bool _isHashLine;
    private string?[] _unquoted = []; // the cells of the row that were quoted
    private bool _hasQuotes;
    private int _nextLine = 1;

    /// <summary>Begins a text.</summary>
    /// <param name="text">The text; it is disposed with the reader.</param>
    /// <param name="name">The file's name, for messages.</param>
    public CsvReader(TextReader text, string name)
        : this(text, name, isHashLine: false)
    {
    }

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "Sep's reader disposes of the text.")]
    private CsvReader(TextReader text, string name, bool isHashLine)
    {
        _name = name;
        _isHashLine = isHashLine;
        _rows = Sep.New(',').Reader(options => options with { HasHeader = false, DisableColCountCheck = true }).From(isHashLine ? text : new CsvText(text));
    }

    /// <summary>The line of the file in which the row begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Whether the row begins with '#', not in quotes. Such a row is one line; if it is no valid CSV, its cell is the whole line.</summary>
    public bool BeginsWithHash { get; private set; }

    /// <summary>The number of cells.</summary>
    public int Count { get; private set; }

    /// <summary>A cell of the row, until the next row is read.</summary>
    /// <param name="column">0 to <see cref="Count"/> - 1.</param>
    public ReadOnlySpan<char> this[int column] => _hasQuotes && _unquoted[column] is { } text ? text : _rows.Current[column].Span.Trim(CsvCell.Blanks);

    /// <summary>Whether the row contains a character of a set.</summary>
    public bool ContainsAny(SearchValues<char> characters) => _rows.Current.Span.ContainsAny(characters);

    /// <summary>Parses a cell as a number of the invariant culture.</summary>
    /// <returns>False if it is no finite number, or if only the runtime can tell: Sep accepts "inf", and rejects some notations.</returns>
    public bool TryParse<T>(int column, out T value)
        where T : IFloatingPointIeee754<T>
    {
        value = T.Zero;
        return (!_hasQuotes || _unquoted[column] is null) && _rows.Current[column].TryParse(out value!) && T.IsFinite(value);
    }

    /// <summary>Reads the next row.</summary>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="InputException">A quote stands where none can or is never closed, or a cell or row is too long to be one.</exception>
    public bool Read()
    {
        while (_rows.MoveNext())
        {
            SepReader.Row row = _rows.Current;
            ReadOnlySpan<char> text = row.Span;
            (Line, _nextLine) = (_nextLine, row.LineNumberToExcl); // its LineNumberFrom is wrong in the first row
            if (text.IsEmpty)
            {
                continue;
            }

            Count = row.ColCount;
            BeginsWithHash = text[0] == '#';
            _hasQuotes = false;
            if (BeginsWithHash && !_isHashLine)
            {
                ReadHashLine(text);
            }
            else if (text.Length > MaxCell || text.Contains('"'))
            {
                Unquote(row);
            }

            return text.Length < MaxRow
                ? true
                : throw new InputException($"{_name}, line {Line}: the row has more than {MaxRow:N0} characters; this is no table with a row in each line.");
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    // Sep has removed the quotes.
    private void ReadHashLine(ReadOnlySpan<char> text)
    {
        if (text.Length <= MaxCell && !text.Contains(CsvText.Quote))
        {
            return;
        }

        string line = text.ToString().Replace(CsvText.Quote, '"');
        using var reader = new CsvReader(new StringReader(line), _name, isHashLine: true);
        try
        {
            reader.Read();
            _unquoted = [.. Enumerable.Range(0, reader.Count).Select(column => reader[column].ToString())];
        }
        catch (InputException)
        {
            _unquoted = [line.Trim(CsvCell.Blanks)];
        }

        Count = _unquoted.Length;
        _hasQuotes = true;
    }

    private void Unquote(SepReader.Row row)
    {
        _hasQuotes = true;
        Array.Clear(_unquoted);
        if (_unquoted.Length < Count)
        {
            _unquoted = new string[Count];
        }

        for (int column = 0; column < Count; column++)
        {
            ReadOnlySpan<char> cell = row[column].Span;
            if (cell.Contains('"'))
            {
                _unquoted[column] = Unquote(cell, column);
            }
            else if (cell.Length > MaxCell)
            {
                throw LongCell(cell, column);
            }
        }
    }

    private string Unquote(ReadOnlySpan<char> cell, int column)
    {
        int open = cell.IndexOf('"');
        if (!cell[..open].Trim(CsvCell.Blanks).IsEmpty)
        {
            throw open > MaxCell ? LongCell(cell[..open], column) : StrayQuote();
        }

        ReadOnlySpan<char> rest = cell[(open + 1)..];
        int most = Math.Min(rest.Length, MaxCell + 1);
        int close = 0;
        for (; ; close += 2)
        {
            int quote = close < most ? rest[close..most].IndexOf('"') : -1;
            if (quote < 0)
            {
                throw rest.Length > MaxCell ? OpenQuote(column) : StrayQuote();
            }

            close += quote;
            if (close + 1 == rest.Length || rest[close + 1] != '"')
            {
                break;
            }
        }

        ReadOnlySpan<char> after = rest[(close + 1)..].TrimStart(' ');
        return after.Trim(CsvCell.Blanks).IsEmpty ? rest[..close].ToString().Replace("\"\"", "\"", StringComparison.Ordinal)
            : after[0] is ';' or '\t' ? throw new InputException($"{_name}, line {Line}: {CsvTable.Separated(after[0])}")
            : throw StrayQuote();
    }

    private InputException StrayQuote() =>
        new($"{_name}, line {Line}: a quote stands where none can or is never closed; quote the whole cell or remove it.");

    private InputException OpenQuote(int column)
    {
        int line = Line;
        for (int before = 0; before < column; before++)
        {
            ReadOnlySpan<char> cell = _rows.Current[before].Span;
            line += cell.Count('\n') + cell.Count('\r') - cell.Count("\r\n");
        }

        return new($"{_name}, line {line}: a quote opens in this line and is not closed within {MaxCell:N0} characters; close it or remove it.");
    }

    private InputException LongCell(ReadOnlySpan<char> cell, int column) => new(
        cell.ContainsAny(CsvTable.NoText)
            ? CsvTable.NoTextMessage(_name, Line, column)
            : $"{_name}, line {Line}, column {column + 1}: the cell has more than {MaxCell:N0} characters; this is no table with commas between cells.");
}
