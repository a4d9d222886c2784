using System.Globalization;
using EdgeNet.Trainer;

namespace EdgeNet.Tests.Cost;

/// <summary>What the interpreter of the device executed, <c>counts.csv</c>, made by <c>tests/nanoclr/counts.sh</c>: estimates and the counting of these tests are compared with it.</summary>
[TestClass]
public class RecordedCountsTests
{
    private const string Recorded = "tests/EdgeNet.Tests/Cost/counts.csv";
    private const string FolderVariable = "EDGENET_WRITE_COUNTS";
    private const int Networks = 40;
    private const int Streams = 20;
    private const double Tolerance = 0.03;
    private const double Difference = 0.01; // of the two counts: 0.0017 when they were recorded; the rest is for later changes of the library

    private static readonly Lazy<Dictionary<(string Name, string What), long>> Counts = new(() => File.ReadLines(Path.Combine(TestData.RepositoryFolder(), Recorded))
        .Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(cells => (cells[0], cells[1]), cells => long.Parse(cells[2], CultureInfo.InvariantCulture)));

    [TestMethod]
    public void Counts_Programs_AreWritten()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { } folder)
        {
            CountPrograms.Write(folder);
        }
    }

    [TestMethod]
    public void Estimates_Networks_AreNearTheInterpreter()
    {
        var comparison = new CostComparison();
        foreach (CostNetwork network in CountPrograms.AllNetworks())
        {
            string name = $"network {network.Seed}";
            var forms = new ModelForms(network.File, null);
            foreach ((string form, EngineCost cost) in ((string, EngineCost)[])[("packed", forms.Packed.Cost), ("bytes", forms.Bytes.Cost), ("opened", forms.Opened.Cost), ("generated", CountPrograms.ClassOf(network).Cost)])
            {
                comparison.Add($"{form}, {network}", CountPrograms.Inferences * cost.Instructions, Counts.Value[(name, form)]);
                if (form != "generated")
                {
                    comparison.Add($"{form} load, {network}", cost.LoadInstructions, Counts.Value[(name, $"{form} load")]);
                }
            }
        }

        comparison.AssertWithin(Tolerance, Networks * 7);
    }

    [TestMethod]
    public void Estimates_Streams_AreNearTheInterpreter()
    {
        var comparison = new CostComparison();
        foreach (CostStream stream in CountPrograms.AllStreams())
        {
            string name = $"stream {stream.Seed}";
            StreamCost cost = stream.File.StreamCost!;
            int windows = CountPrograms.Windows; // after the first
            int readings = windows * (stream.File.Stream!.Stride - 1);
            comparison.Add($"load, {stream}", cost.LoadInstructions + stream.File.Cost.LoadInstructions, Counts.Value[(name, "load")]);
            comparison.Add($"readings, {stream}", readings * (double)cost.InstructionsPerReading, Counts.Value[(name, "readings")]);
            double decision = (double)cost.InstructionsPerReading + cost.InstructionsPerWindow + stream.File.Cost.Instructions - stream.File.Cost.AnswerInstructions;
            comparison.Add($"windows, {stream}", windows * decision, Counts.Value[(name, "windows")]);
        }

        comparison.AssertWithin(Tolerance, Streams * 3);
    }

    [TestMethod]
    public void Counting_Networks_IsThatOfTheInterpreter()
    {
        var comparison = new CostComparison();
        CostNetwork[] networks = [.. CountPrograms.AllNetworks()];
        using var device = new CountedDevice([.. networks.Select(network => CountPrograms.ClassOf(network).Source)]);
        device.LoadModel(networks[0].Network.File, ModelMemory.Bytes); // the first call looks for native kernels
        foreach (CostNetwork network in networks)
        {
            string name = $"network {network.Seed}";
            byte[] file = network.Network.File;
            foreach ((string form, Func<object> load) in ((string, Func<object>)[])[
                ("packed", () => device.LoadModel(file, ModelMemory.Packed)), ("bytes", () => device.LoadModel(file, ModelMemory.Bytes)),
                ("opened", () => device.OpenModel(file)), ("generated", () => device.Make($"Network{network.Seed}"))])
            {
                object? model = null;
                long ofLoad = device.Count(() => model = load());
                comparison.Add($"{form}, {network}", CountPrograms.InputsOf(network).Sum(inputs => device.Count(CostNetwork.Predict(model!, inputs))), Counts.Value[(name, form)]);
                if (form != "generated")
                {
                    comparison.Add($"{form} load, {network}", ofLoad, Counts.Value[(name, $"{form} load")]);
                }
            }
        }

        comparison.AssertWithin(Difference, Networks * 7);
    }

    [TestMethod]
    public void Counting_Streams_IsThatOfTheInterpreter()
    {
        var comparison = new CostComparison();
        using var device = new CountedDevice();
        device.LoadPipeline(new CostStream(1).File.Bytes, ModelMemory.Packed); // the first call looks for native kernels
        foreach (CostStream stream in CountPrograms.AllStreams())
        {
            string name = $"stream {stream.Seed}";
            object? pipeline = null;
            comparison.Add($"load, {stream}", device.Count(() => pipeline = device.LoadPipeline(stream.File.Bytes, ModelMemory.Packed)), Counts.Value[(name, "load")]);
            CountedStream counted = stream.Count(device, pipeline!, CountPrograms.Windows);
            comparison.Add($"readings, {stream}", counted.ReadingInstructions, Counts.Value[(name, "readings")]);
            comparison.Add($"windows, {stream}", counted.WindowInstructions, Counts.Value[(name, "windows")]);
        }

        comparison.AssertWithin(Difference, Streams * 3);
    }
}
