using BenchmarkDotNet.Attributes;

namespace EdgeNet.Benchmarks;

/// <summary>One whole training step, and a whole fit.</summary>
[MemoryDiagnoser]
public class TrainingBenchmarks
{
    private TrainingWork _work = new(Workload.Of("a"));

    [Params("a", "b", "c", "d")]
    public string Key { get; set; } = "a";

    [GlobalSetup]
    public void SetUp() => _work = new TrainingWork(Workload.Of(Key));

    [Benchmark]
    public double Step() => _work.Step();
}
