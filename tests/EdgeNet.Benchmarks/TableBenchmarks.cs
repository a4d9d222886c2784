using System.Globalization;
using BenchmarkDotNet.Attributes;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Data.Tables;

namespace EdgeNet.Benchmarks;

/// <summary>Reading CSV: a table of examples, beside a loop that splits lines and parses numbers and checks nothing, and a recording.</summary>
[MemoryDiagnoser]
public class TableBenchmarks
{
    private const int Examples = 20_000;
    private const int Features = 60;
    private const int Readings = 200_000;

    private static readonly TableColumns Columns = new() { Labels = ["kind"] };

    private static readonly RecordingColumns Channels = new()
    {
        Channels = ["x", "y", "z"], CountsPerUnit = [1000, 1000, 1000], Label = "label", ClassNames = ["still", "shaking"], Time = "t", RateHertz = 100,
    };

    private readonly string _table = Path.Combine(Path.GetTempPath(), $"edgenet-table-{Environment.ProcessId}.csv");
    private readonly string _recording = Path.Combine(Path.GetTempPath(), $"edgenet-recording-{Environment.ProcessId}.csv");

    [GlobalSetup]
    public void WriteFiles()
    {
        var random = new Random(1);
        string header = string.Join(',', Enumerable.Range(0, Features).Select(f => $"f{f}"));
        File.WriteAllLines(_table, Enumerable.Range(0, Examples)
            .Select(e => $"{string.Join(',', Enumerable.Range(0, Features).Select(_ => Number(random)))},{(e % 2 == 0 ? "ok" : "bad")}")
            .Prepend($"{header},kind"));
        File.WriteAllLines(_recording, Enumerable.Range(0, Readings)
            .Select(i => FormattableString.Invariant($"{i / 100.0:F2},{Number(random)},{Number(random)},{Number(random)},{(i / 500 % 2 == 0 ? "still" : "shaking")}"))
            .Prepend("t,x,y,z,label"));
    }

    [GlobalCleanup]
    public void DeleteFiles()
    {
        File.Delete(_table);
        File.Delete(_recording);
    }

    [Benchmark(Baseline = true)]
    public float SplitAndParse() => File.ReadLines(_table).Skip(1)
        .Sum(line => line.Split(',').SkipLast(1).Sum(cell => float.Parse(cell, CultureInfo.InvariantCulture)));

    [Benchmark]
    public Dataset ReadTable() => CsvDataset.Read(_table, Columns, ["ok", "bad"]);

    [Benchmark]
    public object ReadRecording() => RecordingReader.ReadCsv(_recording, Channels);

    private static string Number(Random random) => (4 * (random.NextDouble() - 0.5)).ToString("F6", CultureInfo.InvariantCulture);
}
