using System.Globalization;
using System.Text;

namespace EdgeNet.Tests;

/// <summary>A folder with simulated recordings of three channels and a recipe with a stream.</summary>
internal sealed class StreamFolder : IDisposable
{
    public const string DefaultStream = """
        "rate": 50, "window": 20, "channels": ["x", "y", "z"], "countsPerUnit": 1000
        """;

    private readonly TemporaryFolder _folder = new();

    public StreamFolder(int recordings = 8, int readings = 200, string stream = DefaultStream, string rest = "")
    {
        Write(recordings, readings);
        WriteRecipe(stream, rest);
    }

    public string Path => _folder.Path;

    public IEnumerable<string> FileNames => _folder.FileNames;

    public string Combine(string name) => _folder.Combine(name);

    public string Write(string name, string text) => _folder.Write(name, text);

    public void WriteRecipe(string stream, string rest = "") => Write("recipe.json", $$"""
        {
          "name": "m", "data": "d.csv", "label": "label", "classes": ["still", "shaking"], "stream": { {{stream}} },
          "hidden": [{ "units": 4 }], "training": { "epochs": 20 }, "split": { "dev": 0.2, "test": 0.2 } {{rest}}
        }
        """);

    /// <summary>Every second recording shakes, at a frequency of its own; three machines take turns.</summary>
    public void Write(int recordings, int readings)
    {
        var text = new StringBuilder("recording,machine,x,y,z,label\n");
        var random = new Random(1);
        for (int r = 0; r < recordings; r++)
        {
            bool isShaking = r % 2 == 1;
            double step = 0.5 + random.NextDouble();
            for (int i = 0; i < readings; i++)
            {
                double swing = isShaking ? 0.3 * Math.Sin(step * i) : 0;
                text.Append(CultureInfo.InvariantCulture, $"r{r},{"abc"[r / 2 % 3]},{swing + Noise():F3},{Noise():F3},{1 + (swing / 2) + Noise():F3},{(isShaking ? "shaking" : "still")}\n");
            }
        }

        Write("d.csv", text.ToString());
        double Noise() => 0.05 * (random.NextDouble() + random.NextDouble() - 1);
    }

    public void Dispose() => _folder.Dispose();
}
