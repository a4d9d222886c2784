using EdgeNet.Tests.Experiments;
using VibrationNode;

namespace EdgeNet.Tests.Samples;

/// <summary>How VibrationNode tries a model out: what speaks for it, what against it, and what is not its business.</summary>
[TestClass]
public class VibrationTrialTests
{
    private const string Device = Awake.Device;

    // Milliseconds of a cold start's burst, and of listening to the serial line before.
    private const int Listening = 5_000 + Visit.QuietMilliseconds;

    [TestMethod]
    public void Run_PushThatAsksEveryTwoSeconds_DoesNotStopTheTrial()
    {
        using var folder = new TemporaryFolder();
        Assert.IsTrue(new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 36)).Run());
        for (int wake = 1; wake <= 3; wake++)
        {
            var node = new Awake(folder.Path, [], sleptSeconds: wake == 1 ? 0 : 55, serial: board => new FakeLine(board, 500, 2000));
            long before = node.Parts.Board.Microseconds;

            Assert.IsFalse(node.Run());

            Assert.IsGreaterThan(1, node.Serial.Answers.Count);
            Assert.AreEqual(wake == 3 ? 0 : 12 * wake, node.Parts.Model.Store.TrialDecisions);
            Assert.IsLessThan(Listening + (2 * Visit.QuietMilliseconds) + 500, (node.Parts.Board.Microseconds - before) / 1000);
            node.Parts.Model.Store.Sleep();
        }

        Assert.AreEqual(2, new Awake(folder.Path, []).Parts.Model.Store.ConfirmedVersion);
    }

    [TestMethod]
    public void Run_ModelThatFails_FailsItsTrialAndSaysSo()
    {
        using var folder = new TemporaryFolder();
        new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 100)).Run();
        var trial = new Awake(folder.Path, []) { Line = { Fault = "there is no network." } }; // no matter: a fault is a fault
        trial.Parts.Pipeline.StateChanged += _ => throw new InvalidOperationException("It is broken."); // whatever a model may do

        Assert.IsTrue(trial.Run());

        Assert.Contains("The model fails: It is broken.", trial.Parts.Lines);
        Assert.Contains("Version 2 has failed its trial.", trial.Parts.Lines);
        Assert.IsGreaterThan(10, trial.Parts.Lamp.Count);
        var next = new Awake(folder.Path, []);
        Assert.IsFalse(next.Run());
        Assert.AreEqual((UpdateOutcome.RevertedByFault, 1), (next.Statuses[^1].Outcome, next.Statuses[^1].Running));
    }

    [TestMethod]
    public void Run_ModelThatDecidesNothing_BlinksAndEndsItsTrialAfterTwentyTimesAwake()
    {
        using var folder = new TemporaryFolder();
        new Awake(folder.Path, VibrationParts.SignedUnseen(VibrationParts.WithAllVotes())).Run();
        int[][] readings = [.. VibrationParts.Readings("p1", 2, 2), .. VibrationParts.Readings("p1", 14, 3)]; // a machine that changes in each burst
        for (int wake = 0; wake < 20; wake++)
        {
            var trial = new Awake(folder.Path, [], sleptSeconds: wake == 0 ? 0 : 55, readings: readings);

            Assert.IsFalse(trial.Run());

            Assert.AreSequenceEqual(["State: unknown.", "The model decides nothing, although no reading is missing."], trial.Parts.Lines);
            Assert.AreEqual(10, trial.Parts.Lamp.Count(isOn => isOn));
            Assert.AreEqual((UpdatePhase.Testing, 0), (trial.Statuses[^1].Phase, trial.Parts.Model.Store.TrialDecisions));
            trial.Parts.Model.Store.Sleep();
        }

        var end = new Awake(folder.Path, [], sleptSeconds: 55);
        Assert.AreEqual((UpdateOutcome.RevertedByFault, 1), (end.Parts.Model.Store.Outcome, end.Parts.Model.Store.RunningVersion));
    }

    [TestMethod]
    public void Run_SensorThatIsDead_NodeReportsAndTakesModels()
    {
        using var folder = new TemporaryFolder();
        byte[] file = VibrationParts.Signed(Vibration.File, 2);
        var node = new Awake(folder.Path, file, hasSensor: false);

        Assert.IsTrue(node.Run());

        byte[] health = node.Line.Published.First(each => each.Topic == $"edgenet/{Device}/health").Payload;
        Assert.AreEqual(0, UpdateMessage.Get(health, HealthMessage.DecisionsAt));
        Assert.AreEqual(UpdatePhase.Staged, node.Statuses[^1].Phase);
        Assert.Contains("500 of 500 readings are missing; check the wires.", node.Parts.Lines);
        Assert.AreEqual(10, node.Parts.Lamp.Count(isOn => isOn));

        // The wire is loose during the trial, too; then somebody mends it.
        for (int wake = 0; wake < 5; wake++)
        {
            var loose = new Awake(folder.Path, [], sleptSeconds: wake == 0 ? 0 : 55, hasSensor: false);
            Assert.IsFalse(loose.Run());
            Assert.AreEqual((UpdatePhase.Testing, 0), (loose.Statuses[^1].Phase, loose.Statuses[^1].Decisions));
            loose.Parts.Model.Store.Sleep();
        }

        var mended = new Awake(folder.Path, [], sleptSeconds: 55);
        Assert.IsFalse(mended.Run());
        Assert.AreEqual((UpdateOutcome.Confirmed, 2), (mended.Statuses[^1].Outcome, mended.Statuses[^1].Confirmed));
    }

    [TestMethod]
    public void Run_BuiltInModelThatDiffers_IsNotAskedAndANewOneIsTaken()
    {
        using var folder = new TemporaryFolder();
        StreamSettings sound = EdgeNet.Models.VibrationStream.Settings();
        sound.Golden[0].Features[0]++;
        var node = new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2), builtIn: () => new Pipeline(new EdgeNet.Models.VibrationModel(), sound));

        Assert.IsTrue(node.Run());

        Assert.AreEqual(UpdatePhase.Staged, node.Statuses[^1].Phase);
        Assert.IsEmpty(node.Parts.Board.ReadAt);
        Assert.AreEqual(10, node.Parts.Lamp.Count(isOn => isOn));
        Assert.AreEqual(2, new Awake(folder.Path, []).Parts.Model.Store.RunningVersion);
    }

    [TestMethod]
    public void Run_ModelThatCutsTheNodeOff_IsNotConfirmed()
    {
        using var folder = new TemporaryFolder();
        new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 12)).Run();
        for (int wake = 0; wake < 20; wake++)
        {
            var trial = new Awake(folder.Path, [], sleptSeconds: wake == 0 ? 0 : 55) { Line = { Fault = "no memory is left for TLS." } };

            Assert.IsFalse(trial.Run());

            Assert.AreEqual(12, trial.Health.Decisions);
            Assert.AreEqual((UpdatePhase.Testing, 0), (trial.Parts.Model.Store.Phase, trial.Parts.Model.Store.TrialDecisions));
            trial.Parts.Model.Store.Sleep();
        }

        Assert.AreEqual(1, new Awake(folder.Path, [], sleptSeconds: 55).Parts.Model.Store.RunningVersion);
    }

    [TestMethod]
    public void Run_BrokerThatDropsTheNode_DoesNotCount()
    {
        using var folder = new TemporaryFolder();
        new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 12)).Run();
        var trial = new Awake(folder.Path, []) { Line = { DropsAfter = 1_000 } };

        Assert.IsFalse(trial.Run());

        Assert.AreEqual((UpdatePhase.Testing, 0), (trial.Parts.Model.Store.Phase, trial.Parts.Model.Store.TrialDecisions));
    }

    [TestMethod]
    public void Run_NodeWithoutBroker_TakesDecisionsAndPrintsItsHealth()
    {
        using var folder = new TemporaryFolder();
        new Awake(folder.Path, VibrationParts.Signed(Vibration.File, 2, trial: 12)).Run();
        var alone = new Awake(folder.Path, null);

        Assert.IsFalse(alone.Run());

        Assert.Contains("Version 2 is confirmed.", alone.Parts.Lines);
        string line = alone.Parts.Lines.Single(each => each.StartsWith("health ", StringComparison.Ordinal));
        Assert.StartsWith("health model=vibration version=2 signature=ed25519 record=1 seconds=60 covers=60 decisions=12 classes=11,0,0,0 ", line);
        Assert.EndsWith(" free=4321", line);
        Assert.AreEqual(1, alone.Serial.Records); // and in a frame, for who listens there
        Assert.AreEqual(0, alone.Health.Decisions);
    }
}
