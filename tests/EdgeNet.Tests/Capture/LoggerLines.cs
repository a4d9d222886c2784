using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SensorLogger;

namespace EdgeNet.Tests.Capture;

/// <summary>Lines as the device writes them, and the plain twin of what must become of them.</summary>
internal static partial class LoggerLines
{
    public const int RateHz = 100;
    public const int Scale = 8192;

    private static readonly string[] Channels = ["x", "y", "z"];

    public static byte[] Header => Make().Header;

    public static string HeaderRow => "recording,t,x,y,z,counts_per_g,label";

    public static LineFormat Make(int rateHz = RateHz, int scale = Scale) => new(rateHz, scale, "g", Channels);

    /// <summary>Readings with x the number, so that each can be told; y and z are noise.</summary>
    public static byte[] Readings(int first, int count) => [.. Enumerable.Range(first, count).SelectMany(Reading)];

    public static byte[] Reading(int sequence)
    {
        LineFormat lines = Make();
        int length = lines.Reading(sequence, [sequence, (short)(sequence * 7919), -sequence]);
        return lines.Buffer[..length];
    }

    /// <summary>A stream with what can happen to it: repeated headers, lost lines, a restart, flipped bits, missing line ends, noise.</summary>
    public static byte[] Stream(Random random, int readings)
    {
        var stream = new List<byte>(Encoding.ASCII.GetBytes("ets Jul 29 2019 12:21:46\r\n,-3,4*00"));
        int sequence = 0;
        for (int r = 0; r < readings; r++, sequence++)
        {
            if (r % 20 == 0)
            {
                stream.AddRange(Header);
            }

            byte[] line = Reading(sequence);
            switch (random.Next(40))
            {
                case 0:
                    sequence += random.Next(1, 5);
                    break;
                case 1:
                    line[random.Next(line.Length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    line = line[random.Next(line.Length)..];
                    break;
                case 3:
                    line = [.. line[..random.Next(line.Length)], .. line];
                    break;
                case 4:
                    random.NextBytes(line);
                    break;
                case 5 when r > readings / 2:
                    sequence = -1;
                    break;
            }

            stream.AddRange(line);
        }

        return [.. stream];
    }

    /// <summary>The rows that bytes must become: found with a regular expression, and with the check of the device's own source.</summary>
    public static (string Rows, int Recordings, int Lost) Expected(byte[] received, string stem, string label)
    {
        string text = Encoding.Latin1.GetString(received);
        var rows = new StringBuilder();
        bool isHeard = false;
        int recordings = 0;
        int lost = 0;
        int last = -1;
        int index = 0;
        foreach (string part in text.Split('\n')[..^1])
        {
            string line = part[Math.Max(0, part.LastIndexOfAny(['@', '#']))..];
            line = line.EndsWith('\r') ? line[..^1] : line;
            Match reading = ReadingLine().Match(line);
            if (line + "\n" == Encoding.ASCII.GetString(Header))
            {
                rows.Append(isHeard ? string.Empty : HeaderRow + "\n");
                isHeard = true;
            }
            else if (isHeard && reading.Success && HasCheck(line))
            {
                int sequence = int.Parse(reading.Groups[1].Value, CultureInfo.InvariantCulture);
                if (recordings == 0 || sequence != last + 1)
                {
                    lost += recordings > 0 && sequence > last ? sequence - last - 1 : 0;
                    recordings++;
                    index = 0;
                }

                last = sequence;
                rows.Append(CultureInfo.InvariantCulture, $"{stem}-{recordings},{index++ / 100m:0.##},{reading.Groups[2].Value},{Scale},{label}\n");
            }
        }

        return (rows.ToString(), recordings, lost);
    }

    private static bool HasCheck(string line)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(line[..^5]);
        return line[^4..] == Crc16.Of(bytes, bytes.Length).ToString("X4", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^@(\d{1,9}),(-?\d+,-?\d+,-?\d+)\*[0-9A-F]{4}\z")]
    private static partial Regex ReadingLine();
}
