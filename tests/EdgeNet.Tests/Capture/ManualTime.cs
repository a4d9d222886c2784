namespace EdgeNet.Tests.Capture;

/// <summary>A clock that goes on when it is told to.</summary>
internal sealed class ManualTime : TimeProvider
{
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Advance(double seconds) => _passed += TimeSpan.FromSeconds(seconds);

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 5, 4, 3, 2, 1, TimeSpan.Zero) + _passed;
}
