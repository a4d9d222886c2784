namespace EdgeNet.Capture;

/// <summary>What a sensor logger says about its readings, in the header line of <c>firmware/Samples/SensorLogger/LINES.md</c>.</summary>
/// <param name="RateHz">Readings a second, 1 or more.</param>
/// <param name="CountsPerUnit">What a count is worth, 1 or more.</param>
/// <param name="Unit">The unit, such as <c>g</c>.</param>
/// <param name="Channels">The names of the counts of a reading, in their order.</param>
public sealed record LoggerHeader(int RateHz, int CountsPerUnit, string Unit, IReadOnlyList<string> Channels)
{
    /// <summary>Writes it as a user reads it.</summary>
    /// <returns>Such as <c>100 Hz, x, y, z, 8192 counts per g</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{RateHz} Hz, {string.Join(", ", Channels)}, {CountsPerUnit} counts per {Unit}");

    /// <summary>Do both say the same?</summary>
    /// <param name="other">Another header.</param>
    /// <returns><c>true</c> when they do.</returns>
    public bool Equals(LoggerHeader? other) =>
        other is not null && (RateHz, CountsPerUnit, Unit) == (other.RateHz, other.CountsPerUnit, other.Unit) && Channels.SequenceEqual(other.Channels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RateHz, CountsPerUnit, Unit, Channels.Count);
}
