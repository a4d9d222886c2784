using EdgeNet.DeviceTests;
using VibrationNode;

namespace EdgeNet.Tests.Samples;

/// <summary>What VibrationNode keeps on the board's storage: the areas of the store, its settings, the count of its starts.</summary>
[TestClass]
public class VibrationFilesTests
{
    [TestMethod]
    public void FileArea_RandomWrites_AreThoseOfMemory()
    {
        using var folder = new TemporaryFolder();
        var piece = new FilePiece();
        var file = new FileArea(folder.Combine("slot-a"), 10_000, piece);
        var other = new FileArea(folder.Combine("slot-b"), 10_000, piece);
        var random = new Random(3);
        for (int round = 0; round < 20; round++)
        {
            var cells = new byte[10_000];
            Array.Fill(cells, (byte)0xFF);
            file.EraseAll();
            for (int n = 0; n < 30; n++)
            {
                int at = random.Next(2_400) * 4;
                var bytes = new byte[Math.Min(4 * random.Next(1, 300), 10_000 - at)];
                random.NextBytes(bytes);
                file.Write(at, bytes, bytes.Length);
                other.Write(at, new byte[bytes.Length], bytes.Length);
                bytes.CopyTo(cells, at);
                var read = new byte[random.Next(1, 6_000)];
                int from = random.Next(10_000 - read.Length);
                file.Read(from, read, read.Length);
                Assert.AreSequenceEqual(cells[from..(from + read.Length)], read);
            }

            var all = new byte[10_000];
            new FileArea(folder.Combine("slot-a"), 10_000, new FilePiece()).Read(0, all, all.Length);
            Assert.AreSequenceEqual(cells, all);
        }

        Assert.IsTrue(folder.FileNames.All(name => new FileInfo(folder.Combine(name)).Length <= FilePiece.Length));
        file.EraseAll();
        other.EraseAll();
        Assert.IsEmpty(folder.FileNames);
    }

    [TestMethod]
    public void FileArea_StoreOnIt_LeavesTheBytesThatMemoryHas()
    {
        using var folder = new TemporaryFolder();
        MemoryArea[] memory = [new(512), new(512), new(256), new(320)];
        Array.ForEach(memory, area => area.EraseAll());
        var piece = new FilePiece();
        StoreArea[] files = [.. memory.Select((area, k) => new FileArea(folder.Combine($"area-{k}"), area.Capacity, piece))];
        for (int version = 3; version < 9; version++)
        {
            foreach (StoreArea[] areas in (StoreArea[][])[memory, files])
            {
                var store = new ModelStore(areas[0], areas[1], areas[2], areas[3], new CrcKey(9), new ModelRequirements(SealedModel.Name), 2);
                store.Start(_ => null);
                Assert.IsTrue(store.TakeFile(new ArrayStorage(SealedModel.Of(version, 2, new CrcKey(9)))));
                store = new ModelStore(areas[0], areas[1], areas[2], areas[3], new CrcKey(9), new ModelRequirements(SealedModel.Name), 2);
                Assert.IsTrue(store.Start(_ => null));
                store.Decided();
                store.Decided(version == 6);
                Assert.AreEqual(version == 6 ? 5 : version, store.ConfirmedVersion);
            }

            for (int k = 0; k < memory.Length; k++)
            {
                var bytes = new byte[memory[k].Capacity];
                files[k].Read(0, bytes, bytes.Length);
                Assert.AreSequenceEqual(memory[k].Cells, bytes);
            }
        }
    }

    [TestMethod]
    public void Settings_CompleteFile_AreRead()
    {
        (NodeSettings settings, List<string> lines) = Load("# press 1\r\ndevice = line-3/press-1\r\nbroker=mqtts://broker.example:8884\nuser=press-1\npassword=a=b c\n");

        Assert.IsEmpty(lines);
        Assert.IsTrue(settings.HasBroker);
        Assert.AreEqual(("line-3/press-1", "broker.example", 8884, true), (settings.Device, settings.Host, settings.Port, settings.IsSecure));
        Assert.AreEqual(("press-1", "a=b c"), (settings.User, settings.Password));
    }

    [TestMethod]
    [DataRow("mqtt://10.0.0.2", "10.0.0.2", 1883, false)]
    [DataRow("mqtts://broker", "broker", 8883, true)]
    public void Settings_BrokerWithoutPort_HasTheUsualOne(string broker, string host, int port, bool isSecure)
    {
        NodeSettings settings = Load($"device=a\nbroker={broker}").Settings;

        Assert.AreEqual((host, port, isSecure, true), (settings.Host, settings.Port, settings.IsSecure, settings.HasBroker));
        Assert.IsNull(settings.User);
    }

    [TestMethod]
    [DataRow("broker=http://x")]
    [DataRow("broker=mqtt://")]
    [DataRow("broker=mqtt://x:99999")]
    [DataRow("broker=mqtt://x:123456789012")]
    [DataRow("broker=mqtt://x:8a")]
    [DataRow("device=line-3/+")]
    [DataRow("device=")]
    [DataRow("devcie=a")]
    [DataRow("=a")]
    [DataRow("hello")]
    public void Settings_LineThatMakesNoSense_IsPassedOverAndNamed(string line)
    {
        (NodeSettings settings, List<string> lines) = Load($"user=u\n{line}\n");

        Assert.HasCount(2, lines);
        Assert.Contains(", line 2 is passed over", lines[0]);
        Assert.StartsWith("This node works alone: ", lines[1]);
        Assert.IsFalse(settings.HasBroker);
        Assert.AreEqual("u", settings.User);
    }

    [TestMethod]
    public void Settings_NoFile_NodeWorksAlone()
    {
        var lines = new List<string>();

        Assert.IsFalse(NodeSettings.Load(Path.Combine(Path.GetTempPath(), "no-such-folder", "node.txt"), lines.Add).HasBroker);
        Assert.HasCount(1, lines);
    }

    [TestMethod]
    public void StartCount_ColdStarts_AreCountedAndSleepsAreNot()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("starts");

        Assert.AreEqual(0, StartCount.Read(path, false));
        Assert.IsEmpty(folder.FileNames);
        Assert.AreEqual(1, StartCount.Read(path, true));
        Assert.AreEqual(1, StartCount.Read(path, false));
        Assert.AreEqual(2, StartCount.Read(path, true));
        File.WriteAllBytes(path, [1, 2]);
        Assert.AreEqual(1, StartCount.Read(path, true));
        Assert.AreEqual(0, StartCount.Read(Path.Combine(path, "none"), true));
    }

    [TestMethod]
    public void StartCount_RestartThatTheNodeWants_IsNotCounted()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("starts");
        StartCount.BeforeRestart(path); // nothing to take off
        Assert.IsEmpty(folder.FileNames);
        Assert.AreEqual(1, StartCount.Read(path, true));

        StartCount.BeforeRestart(path);
        Assert.AreEqual(1, StartCount.Read(path, true));
        Assert.AreEqual(2, StartCount.Read(path, true));
        StartCount.BeforeRestart(path);
        StartCount.BeforeRestart(Path.Combine(path, "none"));
        Assert.AreEqual(2, StartCount.Read(path, true));
    }

    private static (NodeSettings Settings, List<string> Lines) Load(string text)
    {
        using var folder = new TemporaryFolder();
        var lines = new List<string>();
        return (NodeSettings.Load(folder.Write("node.txt", text), lines.Add), lines);
    }
}
