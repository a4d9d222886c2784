namespace EdgeNet.Fleet;

/// <summary>How long to wait for an answer before a request is sent again.</summary>
/// <remarks>
/// Mean and mean deviation of the answers so far (Jacobson, "Congestion Avoidance and Control", 1988), less the time on the line; only of requests that
/// were sent once (Karn's rule). Each further attempt waits twice as long: a board may be busy checking a signature.
/// </remarks>
/// <param name="baudRate">Bits a second.</param>
internal sealed class AnswerTime(int baudRate)
{
    private const int BitsPerByte = 10; // start and stop bit
    private const double FirstMilliseconds = 250;
    private const double LeastMilliseconds = 30;
    private const double MostMilliseconds = 5000;
    private const int MostDoublings = 3;

    private double _mean = FirstMilliseconds;
    private double _deviation;
    private bool _isKnown;

    /// <summary>How long bytes are on the line.</summary>
    public TimeSpan OnLine(int bytes) => TimeSpan.FromSeconds((double)bytes * BitsPerByte / baudRate);

    /// <summary>How long to wait for an answer.</summary>
    /// <param name="bytes">Bytes of the request and of the longest answer.</param>
    /// <param name="attempt">1 for the first one.</param>
    public TimeSpan Patience(int bytes, int attempt)
    {
        double milliseconds = Math.Max(LeastMilliseconds, _mean + (4 * _deviation)) * (1 << Math.Min(attempt - 1, MostDoublings));
        return OnLine(bytes) + TimeSpan.FromMilliseconds(Math.Min(MostMilliseconds, milliseconds));
    }

    /// <summary>Takes into account how long an answer took.</summary>
    /// <param name="time">From the request to the answer.</param>
    /// <param name="bytes">Bytes of both.</param>
    public void Add(TimeSpan time, int bytes)
    {
        double milliseconds = Math.Max(0, (time - OnLine(bytes)).TotalMilliseconds);
        if (!_isKnown)
        {
            _isKnown = true;
            _mean = milliseconds;
            _deviation = milliseconds / 2;
            return;
        }

        _deviation += (Math.Abs(milliseconds - _mean) - _deviation) / 4;
        _mean += (milliseconds - _mean) / 8;
    }
}
