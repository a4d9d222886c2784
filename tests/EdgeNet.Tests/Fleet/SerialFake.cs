using EdgeNet.Files;
using EdgeNet.Fleet;
using EdgeNet.Tests.Capture;

namespace EdgeNet.Tests.Fleet;

/// <summary>A board, a cable and a clock in memory: time goes on only while one waits, and while bytes are on the line.</summary>
internal sealed class SerialFake : ISerialPlace
{
    private const double TurnSeconds = 0.005;
    private const int BitsPerByte = 10;

    private readonly ManualTime _time = new();
    private readonly Queue<byte> _toBoard = new();
    private readonly Queue<byte> _toPc = new();
    private TimeSpan _offUntil;
    private TimeSpan _outUntil;
    private bool _isBoardAtWork;
    private bool _isAwake = true;

    public SerialFake(int slotBytes = 8192, int secret = SerialModel.Secret) => Board = new SerialBoard(SerialModel.Name, slotBytes, new BoardLine(this), secret);

    public SerialBoard Board { get; }

    public string Name => "COM3";

    public int BaudRate => 115200;

    public TimeProvider Time => _time;

    public TimeSpan Now => TimeSpan.FromTicks(_time.GetTimestamp());

    /// <summary>Bytes that went into the cable, at either end.</summary>
    public long Carried { get; private set; }

    /// <summary>What comes out for a byte; <c>null</c> for itself.</summary>
    public Func<byte, byte[]>? Noise { get; set; }

    /// <summary>Is called before a byte of this number is carried, once.</summary>
    public (long At, Action Do)? Event { get; set; }

    /// <summary>How long the board needs to start.</summary>
    public TimeSpan StartTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long the board is awake, and then asleep; it forgets all but its storage in between. 0 for one that never sleeps.</summary>
    public double AwakeSeconds { get; init; }

    public double AsleepSeconds { get; init; }

    /// <summary>Whether there is no board.</summary>
    public bool IsEmpty { get; set; }

    /// <summary>Takes the place of the PC's application in a turn of the board; for bytes of which no node knows.</summary>
    public void Say(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            Carry(b, _toPc);
        }
    }

    /// <summary>The power of the board fails for a moment: at this byte, whatever it is doing.</summary>
    public void CutPower()
    {
        _offUntil = Now + StartTime;
        _toBoard.Clear();
        if (_isBoardAtWork)
        {
            throw new PowerCutException();
        }

        Board.Start();
    }

    /// <summary>The cable is out for some time; the port is gone.</summary>
    public void Unplug(TimeSpan time)
    {
        _outUntil = Now + time;
        _toBoard.Clear();
        _toPc.Clear();
    }

    public ISerialLine Open() => Now < _outUntil ? throw new InputException("COM3: there is no such port.") : new PcLine(this);

    public void Wait(TimeSpan time, CancellationToken stop) => Pass(time);

    private void Carry(byte b, Queue<byte> queue)
    {
        Carried++;
        if (Event is { } ready && Carried == ready.At)
        {
            Event = null;
            ready.Do();
        }

        if (Now < _outUntil)
        {
            return;
        }

        foreach (byte each in Noise is null ? [b] : Noise(b))
        {
            queue.Enqueue(each);
        }
    }

    private void Pass(TimeSpan time)
    {
        TimeSpan end = Now + time;
        do
        {
            _time.Advance(TurnSeconds);
            Turn();
        }
        while (Now < end);
    }

    private void Turn()
    {
        if (IsEmpty || Now < _offUntil)
        {
            _toBoard.Clear();
            return;
        }

        if (AsleepSeconds > 0)
        {
            bool isAwake = Now.TotalSeconds % (AwakeSeconds + AsleepSeconds) < AwakeSeconds;
            if (!isAwake)
            {
                if (_isAwake)
                {
                    Board.Store.Sleep();
                }

                _isAwake = false;
                _toBoard.Clear();
                return;
            }

            if (!_isAwake)
            {
                _isAwake = true;
                Board.Start();
            }
        }

        int starts = Board.Starts;
        _isBoardAtWork = true;
        try
        {
            Board.Turn();
        }
        catch (PowerCutException)
        {
            Board.Start();
        }
        finally
        {
            _isBoardAtWork = false;
        }

        if (Board.Starts > starts)
        {
            _offUntil = Now + StartTime;
        }
    }

    private static int Take(Queue<byte> queue, byte[] buffer)
    {
        int count = 0;
        while (count < buffer.Length && queue.TryDequeue(out byte b))
        {
            buffer[count++] = b;
        }

        return count;
    }

    private sealed class PowerCutException : Exception;

    private sealed class BoardLine(SerialFake fake) : ByteLine
    {
        public override int Read(byte[] buffer) => Take(fake._toBoard, buffer);

        public override void Write(byte[] buffer, int count)
        {
            for (int i = 0; i < count; i++)
            {
                fake.Carry(buffer[i], fake._toPc);
            }
        }
    }

    private sealed class PcLine(SerialFake fake) : ISerialLine
    {
        private bool _isGone;

        public int Read(byte[] buffer, TimeSpan most)
        {
            if (fake._toPc.Count == 0)
            {
                fake.Pass(TimeSpan.FromSeconds(Math.Min(TurnSeconds, most.TotalSeconds)));
            }

            return IsGone() ? -1 : Take(fake._toPc, buffer);
        }

        public bool Write(byte[] bytes, int count)
        {
            for (int i = 0; i < count && !IsGone(); i++)
            {
                fake.Carry(bytes[i], fake._toBoard);
            }

            fake._time.Advance((double)count * BitsPerByte / fake.BaudRate);
            return !IsGone();
        }

        public void Dispose() => _isGone = true;

        // A port that was gone stays gone, until it is opened again.
        private bool IsGone() => _isGone |= fake.Now < fake._outUntil;
    }
}
