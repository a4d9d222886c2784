using System.Globalization;

namespace EdgeNet.BenchModels;

/// <summary>A recording of a fan: columns rec, speed_pct, x, y, z in g, label.</summary>
/// <param name="Readings">x, y, z in milli-g, one after the other.</param>
/// <param name="Label">1 when the blades are out of balance.</param>
internal sealed record FanRecording(short[] Readings, int Label)
{
    public static IReadOnlyList<FanRecording> ReadAll(string path)
    {
        return
        [
            .. File.ReadLines(path).Skip(1).Select(line => line.Split(',')).GroupBy(cells => cells[0])
                .Select(rows => new FanRecording([.. rows.SelectMany(cells => cells[2..5].Select(MilliG))], int.Parse(rows.First()[5], CultureInfo.InvariantCulture))),
        ];
    }

    private static short MilliG(string g) => (short)Math.Clamp(Math.Round(1000 * double.Parse(g, CultureInfo.InvariantCulture)), short.MinValue, short.MaxValue);
}
