namespace EdgeNet.Trainer.Data.Tables;

/// <summary>The text of a CSV file made safe for Sep: bounded, and without quotes in lines that begin with '#'.</summary>
/// <remarks>
/// Sep keeps a row in memory however long it grows, so the text ends where a cell or a row is too long to be one; <see cref="CsvReader"/> then refuses that
/// row. To Sep a quote in a comment opens a cell that goes on in the next line, so it gets <see cref="Quote"/> there. And Sep (0.18) misplaces the second
/// of two carriage returns if a read ends with the first though more text follows, so every read returns all that was asked for.
/// </remarks>
/// <param name="text">The text.</param>
internal sealed class CsvText(TextReader text) : TextReader
{
    /// <summary>Stands for a quote in a line that begins with '#': half a surrogate pair, which no decoder gives.</summary>
    public const char Quote = '\uDC22';

    // More than the longest accepted cell with any blanks and quotes.
    private const int MostOfACell = 2 * CsvReader.MaxCell;

    private bool _isLineStart = true;
    private bool _isHash;
    private bool _isQuoted;
    private bool _isCut;
    private int _cell; // characters since the last comma or line end outside quotes
    private int _row; // characters since the last line end outside quotes

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        int count = _isCut ? 0 : text.ReadBlock(buffer);
        for (int at = 0; at < count;)
        {
            at += Pass(buffer[at..Math.Min(count, at + CsvReader.MaxCell)]);
            if ((_cell > MostOfACell && !_isHash) || _row >= CsvReader.MaxRow)
            {
                _isCut = true;
                return at;
            }
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        text.Dispose();
        base.Dispose(disposing);
    }

    // Skips up to and with the next quote or line end. Returns the number of characters.
    private int Pass(Span<char> rest)
    {
        if (_isLineStart)
        {
            _isHash = rest[0] == '#';
            _isLineStart = false;
        }

        int length = rest.IndexOfAny('"', '\r', '\n');
        int known = length < 0 ? rest.Length : length;
        int comma = _isQuoted ? -1 : rest[..known].LastIndexOf(',');
        _cell = comma < 0 ? _cell + known : known - comma - 1;
        _row += known;
        if (length < 0)
        {
            return known;
        }

        _cell++;
        _row++;
        if (rest[length] != '"' && !_isQuoted)
        {
            (_cell, _row, _isLineStart) = (0, 0, true);
        }
        else if (rest[length] == '"' && _isHash)
        {
            rest[length] = Quote;
        }
        else if (rest[length] == '"')
        {
            _isQuoted = !_isQuoted;
        }

        return known + 1;
    }
}
