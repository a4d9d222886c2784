using EdgeNet.Cli;
using EdgeNet.Fleet;
using EdgeNet.Tests.Cli;
using Spectre.Console.Testing;

namespace EdgeNet.Tests.Fleet;

/// <summary><c>edgenet fleet</c> as a user calls it.</summary>
[TestClass]
public class FleetCommandTests
{
    [TestMethod]
    public async Task Fleet_Once_ShowsEveryNodeAndWritesTheDatabase()
    {
        using var folder = new TemporaryFolder();
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        await broker.PublishAsync("edgenet/line-3/press-1/health", FleetWatchTests.Record(), isRetained: true);
        await broker.PublishAsync("edgenet/line-3/press-1/status", RolloutStatus.Bytes(UpdatePhase.Testing, 7, 6, decisions: 12), isRetained: true);
        await broker.PublishAsync("edgenet/line-4/press-9/status", RolloutStatus.Bytes(UpdatePhase.Idle, 6, 6, UpdateOutcome.RevertedByFault, 7, name: "\u001b[31mred"), isRetained: true);
        await broker.PublishAsync("edgenet/line-4/\u001b]0;title\u0007/health", FleetWatchTests.Record(record => record.Number = 5), isRetained: true);
        await broker.PublishAsync("edgenet/line-4/x/health", new byte[252], isRetained: true);

        CliRun run = await Task.Run(() => CliRun.Of("fleet", "--broker", broker.Url, "--once", "1", "--database", folder.Combine("fleet.db")));

        Assert.AreEqual(ExitCode.Success, run.ExitCode, run.Error);
        string[] lines = run.Output.Split('\n');
        Assert.IsLessThan(
            Array.FindIndex(lines, line => line.Contains("press-1", StringComparison.Ordinal)),
            Array.FindIndex(lines, line => line.Contains("press-9", StringComparison.Ordinal)));
        Assert.Contains("on trial, 12/50", Flat(run.Output));
        Assert.Contains("not known: no --model of this version", Flat(FleetTableOf(FleetWatchTests.Record(), null)));
        Assert.Contains("6 (takes models of 'press')", Flat(FleetTableOf(null, RolloutStatus.Bytes(UpdatePhase.Idle, 6, 6))));
        Assert.DoesNotContain("press", FleetTableOf(FleetWatchTests.Record(), RolloutStatus.Bytes(UpdatePhase.Idle, 6, 6))); // it runs toy, by its health
        Assert.Contains("600, class 2 400", Flat(run.Output));
        Assert.DoesNotContain("\u001b", run.Output);
        Assert.DoesNotContain("\u0007", run.Output);
        Assert.Contains($"2 health records written to {folder.Combine("fleet.db")}.", run.Output);
        Assert.Contains("1 message on these topics made no sense and were passed over.", run.Output);
        Assert.IsTrue(File.Exists(folder.Combine("fleet.db")));
    }

    [TestMethod]
    public async Task Fleet_NothingThere_Is3()
    {
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        CliRun run = await Task.Run(() => CliRun.Of("fleet", "--broker", broker.Url, "--devices", "line-3/+", "--once", "1"));
        Assert.AreEqual(ExitCode.BadInput, run.ExitCode);
        Assert.AreEqual($"edgenet: no node below 'edgenet/line-3/+' has told anything to this broker; check --devices, and whether the nodes are connected.{Environment.NewLine}", run.Error);
    }

    [TestMethod]
    public void Fleet_WithoutABroker_IsAUsageError()
    {
        CliRun run = CliRun.Of("fleet");
        Assert.AreEqual(ExitCode.Usage, run.ExitCode);
        Assert.Contains("--broker", run.Error);
    }

    private static string FleetTableOf(byte[]? health, byte[]? status)
    {
        var watch = new FleetWatch([], null);
        MqttTopics topics = MqttTopics.Below("edgenet", "#");
        foreach ((string kind, byte[]? message) in ((string, byte[]?)[])[("health", health), ("status", status)])
        {
            if (message is not null)
            {
                watch.Hear(topics, new MqttMessage($"edgenet/n/{kind}", message, false, false), DateTimeOffset.UnixEpoch);
            }
        }

        using var console = new TestConsole();
        console.Profile.Width = 500;
        console.Write(FleetTable.Of(watch, [], DateTimeOffset.UnixEpoch));
        return console.Output;
    }

    // The console of the tests is narrow: a cell may go over several lines.
    private static string Flat(string output) => string.Join(' ', output.Split((char[])[' ', '\n', '│'], StringSplitOptions.RemoveEmptyEntries));
}
