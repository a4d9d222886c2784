using System.Diagnostics.CodeAnalysis;

namespace EdgeNet.Trainer.Data.Tables;

/// <summary>
/// Takes CSV apart (RFC 4180): row after row, in memory that the longest row needs and no more. Blanks around cells are left out, and so are empty lines.
/// </summary>
/// <remarks>
/// Not by CsvHelper: it limits the size of a row but not of a cell, so a quote that is never closed takes the memory of the longest row, and a comment
/// in which a quote opens does not end with its line. The tests hold this reader to CsvHelper in everything else.
/// </remarks>
/// <param name="text">The text.</param>
/// <param name="name">Of the file, for messages.</param>
internal sealed class CsvReader(TextReader text, string name)
{
    /// <summary>The most characters of a cell; a spreadsheet has no more than 32,767.</summary>
    public const int MaxCell = 65_536;

    /// <summary>The most characters of a row.</summary>
    public const int MaxRow = 1 << 23;

    private readonly List<string> _cells = [];
    private char[] _buffer = new char[8 * 1024];
    private int _start;
    private int _end;
    private bool _isLast;
    private int _next = 1;

    /// <summary>What is no part of a cell at its ends.</summary>
    public static char[] Blanks { get; } = [' ', '\t'];

    /// <summary>The cells of the row.</summary>
    public string[] Cells { get; private set; } = [];

    /// <summary>The line of the file in which the row begins, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Whether the row begins with '#', not in quotes. Such a row is one line; where it is no CSV it has the whole line as its cell.</summary>
    public bool BeginsWithHash { get; private set; }

    /// <summary>Reads the next row.</summary>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="InputException">A quote stands where none can or is never closed, or a cell or row is too long to be one.</exception>
    public bool Read()
    {
        while (SkipLineEnds())
        {
            Line = _next;
            BeginsWithHash = _buffer[_start] == '#';
            int length = BeginsWithHash ? ScanHash() : Scan(_buffer.AsSpan(_start, _end - _start), _isLast);
            if (length >= 0)
            {
                _start += length;
                Cells = [.. _cells];
                return true;
            }

            if (_end - _start >= MaxRow)
            {
                throw new InputException($"{name}, line {Line}: the row has more than {MaxRow:N0} characters; this is no table with a row in each line.");
            }

            Fill();
        }

        return false;
    }

    // Between rows there are line ends, of the last row and of empty lines.
    private bool SkipLineEnds()
    {
        for (;;)
        {
            if (_start == _end && !_isLast)
            {
                Fill();
                continue;
            }

            if (_start == _end)
            {
                return false;
            }

            char next = _buffer[_start];
            if (next is not ('\r' or '\n'))
            {
                return true;
            }

            if (next == '\r' && _start + 1 == _end && !_isLast)
            {
                Fill();
                continue;
            }

            _start += next == '\r' && _start + 1 < _end && _buffer[_start + 1] == '\n' ? 2 : 1;
            _next++;
        }
    }

    private void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        }

        int count = text.Read(_buffer, _end, _buffer.Length - _end);
        _end += count;
        _isLast = count == 0;
    }

    private int ScanHash()
    {
        ReadOnlySpan<char> rest = _buffer.AsSpan(_start, _end - _start);
        int length = rest.IndexOfAny('\r', '\n');
        if (length < 0 && !_isLast)
        {
            return -1;
        }

        ReadOnlySpan<char> line = length < 0 ? rest : rest[..length];
        try
        {
            Scan(line, isWhole: true);
        }
        catch (InputException)
        {
            _cells.Clear();
            _cells.Add(line.Trim(Blanks).ToString());
        }

        return line.Length;
    }

    // Gives the characters of the row without its line end; -1 where more of the text is needed to tell.
    private int Scan(ReadOnlySpan<char> row, bool isWhole)
    {
        _cells.Clear();
        int line = Line;
        int at = 0;
        for (;;)
        {
            int length = row[at..].TrimStart(Blanks) is ['"', ..] ? ScanQuoted(row[at..], isWhole, ref line) : ScanPlain(row[at..], isWhole);
            if (length < 0)
            {
                return -1;
            }

            at += length;
            if (at == row.Length || row[at] != ',')
            {
                _next = line;
                return at;
            }

            at++;
        }
    }

    private int ScanPlain(ReadOnlySpan<char> rest, bool isWhole)
    {
        int length = rest.IndexOfAny(",\r\n\"");
        if (length >= 0 && rest[length] == '"')
        {
            ThrowStrayQuote();
        }

        int known = length < 0 ? rest.Length : length;
        if (known > MaxCell)
        {
            ThrowLongCell(rest[..known]);
        }

        if (length < 0 && !isWhole)
        {
            return -1;
        }

        _cells.Add(rest[..known].Trim(Blanks).ToString());
        return known;
    }

    private int ScanQuoted(ReadOnlySpan<char> rest, bool isWhole, ref int line)
    {
        int open = rest.IndexOf('"');
        int at = open + 1;
        for (;;)
        {
            int quote = rest[at..Math.Min(rest.Length, open + 2 + MaxCell)].IndexOf('"');
            if (quote < 0 && rest.Length - open - 1 > MaxCell)
            {
                throw new InputException($"{name}, line {line}: a quote opens in this line and is not closed within {MaxCell:N0} characters; close it or remove it.");
            }

            if ((quote < 0 || at + quote + 1 == rest.Length) && !isWhole)
            {
                return -1;
            }

            if (quote < 0)
            {
                ThrowStrayQuote();
            }

            at += quote + 1;
            if (at == rest.Length || rest[at] != '"')
            {
                break;
            }

            at++;
        }

        ReadOnlySpan<char> cell = rest[(open + 1)..(at - 1)];
        int end = at + (rest.Length - at - rest[at..].TrimStart(Blanks).Length);
        if (end == rest.Length && !isWhole)
        {
            return -1;
        }

        if (end < rest.Length && rest[end] is not (',' or '\r' or '\n'))
        {
            ThrowStrayQuote();
        }

        line += cell.Count('\n') + cell.Count('\r') - cell.Count("\r\n");
        _cells.Add(cell.ToString().Replace("\"\"", "\"", StringComparison.Ordinal));
        return end;
    }

    [DoesNotReturn]
    private void ThrowStrayQuote() =>
        throw new InputException($"{name}, line {Line}: a quote stands where none can or is never closed; quote the whole cell or remove it.");

    [DoesNotReturn]
    private void ThrowLongCell(ReadOnlySpan<char> cell) => throw new InputException(
        cell.ContainsAny(CsvTable.NoText)
            ? CsvTable.NoTextMessage(name, Line, _cells.Count)
            : $"{name}, line {Line}, column {_cells.Count + 1}: the cell has more than {MaxCell:N0} characters; this is no table with commas between cells.");
}
