namespace EdgeNet.Capture;

/// <summary>Cuts bytes into lines. A line without an end takes no more memory than the longest that there can be.</summary>
/// <param name="longestBytes">The length of the longest line, its end left out.</param>
internal sealed class LineSplitter(int longestBytes = LoggerLine.LongestBytes)
{
    private readonly byte[] _buffer = new byte[longestBytes + 1]; // and a carriage return
    private int _length;
    private bool _isTooLong;

    /// <summary>What stands behind the last line end; of what is too long the beginning.</summary>
    public ReadOnlySpan<byte> Rest => _buffer.AsSpan(0, _length);

    /// <summary>The length of what stands behind the last line end.</summary>
    public long RestBytes { get; private set; }

    /// <summary>Takes bytes until a line is complete.</summary>
    /// <param name="input">What was received; what was taken is cut off.</param>
    /// <param name="line">The line without its end, until the next call; empty when it was too long.</param>
    /// <param name="isTooLong">Was the line longer than any can be?</param>
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
