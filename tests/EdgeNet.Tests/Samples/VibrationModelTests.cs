using EdgeNet.DeviceTests;
using EdgeNet.Fleet.Keys;
using EdgeNet.Models;
using EdgeNet.Tests.Experiments;
using EdgeNet.Tests.Fleet;
using VibrationNode;

namespace EdgeNet.Tests.Samples;

/// <summary>Which model VibrationNode runs, and why, with the store on files of a folder.</summary>
[TestClass]
public class VibrationModelTests
{
    [TestMethod]
    public void Start_NothingStored_TakesTheBuiltIn()
    {
        using var folder = new TemporaryFolder();

        var node = new VibrationParts([], folder.Path);

        Assert.IsTrue(node.Model.IsSound);
        Assert.AreSequenceEqual(["Model: 'vibration', version 1, built in."], node.ModelLines);
    }

    [TestMethod]
    public void Start_StorageThatCannotBeUsed_SaysWhyAndTakesTheBuiltIn()
    {
        var lines = new List<string>();
        var model = new NodeModel(VibrationParts.BuiltIn, VibrationParts.BurstSeconds, lines.Add);

        model.Start([new BrokenArea(), new BrokenArea(), new BrokenArea(), new BrokenArea()], VibrationParts.Key.ToModelKey(), true);

        Assert.IsTrue(model.IsSound);
        Assert.IsNull(model.Store);
        Assert.AreSequenceEqual(["There is no store for models: No storage.", "Model: 'vibration', version 1, built in."], lines);
    }

    [TestMethod]
    public void TakeFile_SignedModel_RunsOnTrialAndIsConfirmedByTheMachine()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.edgenet");
        File.WriteAllBytes(path, VibrationParts.Signed(Vibration.File, 2, trial: 18));
        var first = new VibrationParts([], folder.Path);
        first.Model.TakeFile(path);
        Assert.IsFalse(File.Exists(path));
        Assert.AreEqual($"{path} is in the store now.", first.ModelLines[^1]);

        var second = new VibrationParts(VibrationParts.Readings("p1", 0, 5), folder.Path);
        Assert.AreSequenceEqual(["Model: 'vibration', version 2, on trial: 0 of 18 decisions."], second.ModelLines);
        second.Watch.Run();
        Assert.IsTrue(second.Watch.Judge(true));
        Assert.AreEqual(12, second.Model.Store.TrialDecisions);
        second.Model.Store.Sleep();

        var third = new VibrationParts(VibrationParts.Readings("p1", 0, 5), folder.Path, isColdStart: false);
        Assert.AreSequenceEqual(["Model: 'vibration', version 2, on trial: 12 of 18 decisions."], third.ModelLines);
        third.Watch.Run();
        Assert.IsTrue(third.Watch.Judge(true));
        Assert.AreEqual("Version 2 is confirmed.", third.Lines[^1]);

        var fourth = new VibrationParts([], folder.Path, isColdStart: false);
        Assert.AreSequenceEqual(["Model: 'vibration', version 2."], fourth.ModelLines);
        Assert.AreEqual(600, fourth.Model.HealthSeconds);
        Assert.IsTrue(fourth.Model.Store.TrustsChecked);
    }

    [TestMethod]
    public void TakeFile_NotSignedOrByAnotherKey_StaysWhereItIs()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.edgenet");
        foreach ((byte[] file, string reason) in ((byte[], string)[])[
            (Vibration.File, "It is not signed; 'edgenet sign' does that."),
            (VibrationParts.Signed(Vibration.File, 2, key: SealedModels.Keys[3]), "It is signed by another key, or was changed after that."),
            (VibrationParts.Signed(Vibration.File, 1), "Version 1 is not above 1."),
            (VibrationParts.Signed(SealedModels.OfRepository("sonar"), 2), "This board takes models of 'vibration'.")])
        {
            File.WriteAllBytes(path, file);
            var node = new VibrationParts([], folder.Path);

            node.Model.TakeFile(path);

            Assert.AreEqual($"{path} is refused: {reason}", node.ModelLines[^1]);
            Assert.IsTrue(File.Exists(path));
            Assert.AreEqual(UpdatePhase.Idle, node.Model.Store.Phase);
        }
    }

    [TestMethod]
    public void TakeFile_Damaged_SaysSo()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.edgenet");
        byte[] file = VibrationParts.Signed(Vibration.File, 2);
        file[500] ^= 1;
        File.WriteAllBytes(path, file);
        var node = new VibrationParts([], folder.Path);

        node.Model.TakeFile(path);

        Assert.StartsWith($"{path} is refused: ", node.ModelLines[^1]);
        Assert.Contains("CRC", node.ModelLines[^1]);
    }

    [TestMethod]
    public void TakeFile_None_SaysNothing()
    {
        using var folder = new TemporaryFolder();
        var node = new VibrationParts([], folder.Path);

        node.Model.TakeFile(folder.Combine("model.edgenet"));

        Assert.HasCount(1, node.ModelLines);
    }

    [TestMethod]
    public void Start_BurstTooShortForTheVotes_IsRefusedWithBothNumbers()
    {
        byte[] file = Vibration.File;
        int at = VibrationParts.StreamAt(file);
        ModelBytes.PutUInt16(file, at + 6, 128); // readings from one window to the next
        file[at + 20] = 5; // votes
        file[at + 21] = 5;
        ModelBytes.Seal(file);

        AssertRefused(file, "It decides after 640 readings, a window of 128 and its votes; this board gives it 500, so that it could never decide.");
    }

    [TestMethod]
    public void Start_RateThatIsNoWholeNumber_IsRefused()
    {
        byte[] file = Vibration.File;
        ModelBytes.PutInt32(file, VibrationParts.StreamAt(file), 62500);
        ModelBytes.Seal(file);

        AssertRefused(file, "It takes 62.5 readings a second; this board gives a multiple of 1.");
    }

    [TestMethod]
    public void Start_GoldenVectorThatDiffers_RunsTheOneBefore()
    {
        AssertRefusedSigned(VibrationParts.SignedUnseen(VibrationParts.WithWrongGolden()), "Its golden vectors or windows differ: this board does not compute what the PC computed.");
    }

    [TestMethod]
    public void Start_ConfirmedByAnotherKey_IsRefusedAfterEachSleepToo()
    {
        using var folder = new TemporaryFolder();
        Confirm(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 1));
        Assert.IsTrue(Start(isColdStart: false, VibrationParts.Key).Store.IsTrusted);

        foreach (bool isColdStart in (bool[])[true, false, false])
        {
            NodeModel model = Start(isColdStart, SealedModels.Keys[3]); // the program was built anew, with another key
            Assert.IsNull(model.Store.Running);
            Assert.AreEqual(UpdateOutcome.RefusedSignature, model.Store.Outcome);
        }

        NodeModel back = Start(isColdStart: false, VibrationParts.Key);
        Assert.AreEqual((2, false), (back.Store.RunningVersion, back.Store.IsTrusted)); // checked in full
        Assert.IsTrue(Start(isColdStart: false, VibrationParts.Key).Store.IsTrusted);

        NodeModel Start(bool isColdStart, EdgeNet.Fleet.Keys.FleetKey key) => new VibrationParts([], folder.Path, isColdStart, key: key).Model;
    }

    [TestMethod]
    public void Start_SelfTestThatFailsAtAColdStart_FailsAfterTheSleepToo()
    {
        using var folder = new TemporaryFolder();
        Confirm(folder.Path, VibrationParts.SignedUnseen(VibrationParts.WithWrongGolden(), trial: 1));

        foreach (bool isColdStart in (bool[])[true, false, false])
        {
            var node = new VibrationParts([], folder.Path, isColdStart);

            Assert.AreSequenceEqual(["Version 2 does not run: Its golden vectors or windows differ: this board does not compute what the PC computed.", "Model: 'vibration', version 1, built in."], node.ModelLines);
        }
    }

    [TestMethod]
    public void NewHealth_EveryModel_SaysHowOftenItReports()
    {
        using var folder = new TemporaryFolder();
        Assert.AreEqual(3600, new VibrationParts([], folder.Path).Model.NewHealth(1).EverySeconds);
        Confirm(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 1, health: 900));

        Assert.AreEqual(900, new VibrationParts([], folder.Path).Model.NewHealth(1).EverySeconds);
    }

    [TestMethod]
    public void Start_BuiltInModelThatDiffers_SaysSoAndIsNotUsed()
    {
        using var folder = new TemporaryFolder();
        StreamSettings sound = VibrationStream.Settings();
        sound.Golden[0].Features[0]++;

        foreach (bool isColdStart in (bool[])[true, false])
        {
            var node = new VibrationParts([], folder.Path, isColdStart, () => new Pipeline(new VibrationModel(), sound));

            Assert.IsFalse(node.Model.IsSound); // after the sleep that follows, too
            Assert.StartsWith("Its golden vectors or windows differ: this board does not compute what the PC computed.", node.ModelLines[^1]);
        }
    }

    [TestMethod]
    public void FleetKey_OfTheSample_IsTheHashThatItSays()
    {
        for (int n = 0; ; n++)
        {
            byte[] hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes($"EdgeNet has no key of yours {n}"));
            if (Ed25519FleetKey.OfPublic(hash) is { } key)
            {
                var id = new byte[ModelKey.IdLength];
                VibrationNode.FleetKey.Make().CopyId(id);
                Assert.AreSequenceEqual(key.Id, id);
                return;
            }
        }
    }

    [TestMethod]
    public void Wanted_BuiltInModel_IsWhatTheNodeTakes()
    {
        ModelSeal seal = SealedModels.Read(VibrationParts.Signed(Vibration.File, 2));
        var builtIn = new VibrationModel();

        Assert.IsNull(NodeModel.Wanted().FaultOf(seal));
        Assert.AreEqual(NodeModel.Name, builtIn.Name);
        Assert.AreSequenceEqual(NodeModel.Wanted().Labels, Enumerable.Range(0, builtIn.LabelCount).Select(builtIn.LabelOf));
    }

    // By a program that looks at nothing.
    private static void Confirm(string folder, byte[] file)
    {
        for (int start = 0; start < 2; start++)
        {
            StoreArea[] areas = VibrationParts.AreasOf(folder);
            var store = new ModelStore(areas[0], areas[1], areas[2], areas[3], VibrationParts.Key.ToModelKey(), NodeModel.Wanted(), 1);
            store.Start(_ => null);
            Assert.IsTrue(start == 0 ? store.TakeFile(new ArrayStorage(file)) : store.Decided());
            Assert.AreEqual(start * 2, store.ConfirmedVersion);
        }
    }

    private static void AssertRefused(byte[] file, string reason) => AssertRefusedSigned(VibrationParts.Signed(file, 2), reason);

    // A model with a sound signature that the application must not run: what it says, and that the one before runs.
    private static void AssertRefusedSigned(byte[] file, string reason)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("model.edgenet");
        File.WriteAllBytes(path, file);
        new VibrationParts([], folder.Path).Model.TakeFile(path);

        var node = new VibrationParts([], folder.Path, isColdStart: false); // the first start of a trial tests all, whatever began it

        Assert.AreSequenceEqual([$"Version 2 does not run: {reason}", "Model: 'vibration', version 1, built in."], node.ModelLines);
        Assert.IsTrue(node.Model.IsSound);
        Assert.AreEqual(UpdateOutcome.RefusedSelfTest, node.Model.Store.Outcome);
        Assert.AreSequenceEqual(["Model: 'vibration', version 1, built in."], new VibrationParts([], folder.Path).ModelLines); // not tried again
    }

    private sealed class BrokenArea : StoreArea
    {
        public override int Capacity => 4096;

        public override void Read(int position, byte[] buffer, int count) => throw new IOException("No storage.");

        public override void EraseAll() => throw new IOException("No storage.");

        public override void Write(int position, byte[] buffer, int count) => throw new IOException("No storage.");

        public override void Flush()
        {
        }
    }
}
