using System.Globalization;
using EdgeNet.DeviceTests;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Cost;

namespace EdgeNet.Tests.Cost;

/// <summary>The least heap in which each form of a model ran on the interpreter of 32 bits, <c>heaps.csv</c>, made by <c>tests/nanoclr/heaps.sh</c>, and what stays of it.</summary>
[TestClass]
public class RecordedHeapsTests
{
    private const string Recorded = "tests/EdgeNet.Tests/Cost/heaps.csv";
    private const string FolderVariable = "EDGENET_WRITE_HEAPS";
    private const double Tolerance = 0.05;
    private const int Forms = 34;
    private const int Readers = 100; // bytes of objects that a stored model keeps or drops

    [TestMethod]
    public void Heaps_Programs_AreWritten()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { } folder)
        {
            HeapPrograms.Write(folder);
        }
    }

    [TestMethod]
    public void PeakBytes_EveryForm_IsNearTheLeastHeapOnTheInterpreter()
    {
        var least = File.ReadLines(Path.Combine(TestData.RepositoryFolder(), Recorded))
            .Skip(1)
            .Select(line => line.Split(','))
            .ToDictionary(cells => (cells[0], cells[1]), cells => int.Parse(cells[2], CultureInfo.InvariantCulture));
        int empty = least[("empty", "empty")];
        var comparison = new CostComparison();
        foreach ((string name, ModelFile file) in HeapPrograms.All())
        {
            var forms = new ModelForms(file, file.Generated);
            (string, ModelForm?, int)[] measured = file.Stream is null
                ? [("packed", forms.Packed, 0), ("bytes", forms.Bytes, 0), ("opened", forms.Opened, StorageOf(file)), ("generated", forms.Generated, 0)]
                : [("stream", forms.Packed, 0)];
            foreach ((string form, ModelForm? estimate, int storage) in measured)
            {
                if (estimate is not null)
                {
                    comparison.Add($"{form}, {name}", empty + estimate.PeakBytes + storage, least[(name, form)]);
                }
            }
        }

        comparison.AssertWithin(Tolerance, Forms);
    }

    [TestMethod]
    public void HeldBytes_EveryForm_AreThoseOfEveryObjectThatCanBeReached()
    {
        foreach ((string name, ModelFile file) in HeapPrograms.All())
        {
            var forms = new ModelForms(file, null);
            if (file.Stream is not null)
            {
                Assert.AreEqual(ReachableHeap.Of(Pipeline.Load(file.Bytes)), forms.Packed.HeldBytes, Readers, name);
                continue;
            }

            int inputs = HeapSize.Array(file.Device.InputCount, sizeof(float));
            Assert.AreEqual(ReachableHeap.Of(file.Device) + inputs, forms.Packed.HeldBytes, name);
            Assert.AreEqual(ReachableHeap.Of(Model.Load(file.Bytes, ModelMemory.Bytes)) + inputs, forms.Bytes.HeldBytes, Readers, name);
            Assert.AreEqual(ReachableHeap.Of(Model.Open(new ArrayStorage(file.Bytes))) - StorageOf(file) + inputs, forms.Opened.HeldBytes, Readers, name);
        }
    }

    private static int StorageOf(ModelFile file) => HeapSize.Array(file.Bytes.Length, 1) + HeapSize.Object(1);
}
