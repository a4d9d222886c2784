namespace EdgeNet.Capture;

/// <summary>Cuts bytes into lines. A line that never ends takes no more memory than the longest valid one.</summary>
/// <param name="longestBytes">The length of the longest valid line, without its line end.</param>
internal sealed class LineSplitter(int longestBytes = LoggerLine.LongestBytes)
{
    private readonly byte[] _buffer = new byte[longestBytes + 1]; // and a carriage return
    private int _length;
    private bool _isTooLong;

    /// <summary>The bytes after the last line end; only the first of them if they are too many.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(0, _length);

    /// <summary>The number of bytes after the last line end.</summary>
    public long RestBytes { get; private set; }

    /// <summary>Takes bytes until a line is complete.</summary>
    /// <param name="input">The received bytes; those taken are removed from its front.</param>
    /// <param name="line">The line without its end, until the next call; empty when it was too long.</param>
    /// <param name="isTooLong">Whether the line was longer than the longest valid one.</param>
    /// <returns><c>false</c> when the input has been taken whole and no line is complete.</returns>
    public bool TryRead(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        int end = input.IndexOf((byte)'\n');
        Append(end < 0 ? input : input[..end]);
        input = end < 0 ? [] : input[(end + 1)..];
        line = [];
        isTooLong = false;
        if (end < 0)
        {
            return false;
        }

        RestBytes = 0;
        line = _buffer.AsSpan(0, _isTooLong ? 0 : _length);
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        isTooLong = _isTooLong;
        _length = 0;
        _isTooLong = false;
        return true;
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        RestBytes += part.Length;
        int room = _buffer.Length - _length;
        _isTooLong |= part.Length > room;
        part = part[..Math.Min(part.Length, room)];
        part.CopyTo(_buffer.AsSpan(_length));
        _length += part.Length;
    }
}
