namespace EdgeNet.Capture;

/// <summary>Cuts what comes from a port into lines. A line without an end takes no more memory than the longest that there can be.</summary>
internal sealed class LineSplitter
{
    private readonly byte[] _buffer = new byte[LoggerLine.LongestBytes + 1]; // and a carriage return
    private int _length;
    private bool _isTooLong;

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

        line = _buffer.AsSpan(0, _isTooLong ? 0 : _length);
        line = line.EndsWith("\r"u8) ? line[..^1] : line;
        isTooLong = _isTooLong;
        _length = 0;
        _isTooLong = false;
        return true;
    }

    private void Append(ReadOnlySpan<byte> part)
    {
        if (_length + part.Length > _buffer.Length)
        {
            _isTooLong = true;
        }

        if (!_isTooLong)
        {
            part.CopyTo(_buffer.AsSpan(_length));
            _length += part.Length;
        }
    }
}
