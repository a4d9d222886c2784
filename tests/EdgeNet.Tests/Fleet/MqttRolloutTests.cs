using EdgeNet.Files;
using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>Roll-outs against a broker in this process, to nodes that run the device's own code.</summary>
[TestClass]
public class MqttRolloutTests
{
    private static readonly RolloutOptions Usual = new() { MostChunk = 128, Patience = TimeSpan.FromHours(10) };
    private static readonly MqttTopics All = MqttTopics.Below("edgenet", "#");

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task RunAsync_SoundNodes_AllConfirmAndNoOfferIsLeft(bool isOld)
    {
        var clock = new SimulatedClock(20);
        await using SimulatedBroker broker = await new SimulatedBroker { IsOld = isOld }.StartAsync();
        await using var fleet = new SimulatedFleet(clock, Enumerable.Range(0, 5).Select(i => new SimulatedNode(FormattableString.Invariant($"line-{i % 2}/press-{i}"), broker)));
        fleet.Start();
        await fleet.ConnectedAsync(broker, fleet.Nodes.Length);

        MqttRollout rollout = await fleet.PushAsync(broker, All, SimulatedModel.Offered(3), Usual, TestContext.CancellationToken);

        Assert.IsTrue(rollout.Rollout.IsComplete);
        Assert.IsEmpty(rollout.OffersLeft);
        foreach (SimulatedNode node in fleet.Nodes)
        {
            Assert.AreEqual(3, node.RunningVersion);
            Assert.AreEqual(3, node.ConfirmedVersion);
            Assert.AreEqual(0, node.AskedForWhatItHad);
            Assert.IsEmpty(broker.Retained($"edgenet/{node.Device}/offer"));
        }
    }

    [TestMethod]
    public async Task RunAsync_OnlyTheDevicesOfTheFilter_GetIt()
    {
        var clock = new SimulatedClock(20);
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        await using var fleet = new SimulatedFleet(clock, Enumerable.Range(0, 4).Select(i => new SimulatedNode(FormattableString.Invariant($"line-{i % 2}/press-{i}"), broker)));
        fleet.Start();
        await fleet.ConnectedAsync(broker, fleet.Nodes.Length);

        MqttRollout rollout = await fleet.PushAsync(broker, MqttTopics.Below("edgenet", "line-1/+"), SimulatedModel.Offered(3), Usual, TestContext.CancellationToken);

        Assert.AreEqual("line-1/press-1 line-1/press-3", string.Join(' ', rollout.Rollout.Nodes.Select(node => node.Device)));
        Assert.AreEqual("1 3 1 3", string.Join(' ', fleet.Nodes.Select(node => node.RunningVersion)));
    }

    [TestMethod]
    public async Task RunAsync_FirstNodeReverts_TheOthersKeepTheirs()
    {
        var clock = new SimulatedClock(20);
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        await using var fleet = new SimulatedFleet(clock, Enumerable.Range(0, 6).Select(i => new SimulatedNode(FormattableString.Invariant($"press-{i}"), broker) { IsFaulty = i == 1 }));
        fleet.Start();
        await fleet.ConnectedAsync(broker, fleet.Nodes.Length);

        MqttRollout rollout = await fleet.PushAsync(broker, All, SimulatedModel.Offered(3), Usual, TestContext.CancellationToken);

        Assert.Contains("press-1: the application reported a fault", rollout.Rollout.StoppedBecause!);
        Assert.AreEqual("1 1 1 1", string.Join(' ', fleet.Nodes[2..].Select(node => node.RunningVersion)));
        Assert.AreEqual(1, fleet.Nodes[1].RunningVersion);
        Assert.IsTrue(fleet.Nodes.All(node => broker.Retained($"edgenet/{node.Device}/offer").Length == 0));

        // The same again stops at once, before anybody gets anything; --again tries press-1 once more.
        int starts = fleet.Nodes[1].Starts;
        rollout = await fleet.PushAsync(broker, All, SimulatedModel.Offered(3), Usual, TestContext.CancellationToken);
        Assert.IsNotNull(rollout.Rollout.StoppedBecause);
        Assert.AreEqual(starts, fleet.Nodes[1].Starts);
        await fleet.PushAsync(broker, All, SimulatedModel.Offered(3), Usual with { Again = true }, TestContext.CancellationToken);
        Assert.IsGreaterThan(starts, fleet.Nodes[1].Starts);
    }

    [TestMethod]
    public async Task RunAsync_AgainWhileTheNodeSleeps_TakesItFromTheRetainedOfferWhenItWakes()
    {
        var clock = new SimulatedClock(20);
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        await using var fleet = new SimulatedFleet(clock, [new SimulatedNode("press-0", broker) { IsFaulty = true }]);
        SimulatedNode node = fleet.Nodes[0];
        fleet.Start();
        await fleet.ConnectedAsync(broker, 1);
        MqttRollout rollout = await fleet.PushAsync(broker, All, SimulatedModel.Offered(3), Usual, TestContext.CancellationToken);
        Assert.AreEqual(1, rollout.Rollout.Failed);
        fleet.Do(() =>
        {
            node.IsAsleep = true;
            node.IsFaulty = false;
        });

        // It wakes a while after the offer was made, and once more for its restarts.
        rollout = await fleet.PushAsync(broker, All, SimulatedModel.Offered(3), Usual with { Again = true }, TestContext.CancellationToken, run =>
        {
            if (node.IsAsleep && broker.Retained("edgenet/press-0/offer") is [_, .. ] offer)
            {
                Assert.AreEqual(1, offer[UpdateMessage.OfferAttemptAt]);
                fleet.Do(() => node.IsAsleep = false);
            }
        });

        Assert.IsTrue(rollout.Rollout.IsComplete);
        Assert.AreEqual(3, node.ConfirmedVersion);
        Assert.IsEmpty(broker.Retained("edgenet/press-0/offer"));
    }

    [TestMethod]
    public async Task RunAsync_ConfirmedModelIsDamaged_IsRepairedByTheSameFile()
    {
        var clock = new SimulatedClock(20);
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        await using var fleet = new SimulatedFleet(clock, [new SimulatedNode("press-0", broker)]);
        SimulatedNode node = fleet.Nodes[0];
        fleet.Start();
        await fleet.ConnectedAsync(broker, 1);
        await fleet.PushAsync(broker, All, SimulatedModel.Offered(3), Usual, TestContext.CancellationToken);
        fleet.Do(node.Damage);
        Assert.AreEqual(1, node.RunningVersion);
        Assert.AreEqual(3, node.ConfirmedVersion);
        while (NodeStatus.Read(broker.Retained("edgenet/press-0/status"))!.Running != 1)
        {
            await Task.Delay(10, TestContext.CancellationToken);
        }

        MqttRollout rollout = await fleet.PushAsync(broker, All, SimulatedModel.Offered(3), Usual, TestContext.CancellationToken);

        Assert.IsTrue(rollout.Rollout.IsComplete);
        Assert.AreEqual(3, node.RunningVersion);
        Assert.IsTrue(node.RunsASoundModel);
    }

    [TestMethod]
    public async Task RunAsync_TwoModelsAtOnce_BothEnd()
    {
        var clock = new SimulatedClock(20);
        int messages = 0;
        await using SimulatedBroker broker = await new SimulatedBroker
        {
            OnPublish = (_, _) =>
            {
                Interlocked.Increment(ref messages);
                return true;
            },
        }.StartAsync();
        await using var fleet = new SimulatedFleet(clock, [new SimulatedNode("press-0", broker)]);
        SimulatedNode node = fleet.Nodes[0];
        fleet.Start();
        await fleet.ConnectedAsync(broker, 1);

        MqttRollout[] rollouts = await Task.WhenAll(((int[])[3, 4]).Select(version =>
            fleet.PushAsync(broker, All, SimulatedModel.Offered(version), Usual with { Patience = TimeSpan.FromMinutes(2) }, TestContext.CancellationToken)));

        TestContext.WriteLine($"{messages} messages, {node.Erasures} erasures: {string.Join("; ", rollouts.Select(each => each.Rollout.Nodes.Single().Describe(each.Rollout.Model)))}");
        Assert.IsTrue(rollouts.Any(each => each.Rollout.IsComplete));
        Assert.IsInRange(3, 4, node.ConfirmedVersion);
        Assert.IsLessThanOrEqualTo(6, node.Erasures);
        Assert.IsLessThan(400, messages); // 24 chunks of each, in threes and fours
        Assert.IsEmpty(broker.Retained("edgenet/press-0/offer"));
    }

    [TestMethod]
    public async Task RunAsync_StoppedInTheMiddle_GoesOnWithoutSendingAnythingTwice()
    {
        var clock = new SimulatedClock(20);
        var chunks = new HashSet<(string Topic, int Number)>();
        int twice = 0;
        using var kill = new CancellationTokenSource();
        await using SimulatedBroker broker = await new SimulatedBroker
        {
            OnPublish = (_, message) =>
            {
                if (message.Topic.EndsWith("/chunk", StringComparison.Ordinal))
                {
                    lock (chunks)
                    {
                        twice += chunks.Add((message.Topic, UpdateMessage.GetShort(message.Payload.FirstSpan.ToArray(), UpdateMessage.ChunkNumberAt))) ? 0 : 1;
                        if (chunks.Count == 20)
                        {
                            kill.Cancel();
                        }
                    }
                }

                return true;
            },
        }.StartAsync();
        await using var fleet = new SimulatedFleet(clock, [new SimulatedNode("press-0", broker)]);
        fleet.Start();
        await fleet.ConnectedAsync(broker, fleet.Nodes.Length);

        MqttRollout first = await fleet.PushAsync(broker, All, SimulatedModel.Offered(3), Usual, kill.Token);
        Assert.IsFalse(first.Rollout.IsComplete);
        Assert.AreEqual(UpdatePhase.Receiving, fleet.Nodes[0].Phase);
        Assert.IsEmpty(broker.Retained("edgenet/press-0/offer"));

        MqttRollout second = await fleet.PushAsync(broker, All, SimulatedModel.Offered(3), Usual, TestContext.CancellationToken);
        Assert.IsTrue(second.Rollout.IsComplete);
        Assert.AreEqual(0, fleet.Nodes[0].AskedForWhatItHad);
        Assert.IsLessThanOrEqualTo(2 * MqttNode.Window, twice); // the window that was on the way when it was stopped
    }

    [TestMethod]
    public async Task RunAsync_NobodyThere_SaysSo()
    {
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        await using var fleet = new SimulatedFleet(new SimulatedClock(50), []);
        InputException e = await Assert.ThrowsExactlyAsync<InputException>(
            () => fleet.PushAsync(broker, MqttTopics.Below("edgenet", "line-3/+"), RolloutStatus.Model, Usual, TestContext.CancellationToken));
        Assert.StartsWith("No node below 'edgenet/line-3/+' has told its status", e.Message);
        Assert.DoesNotContain("access lists", e.Message);
    }

    [TestMethod]
    public async Task RunAsync_NobodyThereByTheOldVersion_NamesAccessLists()
    {
        await using SimulatedBroker broker = await new SimulatedBroker { IsOld = true }.StartAsync();
        await using var fleet = new SimulatedFleet(new SimulatedClock(50), []);
        InputException e = await Assert.ThrowsExactlyAsync<InputException>(() => fleet.PushAsync(broker, All, RolloutStatus.Model, Usual, TestContext.CancellationToken));
        Assert.EndsWith("By MQTT 3.1.1, a broker does not say when it forbids a message: check its access lists, too.", e.Message);
    }

    [TestMethod]
    public async Task RunAsync_BrokerThatForbidsOffers_SaysSo()
    {
        await using SimulatedBroker broker = await new SimulatedBroker { ForbiddenEnd = "/offer" }.StartAsync();
        await broker.PublishAsync("edgenet/press-1/status", RolloutStatus.Bytes(UpdatePhase.Idle, 6, 6), isRetained: true);
        await using var fleet = new SimulatedFleet(new SimulatedClock(50), []);
        InputException e = await Assert.ThrowsExactlyAsync<InputException>(() => fleet.PushAsync(broker, All, RolloutStatus.Model, Usual, TestContext.CancellationToken));
        Assert.EndsWith("does not allow a client without a user to write to edgenet/press-1/offer; change its access list.", e.Message);
    }

    [TestMethod]
    public async Task RunAsync_ForeignMessages_ArePassedOverAndCounted()
    {
        await using SimulatedBroker broker = await new SimulatedBroker().StartAsync();
        await broker.PublishAsync("edgenet/press-1/status", RolloutStatus.Bytes(UpdatePhase.Idle, 7, 7), isRetained: true);
        await broker.PublishAsync("edgenet/press-2/status", [1, 2, 3], isRetained: true);
        await broker.PublishAsync("edgenet/press-3/status", [.. RolloutStatus.Bytes(UpdatePhase.Idle, 7, 7), 0], isRetained: true);
        await broker.PublishAsync("edgenet/status", "hello"u8.ToArray(), isRetained: true);
        await using var fleet = new SimulatedFleet(new SimulatedClock(50), []);

        MqttRollout rollout = await fleet.PushAsync(broker, All, RolloutStatus.Model, Usual, TestContext.CancellationToken);

        Assert.IsTrue(rollout.Rollout.IsComplete);
        Assert.AreEqual("press-1", rollout.Rollout.Nodes.Single().Device);
        Assert.AreEqual(3, rollout.Ignored);
    }
}
