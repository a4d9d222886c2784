using System.Globalization;
using System.Text;
using EdgeNet.Trainer;

namespace EdgeNet.Tests;

/// <summary>A folder with simulated recordings of a vibration, whose amplitude and frequency are columns, and a recipe that estimates them.</summary>
internal sealed class QuantityFolder : IDisposable
{
    public const string DefaultStream = """
        "rate": 50, "window": 25, "channels": ["x", "y"], "countsPerUnit": 1000
        """;

    /// <summary>The stream of the recipe, in a program.</summary>
    public static readonly StreamOptions Options = new() { RateHertz = 50, Window = 25, Channels = ["x", "y"], CountsPerUnit = [1000, 1000] };

    private readonly TemporaryFolder _folder = new();

    public QuantityFolder(string label = "\"amplitude\"", string stream = DefaultStream, string rest = "", int recordings = 24)
    {
        Write("d.csv", Recordings(recordings));
        WriteRecipe(label, stream, rest);
    }

    public string Path => _folder.Path;

    public string Model => Combine("m.edgenet");

    public string Data => Combine("d.csv");

    public string Combine(string name) => _folder.Combine(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    public void WriteRecipe(string label, string stream = DefaultStream, string rest = "") => Write("recipe.json", $$"""
        {
          "name": "m", "data": "d.csv", "label": {{label}}, "output": "linear", "stream": { {{stream}} },
          "hidden": [{ "units": 8 }], "training": { "epochs": 150 }, "split": { "dev": 0.2, "test": 0.2 } {{rest}}
        }
        """);

    /// <summary>Changes rows: each is split into recording, x, y, amplitude and frequency.</summary>
    public void Change(Action<int, string[]> change) => Write("d.csv", string.Join('\n', File.ReadAllLines(Data).Select((line, i) =>
    {
        string[] cells = line.Split(',');
        if (i > 0)
        {
            change(i - 1, cells);
        }

        return string.Join(',', cells);
    })) + "\n");

    /// <summary>Each of 200 readings: the amplitude swells in the course of it, the frequency is that of the recording.</summary>
    private static string Recordings(int count)
    {
        var text = new StringBuilder("recording,x,y,amplitude,frequency\n");
        var random = new Random(1);
        for (int r = 0; r < count; r++)
        {
            double mean = 0.1 + (0.9 * random.NextDouble());
            double frequency = 2 + (8 * random.NextDouble());
            for (int i = 0; i < 200; i++)
            {
                double amplitude = mean * (1 + (0.3 * Math.Sin(i / 60.0)));
                double phase = 2 * Math.PI * frequency * i / 50;
                text.Append(CultureInfo.InvariantCulture, $"r{r},{(amplitude * Math.Sin(phase)) + Noise():F3},{(amplitude * Math.Cos(phase) / 2) + Noise():F3},{amplitude:F4},{frequency:F3}\n");
            }
        }

        return text.ToString();
        double Noise() => 0.02 * (random.NextDouble() + random.NextDouble() - 1);
    }

    public void Dispose() => _folder.Dispose();
}
