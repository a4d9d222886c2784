using System.Diagnostics.CodeAnalysis;
using EdgeNet.Cli;
using EdgeNet.Tests.Cli;

namespace EdgeNet.Tests.Fleet;

/// <summary><c>edgenet push --broker</c> as a user calls it.</summary>
[TestClass]
public class PushCommandTests
{
    [TestMethod]
    public async Task Push_NodesConfirm_Is0AndNamesEachOne()
    {
        using var folder = new TemporaryFolder();
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        await using var fleet = new SimulatedFleet(new SimulatedClock(20), Enumerable.Range(0, 3).Select(i => new SimulatedNode(FormattableString.Invariant($"line-3/press-{i}"), broker)));
        fleet.Start();
        await fleet.ConnectedAsync(broker, 3);

        CliRun run = await Push(folder, broker, "--devices", "line-3/+");

        Assert.AreEqual(string.Empty, run.Error);
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Output);
        Assert.Contains($"{SimulatedModel.Name}, version 3, ", run.Output);
        Assert.Contains($"3 nodes at mqtt://localhost:{broker.Port}, MQTT 5.0: 0 have it, 3 can take it, 0 cannot.", run.Output);
        Assert.Contains("line-3/press-1: confirmed version 3", run.Output);
        Assert.Contains("All 3 nodes have confirmed it.", run.Output);

        run = await Push(folder, broker, "--devices", "line-3/+"); // again: nothing to do
        Assert.AreEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains("3 have it, 0 can take it, 0 cannot.", run.Output);
    }

    [TestMethod]
    public async Task Push_FirstReverts_Is8AndSaysWhereItStopped()
    {
        using var folder = new TemporaryFolder();
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        await using var fleet = new SimulatedFleet(new SimulatedClock(20), Enumerable.Range(0, 3).Select(i => new SimulatedNode(FormattableString.Invariant($"press-{i}"), broker) { IsFaulty = i == 0 }));
        fleet.Start();
        await fleet.ConnectedAsync(broker, 3);

        CliRun run = await Push(folder, broker, "--devices", "#", "--first", "1", "--stop-at", "0%");

        Assert.AreEqual(
            $"edgenet: stopped: 1 of 1 nodes that are done run the model before, more than 0 %; press-0: the application reported a fault in its trial. The nodes whose turn did not come run what they ran.{Environment.NewLine}",
            run.Error);
        Assert.AreEqual(ExitCode.NotConfirmed, run.ExitCode);
        Assert.Contains("press-2", run.Output);
        Assert.Contains("its turn did not come", run.Output);
        Assert.AreEqual("1 1 1", string.Join(' ', fleet.Nodes.Select(node => node.RunningVersion)));
    }

    [TestMethod]
    public async Task Push_NodeThatTrustsAnotherKey_IsShownAndGetsNothing()
    {
        using var folder = new TemporaryFolder();
        var topics = new List<string>();
        await using SimulatedBroker broker = await new SimulatedBroker
        {
            OnPublish = (_, message) =>
            {
                lock (topics)
                {
                    topics.Add(message.Topic);
                }

                return true;
            },
        }.StartAsync();
        await broker.PublishAsync("edgenet/press-1/status", RolloutStatus.Bytes(UpdatePhase.Idle, 1, 0, name: SimulatedModel.Name, capacity: 100_000), isRetained: true);
        await broker.PublishAsync("edgenet/evil/status", RolloutStatus.Bytes(UpdatePhase.Idle, 1, 0, name: "\u001b[2J\u202e", key: SimulatedModel.Key.IdText, capacity: 100_000), isRetained: true);
        topics.Clear();

        CliRun run = await Push(folder, broker, "--devices", "#");

        Assert.AreEqual(ExitCode.NotConfirmed, run.ExitCode);
        Assert.Contains("0 have it, 0 can take it, 1 cannot. 1 takes models of another name, and this one does not concern it.", run.Output);
        Assert.Contains("press-1: runs version 1: it trusts the key 0102030405060708, and the model is signed by", run.Output);
        Assert.Contains("it takes models of '\\u{1b}[2J\\u{202e}'", run.Output);
        Assert.DoesNotContain("\u001b", run.Output + run.Error);
        Assert.IsEmpty(topics);
        Assert.AreEqual($"edgenet: 0 of 1 nodes have confirmed it. The table says why nodes cannot take it.{Environment.NewLine}", run.Error);
    }

    [TestMethod]
    public async Task Push_NodesOfOtherModels_AreListedAndDoNotCount()
    {
        using var folder = new TemporaryFolder();
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        await broker.PublishAsync("edgenet/pump/status", RolloutStatus.Bytes(UpdatePhase.Idle, 1, 0, name: "pump"), isRetained: true);
        await using var fleet = new SimulatedFleet(new SimulatedClock(20), [new SimulatedNode("press-0", broker)]);
        fleet.Start();
        await fleet.ConnectedAsync(broker, 1);

        CliRun run = await Push(folder, broker, "--devices", "#");
        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        Assert.Contains("pump: runs version 1: it takes models of 'pump'", run.Output);
        Assert.Contains("The node has confirmed it.", run.Output);

        run = await Push(folder, broker, "--devices", "pump");
        Assert.AreEqual(ExitCode.NotConfirmed, run.ExitCode);
        Assert.StartsWith("edgenet: none of these nodes takes models of", run.Error);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Push_NodeDoesNotAnswer_NamesAccessListsOnlyByTheOldVersion(bool isOld)
    {
        using var folder = new TemporaryFolder();
        await using SimulatedBroker broker = await new SimulatedBroker { IsOld = isOld }.StartAsync();
        byte[] status = RolloutStatus.Bytes(UpdatePhase.Idle, 1, 0, name: SimulatedModel.Name, key: SimulatedModel.Key.IdText, capacity: 100_000);
        await broker.PublishAsync("edgenet/press-1/status", status, isRetained: true);

        CliRun run = await Push(folder, broker, "--devices", "#", "--patience", "1");

        Assert.AreEqual(ExitCode.NotConfirmed, run.ExitCode);
        Assert.StartsWith("edgenet: 0 of 1 nodes have confirmed it. The same command goes on ", run.Error);
        Assert.AreEqual(isOld, run.Error.Contains("check its access lists, too.", StringComparison.Ordinal));
    }

    [TestMethod]
    public void Push_UnsignedModel_NamesTheCommandThatSigns()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("m.edgenet");
        File.WriteAllBytes(path, DeviceTests.SmallModels.OneLayer());
        CliRun.Of("push", path, "--broker", "mqtt://localhost:1", "--devices", "#")
            .ShouldFail(ExitCode.BadInput, $"{path}: is not signed, and a node takes only signed models; run 'edgenet sign' on it first.");
    }

    [TestMethod]
    public void Push_DamagedModel_Is5()
    {
        using var folder = new TemporaryFolder();
        byte[] bytes = SimulatedModel.Signed(3);
        bytes[60] ^= 1;
        File.WriteAllBytes(folder.Combine("m.edgenet"), bytes);
        Assert.AreEqual(ExitCode.BadModel, CliRun.Of("push", folder.Combine("m.edgenet"), "--broker", "mqtt://localhost:1", "--devices", "#").ExitCode);
    }

    [TestMethod]
    public async Task Push_BrokerThatIsNotThere_Is3()
    {
        using var folder = new TemporaryFolder();
        await using var broker = new SimulatedBroker();
        CliRun run = await Push(folder, broker, "--devices", "#");
        Assert.AreEqual($"edgenet: mqtt://localhost:{broker.Port}: cannot be reached: Connection refused.{Environment.NewLine}", run.Error);
        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
    }

    [TestMethod]
    [DataRow("--port or --broker is missing: name the serial port of the board, as in COM3, or the MQTT broker that the nodes are connected to, as in mqtts://broker.example:8883.", "--devices", "#")]
    [DataRow("--devices is missing: name the nodes, as in 'line-3/+', or '#' for all.", "--broker", "mqtt://b")]
    [DataRow("--first must be a number of nodes or a share such as 10%, and is '0'.", "--broker", "mqtt://b", "--devices", "#", "--first", "0")]
    [DataRow("--stop-at must be a share from 0% to 100%, and is '10'.", "--broker", "mqtt://b", "--devices", "#", "--stop-at", "10")]
    [DataRow("--at-once must be a whole number from 1 to 2147483647, and is '0'.", "--broker", "mqtt://b", "--devices", "#", "--at-once", "0")]
    public void Push_WrongOption_IsAUsageError(string message, params string[] options)
    {
        CliRun.Of(["push", "m.edgenet", .. options]).ShouldFail(ExitCode.Usage, $"{message} See 'edgenet --help'.");
    }

    [TestMethod]
    [DataRow("'line-3/' is no filter of MQTT", "--broker", "mqtt://b", "--devices", "line-3/")]
    [DataRow("A broker at 'ws://' cannot be reached", "--broker", "ws://b", "--devices", "#")]
    [DataRow("--ca goes with mqtts:// only", "--broker", "mqtt://b", "--devices", "#", "--ca", "ca.pem")]
    [DataRow("ca.pem: cannot be read", "--broker", "mqtts://b", "--devices", "#", "--ca", "ca.pem")]
    public void Push_OptionThatCannotBe_Is3(string message, params string[] options)
    {
        CliRun run = CliRun.Of(["push", "m.edgenet", .. options]);
        Assert.StartsWith($"edgenet: {message}", run.Error);
        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
    }

    [SuppressMessage("Performance", "CA1859", Justification = "A task: the command blocks its thread.")]
    private static Task<CliRun> Push(TemporaryFolder folder, SimulatedBroker broker, params string[] options)
    {
        string path = folder.Combine("m.edgenet");
        File.WriteAllBytes(path, SimulatedModel.Signed(3));
        return Task.Run(() => CliRun.Of(["push", path, "--broker", broker.Url, .. options]));
    }
}
