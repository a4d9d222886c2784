using System.Globalization;
using System.Text;
using Bench;
using EdgeNet.DeviceTests;

namespace EdgeNet.BenchModels;

/// <summary>What streams must give, computed on the PC with the plain kernels.</summary>
internal static class StreamHashes
{
    // Three recordings are 54,000 bytes of array initialisers: an assembly has room for 65,535.
    private const int RecordingsInAFile = 3;

    public static void WriteRandom(string folder)
    {
        IEnumerable<int> hashes = Enumerable.Range(0, GeneratedReadings.Count).Select(seed => new GeneratedReadings(seed)).Select(
            stream => stream.Hash(new WindowFeatures(stream.Settings)));
        File.WriteAllText(
            Path.Combine(folder, "RandomHashes.cs"),
            $"namespace Bench {{ public static class RandomHashes {{ public static readonly int[] Expected = {{ {List(hashes)} }}; }} }}\n");
    }

    /// <summary>Writes Fan1.cs and so on: readings and hashes.</summary>
    public static void WriteFan(IReadOnlyList<FanRecording> recordings, byte[] model, string folder)
    {
        int file = 0;
        foreach (FanRecording[] some in recordings.Chunk(RecordingsInAFile))
        {
            file++;
            var text = new StringBuilder("namespace Bench\n{\n    public static class FanData\n    {\n");
            text.Append($"        public static readonly int[] Expected = {{ {List(some.Select(recording => HashOf(recording, model)))} }};\n");
            for (int r = 0; r < some.Length; r++)
            {
                text.Append($"        private static readonly short[] R{r} = {{ {List(some[r].Readings.Select(reading => (int)reading))} }};\n");
            }

            text.Append("        public static short[] Readings(int r) { return ");
            text.Append(string.Concat(Enumerable.Range(0, some.Length - 1).Select(r => $"r == {r} ? R{r} : ")));
            text.Append($"R{some.Length - 1}; }}\n    }}\n}}\n");
            File.WriteAllText(Path.Combine(folder, $"Fan{file}.cs"), text.ToString());
        }
    }

    // Window, network and filter one by one, not the pipeline that the device has.
    private static int HashOf(FanRecording recording, byte[] file)
    {
        StreamSettings settings = StreamShapes.Full(StreamShapes.Window / 2, StreamShapes.FanRules);
        var windows = new WindowFeatures(settings);
        PlainModel model = PlainModel.Load(file);
        var filter = new DecisionFilter(settings.Rules, classes: 2);
        var hash = new StreamHash();
        for (int i = 0; i < recording.Readings.Length; i += StreamShapes.Axes)
        {
            filter.CountReading();
            if (!windows.Add(recording.Readings[i], recording.Readings[i + 1], recording.Readings[i + 2]))
            {
                continue;
            }

            int logit = model.Logit([.. windows.Values.Select(value => (float)value)]);
            filter.VoteBinary(logit);
            foreach (int value in windows.Values)
            {
                hash.Add(value);
            }

            hash.Add(logit);
            hash.Add(filter.State);
        }

        return hash.Value;
    }

    private static string List(IEnumerable<int> values) => string.Join(", ", values.Select(value => value.ToString(CultureInfo.InvariantCulture)));
}
