using EdgeNet.Capture;

namespace EdgeNet.Tests.Capture;

/// <summary>Gives pieces of bytes at given times; after the last, nothing for ever, or the end.</summary>
internal sealed class ScriptedSource(ManualTime time, bool endsUnplugged, params (double SecondsBefore, byte[] Bytes)[] pieces) : IByteSource
{
    private int _next;

    public string Name => "/dev/ttyTEST";

    public int Read(byte[] buffer)
    {
        if (_next == pieces.Length)
        {
            time.Advance(0.1);
            return endsUnplugged ? -1 : 0;
        }

        (double seconds, byte[] bytes) = pieces[_next++];
        time.Advance(seconds);
        bytes.CopyTo(buffer, 0);
        return bytes.Length;
    }

    public void Dispose()
    {
    }
}
