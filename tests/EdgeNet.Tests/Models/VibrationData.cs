using System.Globalization;
using System.Text;

namespace EdgeNet.Tests.Models;

/// <summary>The files of <c>models/vibration</c>, made by <see cref="VibrationMachine"/>.</summary>
internal static class VibrationData
{
    public const int Seed = 1;
    public const int RecordingsPerClass = 12;
    public const int SecondsPerRecording = 6;

    // Turns a second; each class has recordings at every one of them.
    private static readonly double[] SpeedsHz = [5.5, 7, 8.5, 10];
    private static readonly double[] Loads = [0.1, 0.5, 0.9];

    // What happens in a recording to be replayed: seconds, fault, severity.
    private static readonly (double Seconds, Fault Fault, double Severity)[][] Plots =
    [
        [(12, Fault.Normal, 0), (12, Fault.Imbalance, 0.7), (10, Fault.Normal, 0), (12, Fault.Bearing, 0.6)],
        [(12, Fault.Normal, 0), (12, Fault.Looseness, 0.7), (10, Fault.Normal, 0), (12, Fault.Imbalance, 0.5)],
    ];

    /// <summary>Every class at every speed and load, a machine of its own each time: <c>vibration.csv</c>.</summary>
    public static string Csv()
    {
        var random = new Random(Seed);
        StringBuilder text = Header();
        for (int r = 0; r < 4 * RecordingsPerClass; r++)
        {
            var fault = (Fault)(r % 4);
            int condition = r / 4;
            double load = Loads[condition / SpeedsHz.Length % Loads.Length];
            double speed = SpeedsHz[condition % SpeedsHz.Length] * (0.95 + (0.1 * random.NextDouble()));
            double severity = random.NextDouble();
            var machine = new VibrationMachine(load, random);
            Append(text, $"r{r + 1:D2}", machine, speed, speed, [(SecondsPerRecording, fault, severity)]);
        }

        return text.ToString();
    }

    /// <summary>Two machines whose state changes while they run up: <c>replay.csv</c>.</summary>
    public static string ReplayCsv()
    {
        var random = new Random(Seed + 1);
        StringBuilder text = Header();
        for (int p = 0; p < Plots.Length; p++)
        {
            var machine = new VibrationMachine(0.3 + (0.4 * p), random);
            Append(text, $"p{p + 1}", machine, 8, 9.5, Plots[p]);
        }

        return text.ToString();
    }

    private static StringBuilder Header() => new("recording,t,x,y,z,label\n");

    private static void Append(
        StringBuilder text, string name, VibrationMachine machine, double fromHz, double toHz, (double Seconds, Fault Fault, double Severity)[] plot)
    {
        int total = plot.Sum(part => Readings(part.Seconds));
        var counts = new int[VibrationMachine.Axes];
        for (int i = 0; i < VibrationMachine.RateHz; i++)
        {
            machine.Read(fromHz, plot[0].Fault, plot[0].Severity, counts); // running before the recording begins
        }

        int n = 0;
        foreach ((double seconds, Fault fault, double severity) in plot)
        {
            for (int i = 0; i < Readings(seconds); i++, n++)
            {
                machine.Read(fromHz + ((toHz - fromHz) * n / total), fault, severity, counts);
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"{name},{(double)n / VibrationMachine.RateHz:F2},{counts[0]},{counts[1]},{counts[2]},{fault.ToString().ToLowerInvariant()}\n");
            }
        }
    }

    private static int Readings(double seconds) => (int)Math.Round(seconds * VibrationMachine.RateHz);
}
