namespace EdgeNet.Fleet;

/// <summary>Asks a node over a serial port, as often as it takes, and hands on what comes besides.</summary>
internal sealed class SerialLink : IDisposable
{
    private const int MostSequence = 255;
    private const int MostPatiences = 10; // of a node whose answers come damaged

    private static readonly TimeSpan OpenEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestRead = TimeSpan.FromMilliseconds(100); // the longest delay of Ctrl-C
    private static readonly TimeSpan AfterNoise = TimeSpan.FromMilliseconds(20);

    private readonly ISerialPlace _place;
    private readonly Action<HealthReading> _onHealth;
    private readonly FrameReader _reader = new(Math.Max(UpdateNode.ReplyLength, HealthRecord.Length));
    private readonly FrameWriter _writer = new(UpdateNode.MessageLength);
    private readonly SerialText _text;
    private readonly AnswerTime _answers;
    private readonly byte[] _buffer = new byte[1024];
    private ISerialLine? _line;
    private int _sequence;
    private NodeStatus? _answer; // of the request that is being asked
    private bool _sawNoise;
    private bool _hasAnswered;

    /// <summary>Opens the port.</summary>
    /// <param name="place">The port.</param>
    /// <param name="onText">Is given the lines of text that the application writes.</param>
    /// <param name="onHealth">Is given health records.</param>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public SerialLink(ISerialPlace place, Action<string> onText, Action<HealthReading> onHealth)
    {
        _place = place;
        _onHealth = onHealth;
        _text = new SerialText(onText);
        _answers = new AnswerTime(place.BaudRate);
        _line = place.Open();
    }

    /// <summary>Bytes that came, of whatever kind.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Bytes that were neither text nor frames.</summary>
    public long Noise => _text.Noise;

    /// <summary>Lines of text.</summary>
    public int Lines => _text.Lines;

    /// <summary>Requests that were sent, those that were sent again among them.</summary>
    public int Sent { get; private set; }

    /// <summary>Whether the port is open; it is not while a board restarts that has its own USB.</summary>
    public bool IsOpen => _line is not null;

    /// <summary>Asks until the node answers.</summary>
    /// <param name="message">The request.</param>
    /// <param name="patience">How long it may be silent; damaged answers of one that has answered before are no silence.</param>
    /// <param name="stop">Ends the asking.</param>
    /// <returns>Its status; <c>null</c> if it stayed silent.</returns>
    /// <exception cref="OperationCanceledException">It was told to stop.</exception>
    public NodeStatus? Ask(byte[] message, TimeSpan patience, CancellationToken stop)
    {
        _sequence = (_sequence % MostSequence) + 1;
        _answer = null;
        int length = _writer.Write(_sequence, message, message.Length);
        int bytes = length + FrameWriter.LengthOf(UpdateNode.ReplyLength);
        long start = _place.Time.GetTimestamp();
        long lastSign = start;
        int attempt = 0; // without those after which noise came: then the answer was probably that, and the node does not need more time
        int sent = 0;
        do
        {
            stop.ThrowIfCancellationRequested();
            if (!TryOpen())
            {
                _place.Wait(OpenEvery, stop);
                continue;
            }

            long sentAt = _place.Time.GetTimestamp();
            Sent++;
            sent++;
            attempt++;
            if (!_line!.Write(_writer.Frame, length))
            {
                Close();
                continue;
            }

            _sawNoise = false;
            TimeSpan wait = _answers.Patience(bytes, attempt);
            TimeSpan least = _answers.OnLine(bytes) + AfterNoise;
            for (TimeSpan past = TimeSpan.Zero; _answer is null && past < wait && _line is not null; past = _place.Time.GetElapsedTime(sentAt))
            {
                Listen(wait - past, stop);
                lastSign = _sawNoise && _hasAnswered ? _place.Time.GetTimestamp() : lastSign;
                if (_sawNoise && _place.Time.GetElapsedTime(sentAt) >= least)
                {
                    attempt--;
                    break;
                }
            }

            if (_answer is not null && sent == 1)
            {
                _answers.Add(_place.Time.GetElapsedTime(sentAt), bytes);
            }
        }
        while (_answer is null && _place.Time.GetElapsedTime(lastSign) < patience && _place.Time.GetElapsedTime(start) < MostPatiences * patience);
        _hasAnswered |= _answer is not null;
        return _answer;
    }

    /// <summary>Takes what comes for some time.</summary>
    public void Rest(TimeSpan time, CancellationToken stop)
    {
        long start = _place.Time.GetTimestamp();
        for (TimeSpan past = TimeSpan.Zero; past < time; past = _place.Time.GetElapsedTime(start))
        {
            stop.ThrowIfCancellationRequested();
            if (_line is null)
            {
                _place.Wait(time - past, stop);
            }
            else
            {
                Listen(time - past, stop);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        _text.End();
    }

    private void Listen(TimeSpan most, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        int count = _line!.Read(_buffer, most < LongestRead ? most : LongestRead);
        if (count < 0)
        {
            Close();
            return;
        }

        BytesRead += count;
        for (int at = 0; at < count;)
        {
            int start = at;
            at = _reader.Read(_buffer, at, count);
            bool isEnd = _buffer[at - 1] == 0;
            _text.Add(_buffer.AsSpan(start, at - start - (isEnd ? 1 : 0)));
            if (isEnd)
            {
                _sawNoise |= _text.EndPart(isFrame: _reader.Count > 0);
                Take();
            }
        }
    }

    private void Take()
    {
        if (_reader.Count == 0)
        {
            return;
        }

        if (_reader.Sequence == 0)
        {
            if (HealthReading.Read(_reader.Message, _reader.Count) is { } health)
            {
                _onHealth(health);
            }
        }
        else if (_reader.Sequence == _sequence)
        {
            _answer ??= NodeStatus.Read(_reader.Message.AsSpan(0, _reader.Count));
        }
    }

    private bool TryOpen()
    {
        if (_line is null)
        {
            try
            {
                _line = _place.Open();
            }
            catch (InputException)
            {
                return false; // it was there before: the board restarts, or somebody pulls the cable for a moment
            }
        }

        return true;
    }

    private void Close()
    {
        _line?.Dispose();
        _line = null;
    }
}
