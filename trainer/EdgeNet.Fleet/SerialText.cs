using System.Buffers;
using System.Text;

namespace EdgeNet.Fleet;

/// <summary>Takes the lines of text of an application out of what comes between the frames.</summary>
/// <remarks>
/// A line end may also be a byte of a frame, but no frame of a node is text: its kind is no UTF-8, or a control character follows. A line that a
/// frame has cut in two is put together again.
/// </remarks>
/// <param name="onLine">Is given each line, made safe for a terminal.</param>
internal sealed class SerialText(Action<string> onLine)
{
    private const int Most = 4096; // bytes without a zero: longer than any frame of a node

    private readonly ArrayBufferWriter<byte> _part = new(Most); // since the last zero, or since the last line that was taken out
    private readonly ArrayBufferWriter<byte> _begun = new(Most); // the beginning of a line, before a frame

    /// <summary>Lines of text so far.</summary>
    public int Lines { get; private set; }

    /// <summary>Bytes so far that were neither text nor frames.</summary>
    public long Noise { get; private set; }

    /// <summary>Takes bytes that have no zero among them.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            if (b == '\n' && IsText(_part.WrittenSpan))
            {
                Emit(_part.WrittenSpan);
                _part.ResetWrittenCount();
                continue;
            }

            _part.Write([b]);
            if (_part.WrittenCount == Most)
            {
                TakeText();
            }
        }
    }

    /// <summary>Takes a zero.</summary>
    /// <param name="isFrame">Whether it has ended a frame.</param>
    /// <returns>Whether what it ended was neither a frame nor text.</returns>
    public bool EndPart(bool isFrame)
    {
        long noise = Noise;
        if (!isFrame)
        {
            TakeText();
        }

        _part.ResetWrittenCount();
        return Noise > noise;
    }

    /// <summary>Takes what has begun as a line; no more comes.</summary>
    public void End()
    {
        EndPart(isFrame: false);
        if (_begun.WrittenCount > 0)
        {
            Emit([]);
        }
    }

    private void TakeText()
    {
        ReadOnlySpan<byte> rest = _part.WrittenSpan;
        for (int end = rest.IndexOf((byte)'\n'); end >= 0; end = rest.IndexOf((byte)'\n'))
        {
            if (IsText(rest[..end]))
            {
                Emit(rest[..end]);
            }
            else
            {
                Noise += end;
                _begun.ResetWrittenCount();
            }

            rest = rest[(end + 1)..];
        }

        if (!IsText(rest))
        {
            Noise += rest.Length;
            _begun.ResetWrittenCount();
        }
        else if (_begun.WrittenCount + rest.Length > Most)
        {
            Emit(rest); // a line without an end
        }
        else
        {
            _begun.Write(rest);
        }

        _part.ResetWrittenCount();
    }

    private void Emit(ReadOnlySpan<byte> end)
    {
        string line = (Encoding.UTF8.GetString(_begun.WrittenSpan) + Encoding.UTF8.GetString(end)).TrimEnd('\r');
        _begun.ResetWrittenCount();
        if (line.Length > 0)
        {
            Lines++;
            onLine(NodeText.Of(line));
        }
    }

    // Escape sequences are text too: a log may have colours.
    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) != OperationStatus.Done
                || (rune.Value < ' ' && rune.Value is not ('\t' or '\r' or '\b' or '\a' or '\f' or 0x1B)) || rune.Value is >= 0x7F and < 0xA0)
            {
                return false;
            }

            bytes = bytes[length..];
        }

        return true;
    }
}
