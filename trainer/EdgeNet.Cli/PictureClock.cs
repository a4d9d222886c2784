using System.Diagnostics;

namespace EdgeNet.Cli;

/// <summary>Lets a picture be drawn ten times a second at most, and a tenth of the time go into drawing.</summary>
internal sealed class PictureClock
{
    private long _next;

    /// <summary>Draws, if it is time.</summary>
    public void Draw(Action draw)
    {
        long start = Stopwatch.GetTimestamp();
        if (start >= _next)
        {
            draw();
            long end = Stopwatch.GetTimestamp();
            _next = end + Math.Max(Stopwatch.Frequency / 10, 10 * (end - start));
        }
    }
}
