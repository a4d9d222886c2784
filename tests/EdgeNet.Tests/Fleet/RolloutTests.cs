using EdgeNet.Fleet;

namespace EdgeNet.Tests.Fleet;

/// <summary>Who gets a model, when, and when it stops: without a network, by a clock of hand.</summary>
[TestClass]
public class RolloutTests
{
    private readonly RolloutLine _line = new();
    private TimeSpan _now;

    [TestMethod]
    public void Rollout_NodesThatConfirm_ComeInWavesThatDouble()
    {
        Rollout rollout = Begin(new RolloutOptions { First = new NodeShare(2, null) }, 11);
        Assert.AreEqual("offer:n00 offer:n01", _line.Take());

        Confirm(rollout, 0);
        Assert.AreEqual("withdraw:n00", _line.Take());
        Confirm(rollout, 1);
        Assert.AreEqual("withdraw:n01 offer:n02 offer:n03 offer:n04 offer:n05", _line.Take());

        for (int i = 2; i < 6; i++)
        {
            Confirm(rollout, i);
        }

        Assert.AreEqual("withdraw:n02 withdraw:n03 withdraw:n04 withdraw:n05 offer:n06 offer:n07 offer:n08 offer:n09 offer:n10", _line.Take());
        for (int i = 6; i < 11; i++)
        {
            Assert.IsFalse(rollout.IsOver);
            Confirm(rollout, i);
        }

        Assert.IsTrue(rollout.IsOver);
        Assert.IsTrue(rollout.IsComplete);
        Assert.IsNull(rollout.StoppedBecause);
    }

    [TestMethod]
    public void Rollout_ShareFirstAndAtOnce_LimitWhoIsOnTheWay()
    {
        Rollout rollout = Begin(new RolloutOptions { First = NodeShare.Of("50%")!, AtOnce = 3 }, 10);
        Assert.AreEqual("offer:n00 offer:n01 offer:n02", _line.Take());

        Confirm(rollout, 1);
        Assert.AreEqual("withdraw:n01 offer:n03", _line.Take());
        Confirm(rollout, 0);
        Assert.AreEqual("withdraw:n00 offer:n04", _line.Take());
        Confirm(rollout, 2);
        Assert.AreEqual("withdraw:n02", _line.Take()); // five of ten: the others wait for the last of these
        Confirm(rollout, 3);
        Confirm(rollout, 4);
        Assert.AreEqual("withdraw:n03 withdraw:n04 offer:n05 offer:n06 offer:n07", _line.Take());
    }

    [TestMethod]
    public void Rollout_FirstOneReverts_StopsBeforeTheOthers()
    {
        Rollout rollout = Begin(new RolloutOptions(), 10);
        _line.Take();
        Confirm(rollout, 0);
        _line.Take();

        Hear(rollout, 1, RolloutStatus.Testing());
        Hear(rollout, 1, RolloutStatus.Idle(outcome: UpdateOutcome.RevertedByFault, of: 7));

        Assert.AreEqual("withdraw:n01", _line.Take());
        Assert.IsTrue(rollout.IsOver);
        Assert.IsFalse(rollout.IsComplete);
        Assert.StartsWith("1 of 2 nodes that are done run the model before, more than 10 %; n01: the application reported a fault", rollout.StoppedBecause!);
        Assert.AreEqual(8, rollout.Nodes.Count(node => node.State == NodeState.Waiting));
    }

    [TestMethod]
    public void Rollout_FewRevert_GoesOnToTheEnd()
    {
        Rollout rollout = Begin(new RolloutOptions { First = new NodeShare(10, null), StopAt = 0.1 }, 11);
        for (int i = 0; i < 9; i++)
        {
            Confirm(rollout, i);
        }

        Hear(rollout, 9, RolloutStatus.Idle(outcome: UpdateOutcome.RefusedSelfTest, of: 7)); // 1 of 10 is not more than 10 %
        Confirm(rollout, 10);

        Assert.IsNull(rollout.StoppedBecause);
        Assert.IsTrue(rollout.IsOver);
        Assert.IsFalse(rollout.IsComplete);
        Assert.AreEqual(10, rollout.Confirmed);
    }

    [TestMethod]
    public void Rollout_Stopped_TakesOffersBackAndWaitsForTrials()
    {
        Rollout rollout = Begin(new RolloutOptions { First = new NodeShare(4, null) }, 6);
        Hear(rollout, 0, RolloutStatus.Testing());
        Hear(rollout, 1, RolloutStatus.Receiving());
        _line.Take();

        Hear(rollout, 2, RolloutStatus.Idle(outcome: UpdateOutcome.RefusedSignature, of: 7));
        Assert.AreEqual("withdraw:n00 withdraw:n01 withdraw:n02 withdraw:n03", string.Join(' ', _line.Take().Split(' ').Order().Distinct()));
        Assert.IsFalse(rollout.IsOver); // n00 runs it on trial: that ends by itself

        Hear(rollout, 1, RolloutStatus.Receiving(5));
        Assert.AreEqual(string.Empty, _line.Take());
        Hear(rollout, 0, RolloutStatus.Confirmed);
        Assert.IsTrue(rollout.IsOver);
    }

    [TestMethod]
    public void Rollout_SilentNode_DoesNotBlockTheOthers()
    {
        Rollout rollout = Begin(new RolloutOptions { First = new NodeShare(2, null), Patience = TimeSpan.FromMinutes(1) }, 4);
        Confirm(rollout, 0);
        _line.Take();

        Pass(rollout, 59);
        Assert.DoesNotContain("n02", _line.Take());
        Pass(rollout, 1);
        Assert.Contains("offer:n02 offer:n03", _line.Take());
        Confirm(rollout, 2);
        Confirm(rollout, 3);

        Assert.IsTrue(rollout.IsOver);
        Assert.IsFalse(rollout.IsComplete);
        Assert.AreEqual("no answer; last: runs version 6; offered", rollout.Nodes.ElementAt(1).Describe(rollout.Model));
    }

    [TestMethod]
    public void Rollout_NobodyOfTheFirstAnswers_TheNextWaveIsNoLarger()
    {
        Rollout rollout = Begin(new RolloutOptions { First = new NodeShare(2, null), Patience = TimeSpan.FromMinutes(1) }, 8);
        _line.Take();

        Pass(rollout, 60);

        Assert.AreEqual(2, _line.Said.Count(said => said is "offer:n02" or "offer:n03"));
        Assert.IsFalse(_line.Said.Contains("offer:n04"));
    }

    [TestMethod]
    public void Rollout_SilentNodeThatSpeaksAgain_IsWaitedForOnceMore()
    {
        Rollout rollout = Begin(new RolloutOptions { Patience = TimeSpan.FromMinutes(1) }, 1);
        Pass(rollout, 60);
        Assert.IsTrue(rollout.IsOver);

        Hear(rollout, 0, RolloutStatus.Idle(), isRetained: true);
        Assert.IsTrue(rollout.IsOver); // the broker said that, not the node
        Hear(rollout, 0, RolloutStatus.Idle());
        Assert.IsFalse(rollout.IsOver);
        Pass(rollout, 60);
        Hear(rollout, 0, RolloutStatus.Idle());
        Assert.IsTrue(rollout.IsOver);
        Hear(rollout, 0, RolloutStatus.Receiving());
        Assert.IsFalse(rollout.IsOver); // a step counts always
    }

    [TestMethod]
    public void Rollout_NodeWithoutAStep_IsSpokenToMoreAndMoreSeldom()
    {
        Rollout rollout = Begin(new RolloutOptions(), 1);
        Hear(rollout, 0, RolloutStatus.Staged);
        _line.Take();

        var at = new List<int>();
        for (int second = 1; second <= 120; second++)
        {
            Pass(rollout, 1);
            if (_line.Take().Length > 0)
            {
                at.Add(second);
            }
        }

        CollectionAssert.AreEqual((int[])[2, 6, 14, 30, 60, 90, 120], at);
    }

    [TestMethod]
    public void Rollout_NodeThatReceives_GetsOneWindowForEachRequest()
    {
        Rollout rollout = Begin(new RolloutOptions(), 1);
        _line.Take();

        Hear(rollout, 0, RolloutStatus.Receiving());
        Assert.AreEqual("chunks:n00:0,1,2,3,4,5,6,7", _line.Take());
        Hear(rollout, 0, RolloutStatus.Receiving()); // asked twice: the first answer is still on the way
        Assert.AreEqual(string.Empty, _line.Take());
        Hear(rollout, 0, RolloutStatus.Receiving(3, 8, 9, 10, 11, 12, 13, 14, 15, 16));
        Assert.AreEqual(string.Empty, _line.Take());
        rollout.Sent("n00");
        Assert.AreEqual("chunks:n00:3,8,9,10,11,12,13,14", _line.Take());
        rollout.Sent("n00");
        Assert.AreEqual(string.Empty, _line.Take());
    }

    [TestMethod]
    public void Rollout_RunAgain_GoesOnFromTheStatuses()
    {
        var rollout = new Rollout(RolloutStatus.Model, new RolloutOptions { First = new NodeShare(2, null) }, _line);
        NodeStatus[] statuses = [RolloutStatus.Confirmed, RolloutStatus.Confirmed, RolloutStatus.Confirmed, RolloutStatus.Receiving(19), RolloutStatus.Testing(), RolloutStatus.Idle(), RolloutStatus.Idle()];
        foreach ((int i, NodeStatus status) in statuses.Index())
        {
            Hear(rollout, i, status, isRetained: true);
        }

        Assert.AreEqual(string.Empty, _line.Take()); // nothing is sent before it begins
        rollout.SeeOffer("n00", RolloutStatus.Model.Offer(64));
        rollout.Begin(_now);

        Assert.AreEqual("withdraw:n00 offer:n03", _line.Take());
        Hear(rollout, 3, RolloutStatus.Receiving(19));
        Assert.AreEqual("chunks:n03:19", _line.Take());
        Hear(rollout, 3, RolloutStatus.Confirmed);
        Hear(rollout, 4, RolloutStatus.Confirmed);
        rollout.Tick(_now);
        Assert.AreEqual("withdraw:n03 offer:n05 offer:n06", _line.Take());
    }

    [TestMethod]
    public void Rollout_NodeThatFailedBefore_IsTriedAgainOnlyIfAsked()
    {
        NodeStatus failed = RolloutStatus.Idle(outcome: UpdateOutcome.RevertedByRestart, of: 7);
        var once = new Rollout(RolloutStatus.Model, new RolloutOptions { StopAt = 1 }, _line);
        Hear(once, 0, failed, isRetained: true);
        once.Begin(_now);
        Assert.IsTrue(once.IsOver);
        Assert.AreEqual(string.Empty, _line.Take());

        var again = new Rollout(RolloutStatus.Model, new RolloutOptions { StopAt = 1, Again = true }, _line);
        Hear(again, 0, failed, isRetained: true);
        again.Begin(_now);
        Assert.AreEqual("offer-1:n00", _line.Take());
        Hear(again, 0, failed); // what it said before it saw the offer
        Pass(again, 20);
        Hear(again, 0, failed);
        Assert.IsFalse(again.IsOver);
        Hear(again, 0, RolloutStatus.Receiving(0));
        Hear(again, 0, failed); // it was reset, and remembers only the first attempt
        Assert.IsFalse(again.IsOver);
        Hear(again, 0, RolloutStatus.Idle(outcome: UpdateOutcome.RevertedByRestart, of: 7, attempt: 1));
        Assert.IsTrue(again.IsOver);
        Assert.AreEqual(1, again.Failed);
    }

    [TestMethod]
    [DataRow(1, "offer-2:n00")]
    [DataRow(254, "offer-255:n00")]
    public void Rollout_FailedAgain_IsOfferedAHigherAttempt(int attempt, string said)
    {
        var again = new Rollout(RolloutStatus.Model, new RolloutOptions { StopAt = 1, Again = true }, _line);
        Hear(again, 0, RolloutStatus.Idle(outcome: UpdateOutcome.RevertedByFault, of: 7, attempt: attempt), isRetained: true);
        again.Begin(_now);
        Assert.AreEqual(said, _line.Take());
    }

    [TestMethod]
    public void Rollout_RefusalThatANodeDoesNotRemember_CountsOnceItHasBegun()
    {
        NodeStatus refused = RolloutStatus.Idle(outcome: UpdateOutcome.RefusedFile, of: 7);
        var again = new Rollout(RolloutStatus.Model, new RolloutOptions { StopAt = 1, Again = true }, _line);
        Hear(again, 0, refused, isRetained: true);
        again.Begin(_now);
        Hear(again, 0, refused);
        Assert.IsFalse(again.IsOver);
        Hear(again, 0, RolloutStatus.Receiving(0));
        Hear(again, 0, refused);
        Assert.IsTrue(again.IsOver);
        Assert.AreEqual(1, again.Failed);
    }

    [TestMethod]
    [DataRow(UpdateOutcome.RefusedFile)]
    [DataRow(UpdateOutcome.RefusedStorage)]
    public void Rollout_ConfirmedModelThatIsDamaged_IsRepairedByTheSameFile(UpdateOutcome outcome)
    {
        NodeStatus damaged = RolloutStatus.Of(UpdatePhase.Idle, 1, 7, outcome, 7);
        var rollout = new Rollout(RolloutStatus.Model, new RolloutOptions { StopAt = 0 }, _line);
        Hear(rollout, 0, damaged, isRetained: true);
        rollout.Begin(_now);
        Assert.AreEqual("offer:n00", _line.Take());
        Hear(rollout, 0, damaged);
        Hear(rollout, 0, RolloutStatus.Of(UpdatePhase.Staged, 1, 7));
        Hear(rollout, 0, RolloutStatus.Of(UpdatePhase.Testing, 7, 7, decisions: 1));
        Assert.IsFalse(rollout.IsOver); // on trial once more
        Hear(rollout, 0, RolloutStatus.Confirmed);
        Assert.IsTrue(rollout.IsComplete);
    }

    [TestMethod]
    public void Rollout_RepairThatIsNoneEither_HasFailed()
    {
        NodeStatus damaged = RolloutStatus.Of(UpdatePhase.Idle, 1, 7, UpdateOutcome.RefusedFile, 7);
        var rollout = new Rollout(RolloutStatus.Model, new RolloutOptions { StopAt = 1 }, _line);
        Hear(rollout, 0, damaged, isRetained: true);
        rollout.Begin(_now);
        Hear(rollout, 0, RolloutStatus.Of(UpdatePhase.Testing, 7, 7, decisions: 1));
        Hear(rollout, 0, damaged);
        Assert.AreEqual(1, rollout.Failed);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public void Rollout_SilentWithTheModel_CountsAsFailed(bool isTesting)
    {
        Rollout rollout = Begin(new RolloutOptions { First = new NodeShare(2, null), Patience = TimeSpan.FromMinutes(1) }, 4);
        Confirm(rollout, 0);
        Hear(rollout, 1, isTesting ? RolloutStatus.Testing(3) : RolloutStatus.Staged);
        _line.Take();

        Pass(rollout, 60);

        Assert.IsTrue(rollout.IsOver);
        Assert.DoesNotContain("n02", _line.Take());
        Assert.StartsWith("1 of 2 nodes that are done fell silent with the model, more than 10 %; n01: no answer; last: ", rollout.StoppedBecause!);
    }

    [TestMethod]
    public void Rollout_SilentBeforeItHadTheModel_DoesNotCount()
    {
        Rollout rollout = Begin(new RolloutOptions { First = new NodeShare(2, null), Patience = TimeSpan.FromMinutes(1), StopAt = 0 }, 4);
        Confirm(rollout, 0);
        Hear(rollout, 1, RolloutStatus.Receiving(19));
        Pass(rollout, 60);
        Assert.IsNull(rollout.StoppedBecause);
        Assert.Contains("offer:n02", _line.Take());
    }

    [TestMethod]
    public void Rollout_AnotherModelIsReceivedThere_IsSaidAndIsNoStep()
    {
        Rollout rollout = Begin(new RolloutOptions { Patience = TimeSpan.FromMinutes(1) }, 1);
        for (int had = 0; had < 20; had++)
        {
            Hear(rollout, 0, RolloutStatus.Of(UpdatePhase.Receiving, 6, 6, crc: 1, missing: [.. Enumerable.Range(had, 20 - had)]));
            Assert.AreEqual("runs version 6; another model is being received there", rollout.Nodes.Single().Describe(rollout.Model));
            Pass(rollout, 3);
        }

        Assert.AreEqual(NodeState.Silent, rollout.Nodes.Single().State);
        Assert.AreEqual("no answer; last: runs version 6; another model is being received there", rollout.Nodes.Single().Describe(rollout.Model));
    }

    [TestMethod]
    public void Rollout_OfferOfAnotherModelInItsPlace_IsNotTakenBack()
    {
        byte[] other = new OfferedModel([.. Enumerable.Range(0, 1280).Select(i => (byte)i)], "press", 8, RolloutStatus.KeyId).Offer(64);
        Rollout rollout = Begin(new RolloutOptions(), 2);
        _line.Take();

        Assert.IsTrue(rollout.SeeOffer("n00", other));
        Assert.IsFalse(rollout.SeeOffer("n01", RolloutStatus.Model.Offer(64)));
        rollout.Finish();

        Assert.AreEqual("withdraw:n01", _line.Take());
    }

    [TestMethod]
    public void Rollout_NodesOfOtherModels_DoNotCount()
    {
        var rollout = new Rollout(RolloutStatus.Model, new RolloutOptions { First = NodeShare.Of("50%")! }, _line);
        Hear(rollout, 0, RolloutStatus.Idle(), isRetained: true);
        Hear(rollout, 1, RolloutStatus.Of(UpdatePhase.Idle, 9, 9, name: "pump", key: "ffffffffffffffff"), isRetained: true);
        Hear(rollout, 2, RolloutStatus.Of(UpdatePhase.Idle, 9, 9, name: "pump"), isRetained: true);
        Hear(rollout, 3, RolloutStatus.Idle(), isRetained: true);
        rollout.Begin(_now);
        Assert.AreEqual("offer:n00", _line.Take());
        Confirm(rollout, 0);
        Confirm(rollout, 3);
        Assert.IsTrue(rollout.IsOver);
        Assert.IsTrue(rollout.IsComplete);
        Assert.AreEqual(2, rollout.Concerned);

        var none = new Rollout(RolloutStatus.Model, new RolloutOptions(), _line);
        Hear(none, 1, RolloutStatus.Of(UpdatePhase.Idle, 9, 9, name: "pump"), isRetained: true);
        none.Begin(_now);
        Assert.IsTrue(none.IsOver);
        Assert.IsFalse(none.IsComplete);
    }

    [TestMethod]
    public void Unfitness_EachReason_IsSaidBeforeAnythingIsSent()
    {
        (NodeStatus Status, string Why)[] all =
        [
            (RolloutStatus.Of(UpdatePhase.Idle, 6, 6, key: "ffffffffffffffff"), "it trusts the key ffffffffffffffff, and the model is signed by 0102030405060708"),
            (RolloutStatus.Of(UpdatePhase.Idle, 6, 6, name: "pump"), "it takes models of 'pump', and this is one of 'press'"),
            (RolloutStatus.Of(UpdatePhase.Idle, 6, 6, capacity: 1279), "it has room for 1279 bytes, and the model has 1280"),
            (RolloutStatus.Of(UpdatePhase.Idle, 6, 6, protocol: 2), "it speaks protocol 2, and this EdgeNet speaks 1"),
            (RolloutStatus.Of(UpdatePhase.Idle, 8, 8), "it has a newer model"),
            (RolloutStatus.Of(UpdatePhase.Idle, 7, 7, runningCrc: 1), "it runs version 7 already, from another file; give this one a higher version"),
            (RolloutStatus.Of(UpdatePhase.Idle, 7, 0, runningCrc: 0), "it runs version 7 already, from another file; give this one a higher version"), // built in
            (RolloutStatus.Of(UpdatePhase.Testing, 6, 5, crc: 1), "another model is staged or on trial there"),
        ];
        var rollout = new Rollout(RolloutStatus.Model, new RolloutOptions(), _line);
        foreach ((int i, (NodeStatus status, string why)) in all.Index())
        {
            Hear(rollout, i, status, isRetained: true);
            Assert.AreEqual(why, rollout.Nodes.Last().Why);
        }

        rollout.Begin(_now);
        rollout.Finish();

        Assert.AreEqual(string.Empty, _line.Take());
        Assert.IsTrue(rollout.IsOver);
        Assert.IsFalse(rollout.IsComplete);

        Hear(rollout, 7, RolloutStatus.Idle()); // its trial is over
        rollout.Tick(_now);
        Assert.AreEqual("offer:n07", _line.Take());
    }

    [TestMethod]
    public void Rollout_NoNode_IsNeverComplete()
    {
        var rollout = new Rollout(RolloutStatus.Model, new RolloutOptions { Patience = TimeSpan.FromMinutes(1) }, _line);
        rollout.Expect("line-3/press-1", _now);
        rollout.Begin(_now);
        Assert.AreEqual("query:line-3/press-1", _line.Take());

        Pass(rollout, 60);

        Assert.IsTrue(rollout.IsOver);
        Assert.IsFalse(rollout.IsComplete);
        Assert.AreEqual("no answer: it has never told its status to this broker", rollout.Nodes.Single().Describe(rollout.Model));
    }

    [TestMethod]
    public void Rollout_AfterALostConnection_SpeaksAtOnce()
    {
        Rollout rollout = Begin(new RolloutOptions(), 1);
        Hear(rollout, 0, RolloutStatus.Receiving());
        _line.Take();

        rollout.Reconnected(_now);
        rollout.Tick(_now);
        Assert.AreEqual("query:n00", _line.Take());
        Hear(rollout, 0, RolloutStatus.Receiving()); // the window before was lost with the connection
        Assert.AreEqual("chunks:n00:0,1,2,3,4,5,6,7", _line.Take());
    }

    [TestMethod]
    [DataRow("2", 2)]
    [DataRow("10%", 5)]
    [DataRow("0.5 %", 1)]
    [DataRow("100%", 50)]
    public void NodeShare_Of50_IsOneAtLeast(string text, int expected)
    {
        Assert.AreEqual(expected, NodeShare.Of(text)!.Among(50));
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("0%")]
    [DataRow("-1")]
    [DataRow("101%")]
    [DataRow("NaN%")]
    [DataRow("two")]
    [DataRow("")]
    public void NodeShare_NoNumber_IsNull(string text)
    {
        Assert.IsNull(NodeShare.Of(text));
    }

    private Rollout Begin(RolloutOptions options, int nodes)
    {
        var rollout = new Rollout(RolloutStatus.Model, options, _line);
        for (int i = 0; i < nodes; i++)
        {
            Hear(rollout, i, RolloutStatus.Idle(), isRetained: true);
        }

        rollout.Begin(_now);
        return rollout;
    }

    private void Hear(Rollout rollout, int node, NodeStatus status, bool isRetained = false) => rollout.Hear(FormattableString.Invariant($"n{node:00}"), status, isRetained, _now);

    private void Confirm(Rollout rollout, int node)
    {
        Hear(rollout, node, RolloutStatus.Staged);
        Hear(rollout, node, RolloutStatus.Testing());
        Hear(rollout, node, RolloutStatus.Confirmed);
        rollout.Tick(_now);
    }

    private void Pass(Rollout rollout, int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            _now += TimeSpan.FromSeconds(1);
            rollout.Tick(_now);
        }
    }
}
