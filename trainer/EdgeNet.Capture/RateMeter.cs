namespace EdgeNet.Capture;

/// <summary>Measures readings a second by the clock of this computer. Readings come in pieces: those of the first piece may have waited for long, and do not count.</summary>
internal sealed class RateMeter
{
    private int _last;
    private (int Sequence, double Seconds)? _first;
    private double _seconds;
    private bool _isUsable = true;

    /// <summary>The rate so far; NaN while it is not known.</summary>
    public double Hertz => _isUsable && _first is var (sequence, seconds) && _seconds - seconds >= CaptureSession.LeastRateSeconds
        ? (_last - sequence) / (_seconds - seconds)
        : double.NaN;

    /// <summary>Takes the number of a reading.</summary>
    public void Count(int sequence) => _last = sequence;

    /// <summary>Ends a piece.</summary>
    /// <param name="seconds">When it came.</param>
    public void Mark(double seconds)
    {
        _first ??= (_last, seconds);
        _seconds = seconds;
    }

    /// <summary>The numbers begin again: from here on nothing can be said.</summary>
    public void Restart() => _isUsable = false;
}
