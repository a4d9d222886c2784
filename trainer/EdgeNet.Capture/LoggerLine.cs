using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace EdgeNet.Capture;

/// <summary>Takes apart the lines of <c>firmware/Samples/SensorLogger/LINES.md</c>, version 1.</summary>
internal static partial class LoggerLine
{
    /// <summary>The length of the longest line, without its line end.</summary>
    public const int LongestBytes = 250;

    private const int HighestRateHz = 100_000;
    private const int MostChannels = 16;
    private const int CheckLength = 5; // '*' and four digits

    /// <summary>Finds where the last line in some text begins: anything before its mark is the rest of a damaged line.</summary>
    /// <param name="text">The bytes received between two line ends.</param>
    /// <returns>0 or more; -1 when there is no mark.</returns>
    public static int FindStart(ReadOnlySpan<byte> text) => text.LastIndexOfAny((byte)'@', (byte)'#');

    /// <summary>Reads a header line.</summary>
    /// <param name="line">The line without its end.</param>
    /// <returns>The header; null when the line is damaged or no header.</returns>
    public static LoggerHeader? ReadHeader(ReadOnlySpan<byte> line)
    {
        if (!IsWhole(line))
        {
            return null;
        }

        Match match = Header().Match(Encoding.ASCII.GetString(line[..^CheckLength]));
        if (!match.Success
            || !TryPositive(match.Groups[1].Value, HighestRateHz, out int rate)
            || !TryPositive(match.Groups[2].Value, int.MaxValue, out int scale))
        {
            return null;
        }

        string[] channels = match.Groups[4].Value.Split(',');
        return channels.Length <= MostChannels && channels.Distinct(StringComparer.Ordinal).Count() == channels.Length
            ? new LoggerHeader(rate, scale, match.Groups[3].Value, channels)
            : null;
    }

    /// <summary>Reads the line of a reading.</summary>
    /// <param name="line">The line without its end.</param>
    /// <param name="counts">Written: one count for each channel.</param>
    /// <param name="sequence">The number of the reading, 0 or more.</param>
    /// <returns><c>false</c> when the line is damaged, is no reading, or has another number of channels.</returns>
    public static bool TryReadReading(ReadOnlySpan<byte> line, int[] counts, out int sequence)
    {
        sequence = 0;
        if (!IsWhole(line) || line[0] != '@')
        {
            return false;
        }

        ReadOnlySpan<byte> cells = line[1..^CheckLength];
        int cell = -1;
        foreach (Range range in cells.Split((byte)','))
        {
            if (cell == counts.Length || !int.TryParse(cells[range], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
            {
                return false;
            }

            if (cell < 0)
            {
                sequence = value;
            }
            else
            {
                counts[cell] = value;
            }

            cell++;
        }

        return cell == counts.Length && sequence >= 0;
    }

    /// <summary>The check of a line: CRC-16/CCITT-FALSE.</summary>
    /// <param name="bytes">Everything before the <c>*</c>.</param>
    /// <returns>0 to 65535.</returns>
    public static int Check(ReadOnlySpan<byte> bytes)
    {
        int crc = 0xFFFF;
        foreach (byte next in bytes)
        {
            crc ^= next << 8;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ 0x11021;
            }
        }

        return crc;
    }

    // Compared as digits, not as a number: one flipped bit turns 'A' into 'a'.
    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        Span<byte> digits = stackalloc byte[CheckLength - 1];
        return line.Length > CheckLength
            && line[^CheckLength] == '*'
            && Check(line[..^CheckLength]).TryFormat(digits, out _, "X4", CultureInfo.InvariantCulture)
            && line.EndsWith(digits);
    }

    private static bool TryPositive(string digits, int most, out int value) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= 1 && value <= most;

    [GeneratedRegex(@"^#EDGENET1 rate=([0-9]+) scale=([0-9]+)/([A-Za-z][A-Za-z0-9_]*) channels=([A-Za-z][A-Za-z0-9_]*(?:,[A-Za-z][A-Za-z0-9_]*)*)\z")]
    private static partial Regex Header();
}

/// <summary>What a sensor logger says about its readings, in the header line of <c>firmware/Samples/SensorLogger/LINES.md</c>.</summary>
/// <param name="RateHz">Readings a second, 1 or more.</param>
/// <param name="CountsPerUnit">What a count is worth, 1 or more.</param>
/// <param name="Unit">The unit, such as <c>g</c>.</param>
/// <param name="Channels">The names of the counts of a reading, in their order.</param>
public sealed record LoggerHeader(int RateHz, int CountsPerUnit, string Unit, IReadOnlyList<string> Channels)
{
    /// <summary>Formats the header for a user.</summary>
    /// <returns>Such as <c>100 Hz, x, y, z, 8192 counts per g</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"{RateHz} Hz, {string.Join(", ", Channels)}, {CountsPerUnit} counts per {Unit}");

    /// <summary>Whether both headers declare the same.</summary>
    /// <param name="other">Another header.</param>
    /// <returns><c>true</c> when they do.</returns>
    public bool Equals(LoggerHeader? other) =>
        other is not null && (RateHz, CountsPerUnit, Unit) == (other.RateHz, other.CountsPerUnit, other.Unit) && Channels.SequenceEqual(other.Channels);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(RateHz, CountsPerUnit, Unit, Channels.Count);
}
