using EdgeNet.Tests.Device;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Cost;

/// <summary>The models whose heap was measured on the interpreter, and the programs for it: <c>tests/nanoclr/Heaps</c> is the rest of each.</summary>
internal static class HeapPrograms
{
    private static readonly string[] Examples = ["sonar", "iris", "winding", "vibration"];

    /// <summary>Networks of examples and random ones, some wide, some deep, and streams.</summary>
    public static IEnumerable<(string Name, ModelFile File)> All()
    {
        foreach (string name in Examples)
        {
            yield return (name, ModelFile.Open(Path.Combine(TestData.ModelFolder(name), $"{name}.edgenet")));
        }

        yield return ("tanh", Random(1, 30, [(20, Activation.Tanh), (10, Activation.Tanh)]));
        yield return ("leaky readings", Random(2, 64, [(16, Activation.LeakyRelu)], takesReadings: true, outputs: 5, output: Activation.Softmax));
        yield return ("half bytes", Random(3, 100, [(24, Activation.Relu)], outputs: 3, output: Activation.Linear, areNibbles: true));
        yield return ("wide", Random(4, 900, [(6, Activation.Relu)]));
        yield return ("deep", Random(5, 8, [(12, Activation.Relu), (12, Activation.Sigmoid), (12, Activation.Linear), (12, Activation.Relu)]));
        foreach (int seed in (int[])[4, 14, 31])
        {
            yield return ($"stream {seed}", new CostStream(seed).File);
        }
    }

    /// <summary>Writes a program for each form of each model, and one that does nothing.</summary>
    public static void Write(string folder)
    {
        WriteProgram(folder, "empty,empty", "Forms.Empty();", null, []);
        foreach ((string name, ModelFile file) in All())
        {
            if (file.Stream is not null)
            {
                WriteProgram(folder, $"{name},stream", "Forms.Stream(File());", file.Bytes, []);
                continue;
            }

            WriteProgram(folder, $"{name},packed", "Forms.Packed(File());", file.Bytes, []);
            WriteProgram(folder, $"{name},bytes", "Forms.Bytes(File());", file.Bytes, []);
            WriteProgram(folder, $"{name},opened", "Forms.Opened(File());", file.Bytes, []);
            if (file.Generated is { } generated)
            {
                WriteProgram(folder, $"{name},generated", $"Forms.Use(new EdgeNet.Models.{generated.ClassName}());", null, [generated.Source, generated.GoldenSource]);
            }
        }
    }

    private static ModelFile Random(
        int seed, int inputs, (int, Activation)[] hidden, bool takesReadings = false, int outputs = 1, Activation output = Activation.Sigmoid, bool areNibbles = false) =>
        ModelFile.Parse(RandomModels.Make(seed, inputs, hidden, 3, takesReadings, outputs, output, areNibbles).File);

    private static void WriteProgram(string folder, string name, string statement, byte[]? file, string[] sources)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(path);
        string data = file is null ? string.Empty : $"\n        private static byte[] File() {{ return new byte[] {{ {string.Join(", ", file)} }}; }}\n";
        File.WriteAllText(Path.Combine(path, "Main.cs"), $"namespace EdgeNet.Heaps\n{{\n    public static class Program\n    {{\n        public static void Main() {{ {statement} }}\n{data}    }}\n}}\n");
        for (int s = 0; s < sources.Length; s++)
        {
            File.WriteAllText(Path.Combine(path, $"Source{s}.cs"), sources[s]);
        }
    }
}
