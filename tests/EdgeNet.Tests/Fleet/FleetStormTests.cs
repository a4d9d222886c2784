using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>
/// Fifty nodes with the device's own code, of which the power is cut at any write; a broker that loses one message in ten each way and is killed; a PC
/// that is killed: in the end every node runs the new model, confirmed, or the one before.
/// </summary>
[TestClass]
public class FleetStormTests
{
    private const int Nodes = 50;
    private const int PerLine = 10;
    private const int Version = 3;

    private static readonly MqttTopics All = MqttTopics.Below("edgenet", "#");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public async Task Push_EverythingFailsNowAndThen_EveryNodeEndsWithOneOfTheTwoModels(int seed)
    {
        var clock = new SimulatedClock(50);
        var random = new Random(seed);
        await using SimulatedBroker broker = await new SimulatedBroker(seed) { Loss = 0.1 }.StartAsync();
        await using var fleet = new SimulatedFleet(clock, Enumerable.Range(0, Nodes).Select(i => new SimulatedNode(FormattableString.Invariant($"line-{i / PerLine}/press-{i:00}"), broker)
        {
            // In the middle of a chunk, of the journal, of a start; one node in ten is killed in its trial, and goes back.
            Cuts = new Queue<int>(Enumerable.Range(0, 3).Select(_ => random.Next(1, 180)).Order()),
            KilledInTrialAt = i % 10 == 7 ? random.Next(1, SimulatedModel.Trial) : 0,
        }));
        fleet.Start();
        await fleet.ConnectedAsync(broker, Nodes / 2); // the statuses of some are lost

        var options = new RolloutOptions { First = new NodeShare(5, null), StopAt = 1, AtOnce = 15, MostChunk = 128, Patience = TimeSpan.FromHours(10) };
        int restarts = 0;
        int runs = 0;
        Task restart = Task.CompletedTask;
        MqttRollout? rollout = null;
        while (rollout is null || rollout.Rollout.Nodes.Count < Nodes || !rollout.Rollout.IsOver)
        {
            // The first run is killed, the second one stopped, the third one brings it to an end.
            int end = 10 + (15 * runs);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.CancellationToken);
            runs++;
            try
            {
                rollout = await fleet.PushAsync(broker, All, SimulatedModel.Offered(Version), options, stop.Token, run =>
                {
                    int done = run.Rollout.Confirmed + run.Rollout.Failed;
                    if (restart.IsCompleted && restarts < 4 && done >= 5 + (10 * restarts))
                    {
                        restarts++;
                        restart = Restart(broker);
                    }

                    if (runs == 1 && done >= end)
                    {
                        throw new EndOfProcess();
                    }

                    if (runs == 2 && done >= end)
                    {
                        stop.Cancel();
                    }
                });
            }
            catch (EndOfProcess)
            {
                // Nothing is taken back, as with kill -9.
            }

            await restart;
        }

        fleet.Do(() =>
        {
            foreach (SimulatedNode node in fleet.Nodes)
            {
                bool hasNew = node is { ConfirmedVersion: Version, RunningVersion: Version };
                bool hasOld = node is { ConfirmedVersion: 0, RunningVersion: 1 };
                Assert.IsTrue(hasNew || hasOld, $"{node.Device}: runs {node.RunningVersion}, confirmed {node.ConfirmedVersion}, {node.Phase}");
                Assert.IsTrue(node.RunsASoundModel, node.Device);
                Assert.AreEqual(0, node.AskedForWhatItHad, node.Device);
            }
        });

        int confirmed = fleet.Nodes.Count(node => node.ConfirmedVersion == Version);
        int cuts = (3 * Nodes) - fleet.Nodes.Sum(node => node.Cuts.Count);
        TestContext.WriteLine($"{confirmed} of {Nodes} confirmed; {cuts} cuts, {fleet.Nodes.Sum(node => node.Starts)} starts, {restarts} restarts of the broker, {runs} runs.");
        Assert.AreEqual(confirmed, rollout.Rollout.Confirmed);
        Assert.AreEqual(Nodes - confirmed, rollout.Rollout.Failed);
        Assert.IsGreaterThan(Nodes / 2, confirmed);
        Assert.IsGreaterThan(4, Nodes - confirmed);
        Assert.IsGreaterThan(Nodes, cuts);
        Assert.AreEqual(4, restarts);
        Assert.IsGreaterThan(2, runs);
    }

    private static async Task Restart(SimulatedBroker broker)
    {
        await broker.KillAsync();
        await Task.Delay(100);
        await broker.StartAsync();
    }

    private sealed class EndOfProcess : Exception;
}
