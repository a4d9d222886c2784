namespace EdgeNet.Tests.Fleet;

/// <summary>A clock that runs faster than the world's: what takes a minute there takes a second here.</summary>
/// <param name="speed">How much faster.</param>
internal sealed class SimulatedClock(int speed) : TimeProvider
{
    private readonly long _start = System.GetTimestamp();
    private readonly DateTimeOffset _day = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => System.TimestampFrequency;

    public long Milliseconds => (long)GetElapsedTime(0, GetTimestamp()).TotalMilliseconds;

    public override long GetTimestamp() => (System.GetTimestamp() - _start) * speed;

    public override DateTimeOffset GetUtcNow() => _day + GetElapsedTime(0, GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Scaled(dueTime), Scaled(period));

    // At least a millisecond: a timer of 0 would run at once, and its thread be busy.
    private TimeSpan Scaled(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : TimeSpan.FromMilliseconds(Math.Max(1, time.TotalMilliseconds / speed));
}
