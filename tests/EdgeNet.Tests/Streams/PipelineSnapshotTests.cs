using EdgeNet.DeviceTests;

namespace EdgeNet.Tests.Streams;

/// <summary>Millions of snapshots on two real cores: none is torn.</summary>
[TestClass]
public class PipelineSnapshotTests
{
    private const int Snapshots = 2_000_000;

    [TestMethod]
    public void Snapshot_MillionsWhileAnotherThreadAdds_AreEachOfOneDecision()
    {
        Pipeline pipeline = PipelineTests.Make(1, 1, 0);
        bool isDone = false;
        long windows = 0;
        var writer = new Thread(() =>
        {
            while (!Volatile.Read(ref isDone))
            {
                Add(pipeline, SnapshotTests.ReadingOf(windows++));
            }
        });
        writer.Start();
        long last = 0;
        int torn = 0;
        int backwards = 0;
        int seen = 0;
        for (int n = 0; n < Snapshots || seen < 1000; n++)
        {
            PipelineSnapshot snapshot = pipeline.Snapshot();
            torn += SnapshotTests.IsOfOneDecision(snapshot) ? 0 : 1;
            backwards += snapshot.Decisions < last ? 1 : 0;
            seen += snapshot.Decisions > last ? 1 : 0;
            last = snapshot.Decisions;
        }

        Volatile.Write(ref isDone, true);
        writer.Join();
        Assert.AreEqual((0, 0), (torn, backwards));
        Assert.AreEqual(windows, pipeline.Snapshot().Decisions);
    }

    [TestMethod]
    public void Snapshot_SeveralClasses_IsWhatThePipelineSays()
    {
        Pipeline classes = Pipeline.Load(File.ReadAllBytes(Path.Combine(TestData.ModelFolder("vibration"), "vibration.edgenet")));
        for (int n = 0; n < 20 * 128; n++)
        {
            bool isDecided = classes.Add(n % 40 * 100, n % 7 * 300, 8192 + (n % 3 * 50));
            PipelineSnapshot snapshot = classes.Snapshot();
            Assert.AreEqual(classes.State, snapshot.State);
            Assert.AreEqual(classes.StateLabel, snapshot.StateLabel);
            if (isDecided)
            {
                Assert.AreEqual((classes.Probability, classes.MillisecondsSinceChange), (snapshot.Probability, snapshot.MillisecondsSinceChange));
            }
        }

        Assert.AreNotEqual(Pipeline.Unknown, classes.State);
    }

    private static void Add(Pipeline pipeline, int reading)
    {
        for (int n = 0; n < pipeline.Settings.Window; n++)
        {
            pipeline.Add(reading);
        }
    }
}
