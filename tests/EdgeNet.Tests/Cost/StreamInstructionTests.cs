using EdgeNet.Trainer;

namespace EdgeNet.Tests.Cost;

/// <summary>What a stream is said to cost, against the IL instructions that the device's own IL executes.</summary>
[TestClass]
public class StreamInstructionTests
{
    private const double Tolerance = 0.03;
    private const int Streams = 40;
    private const int Windows = 8;

    [TestMethod]
    public void StreamCost_RandomStreams_IsWhatIsExecuted()
    {
        using var device = new CountedDevice();
        var loads = new CostComparison();
        var readings = new CostComparison();
        var windows = new CostComparison();
        device.LoadPipeline(new CostStream(1).File.Bytes, ModelMemory.Packed); // the first call looks for native kernels
        foreach (int seed in Enumerable.Range(1, Streams))
        {
            var stream = new CostStream(seed);
            StreamCost cost = stream.File.StreamCost!;
            object? pipeline = null;
            long load = device.Count(() => pipeline = device.LoadPipeline(stream.File.Bytes, ModelMemory.Packed));
            CountedStream counted = stream.Count(device, pipeline!, Windows);
            double reading = (double)counted.ReadingInstructions / counted.Readings;
            double window = (double)(counted.WindowInstructions - counted.NetworkInstructions) / counted.Windows;
            loads.Add(stream.ToString(), cost.LoadInstructions + stream.File.Cost.LoadInstructions, load);
            readings.Add(stream.ToString(), cost.InstructionsPerReading, reading);
            windows.Add(stream.ToString(), cost.InstructionsPerWindow, window - reading);
        }

        loads.AssertWithin(Tolerance, Streams);
        readings.AssertWithin(Tolerance, Streams);
        windows.AssertWithin(Tolerance, Streams);
    }
}
