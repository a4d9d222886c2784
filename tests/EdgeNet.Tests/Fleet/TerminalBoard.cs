using EdgeNet.Tests.Capture;

namespace EdgeNet.Tests.Fleet;

/// <summary>A board at the other end of a terminal, with a thread of its own.</summary>
internal sealed class TerminalBoard : ByteLine, IDisposable
{
    private readonly PseudoTerminal _terminal;
    private readonly Func<byte, byte[]>? _noise;
    private readonly SerialBoard _board;
    private readonly Thread _thread;
    private readonly List<byte> _out = [];
    private int _restartAt;
    private int _carried;
    private volatile bool _isOver;

    public TerminalBoard(Func<byte, byte[]>? noise = null, int restartAt = int.MaxValue)
    {
        PseudoTerminal.RequireUnix();
        _terminal = new PseudoTerminal();
        _noise = noise;
        _restartAt = restartAt;
        _board = new SerialBoard(SerialModel.Name, 8192, this);
        _thread = new Thread(Work);
        _thread.Start();
    }

    public string Name => _terminal.Name;

    public int ConfirmedVersion => Ended(board => board.Store.ConfirmedVersion);

    public int SlotWrites => Ended(board => board.SlotWrites);

    public int Starts => Ended(board => board.Starts);

    public override int Read(byte[] buffer)
    {
        byte[] raw = new byte[buffer.Length / 4]; // noise may make more of them
        int count = _terminal.Read(raw);
        byte[] heard = [.. Heard(raw.AsSpan(0, count))];
        heard.CopyTo(buffer, 0);
        return heard.Length;
    }

    public override void Write(byte[] buffer, int count) => _out.AddRange(Heard(buffer.AsSpan(0, count)));

    public void Dispose()
    {
        Stop();
        _terminal.Dispose();
    }

    private List<byte> Heard(ReadOnlySpan<byte> bytes)
    {
        var heard = new List<byte>();
        foreach (byte b in bytes)
        {
            _carried++;
            heard.AddRange(_noise is null ? [b] : _noise(b));
        }

        return heard;
    }

    private void Work()
    {
        while (!_isOver)
        {
            _board.Turn();
            if (_carried >= _restartAt)
            {
                _restartAt = int.MaxValue;
                _out.Clear(); // the answer is lost
                _board.Start();
            }

            _terminal.Write(_out.ToArray());
            _out.Clear();
            Thread.Yield();
        }
    }

    private T Ended<T>(Func<SerialBoard, T> value)
    {
        Stop();
        return value(_board);
    }

    private void Stop()
    {
        _isOver = true;
        _thread.Join();
    }
}
