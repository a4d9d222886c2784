namespace EdgeNet.Tests.Streams;

/// <summary>The filter of decisions, against a twin that keeps every vote, and its rules one by one.</summary>
[TestClass]
public class DecisionFilterTests
{
    [TestMethod]
    public void VoteUnfamiliar_MoreThanHalfOfTheWindows_IsAStateOfItsOwn()
    {
        var filter = new DecisionFilter(new DecisionRules(0, 0, 3, 5), 3, true);
        Assert.IsFalse(filter.VoteUnfamiliar());
        Assert.IsFalse(filter.VoteUnfamiliar());
        Assert.AreEqual(DecisionFilter.Unknown, filter.State);
        Assert.IsTrue(filter.VoteUnfamiliar());
        Assert.AreEqual(DecisionFilter.Unfamiliar, filter.State);
        Assert.IsFalse(filter.Vote(2));
        Assert.IsFalse(filter.Vote(2));
        Assert.IsTrue(filter.Vote(2));
        Assert.AreEqual(2, filter.State);
    }

    [TestMethod]
    public void VoteUnfamiliar_NowAndThen_DoesNotKeepAnAlarm()
    {
        var filter = new DecisionFilter(new DecisionRules(10, -10, 1, 5), 2, true);
        filter.VoteBinary(20);
        Assert.AreEqual(1, filter.State);
        for (int n = 0; n < 5; n++)
        {
            filter.VoteBinary(-20);
            filter.VoteBinary(-20);
            filter.VoteBinary(-20);
            filter.VoteBinary(-20);
            filter.VoteUnfamiliar();
        }

        Assert.AreEqual(0, filter.State, "no window of the last five votes for the alarm");
        filter.Reset();
        for (int n = 0; n < 4; n++)
        {
            filter.VoteUnfamiliar();
        }

        Assert.AreEqual(DecisionFilter.Unfamiliar, filter.State);
    }

    [TestMethod]
    public void VoteUnfamiliar_TwoClasses_YieldsToTheAlarmAndKeepsTheHysteresis()
    {
        var filter = new DecisionFilter(new DecisionRules(10, -10, 2, 5), 2, true);
        filter.VoteBinary(20);
        filter.VoteUnfamiliar();
        Assert.IsTrue(filter.VoteBinary(0), "between both thresholds it votes as the last familiar window did");
        Assert.AreEqual(1, filter.State);
        filter.VoteUnfamiliar();
        filter.VoteUnfamiliar();
        Assert.AreEqual(1, filter.State, "two of five windows still vote for the alarm");
        filter.VoteUnfamiliar();
        Assert.AreEqual(DecisionFilter.Unfamiliar, filter.State);
        filter.VoteBinary(-20);
        filter.VoteBinary(-20);
        Assert.AreEqual(DecisionFilter.Unfamiliar, filter.State, "three of five");
        filter.VoteBinary(-20);
        filter.VoteBinary(-20);
        Assert.AreEqual(0, filter.State);
        filter.Reset();
        Assert.AreEqual(DecisionFilter.Unknown, filter.State);
    }

    [TestMethod]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(7)]
    [DataRow(257)]
    public void Vote_RandomVotesAndRules_EqualsTheTwin(int classes)
    {
        int changes = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            int ofLast = seed % 10 == 0 ? 255 : random.Next(1, 12);
            int votes = random.Next(classes > 2 ? (ofLast / 2) + 1 : 1, ofLast + 1);
            int on = random.Next(-50, 51);
            var rules = new DecisionRules(on, on - random.Next(60), votes, ofLast, seed % 3 == 0 ? 0 : random.Next(200));
            var filter = new DecisionFilter(rules, classes);
            var all = new List<int>();
            int state = -1;
            long since = 0;
            int favourite = 0;
            for (int n = 0; n < 300; n++)
            {
                int ticks = random.Next(30);
                for (int t = 0; t < ticks; t++)
                {
                    filter.CountReading();
                }

                since += ticks;
                favourite = random.Next(20) == 0 ? random.Next(classes) : favourite;
                bool isChanged;
                if (classes == 2 && seed % 2 == 0)
                {
                    int logit = random.Next(-100, 101);
                    all.Add(logit >= rules.OnLogit ? 1 : logit < rules.OffLogit ? 0 : all.Count == 0 ? 0 : all[^1]);
                    isChanged = filter.VoteBinary(logit);
                }
                else
                {
                    all.Add(random.Next(4) == 0 ? random.Next(classes) : favourite);
                    isChanged = filter.Vote(all[^1]);
                }

                int next = StateTwin.Winner([.. all.TakeLast(ofLast)], rules, classes, state);
                bool mayChange = state == -1 || since >= rules.MinimumReadings;
                bool expected = next != state && mayChange;
                (state, since) = expected ? (next, 0) : (state, since);
                changes += expected ? 1 : 0;
                Assert.AreEqual((expected, state, since), (isChanged, filter.State, filter.ReadingsSinceChange), $"seed {seed}, vote {n}");
            }
        }

        Assert.IsGreaterThan(500, changes);
    }

    [TestMethod]
    public void VoteBinary_BetweenOnAndOff_VotesAsBefore()
    {
        var filter = new DecisionFilter(new DecisionRules(10, -10), 2);
        int[] logits = [0, 9, 10, 9, -10, -11, -10, 9, 10];
        int[] states = [0, 0, 1, 1, 1, 0, 0, 0, 1];

        Assert.AreSequenceEqual(states, logits.Select(logit => (filter.VoteBinary(logit), filter.State).State));
    }

    [TestMethod]
    public void Vote_TwoOfThree_NeedsTwo()
    {
        var filter = new DecisionFilter(new DecisionRules(0, 0, 2, 3), 2);
        int[] votes = [1, 0, 1, 1, 0, 0];
        int[] states = [-1, -1, 1, 1, 1, 0];

        Assert.AreSequenceEqual(states, votes.Select(vote => (filter.Vote(vote), filter.State).State));
    }

    [TestMethod]
    public void Vote_WithinTheLeastTime_KeepsTheState()
    {
        var filter = new DecisionFilter(new DecisionRules(0, 0, 1, 1, 3), 2);
        Assert.IsTrue(filter.Vote(1)); // from unknown at once
        filter.CountReading();
        filter.CountReading();
        Assert.IsFalse(filter.Vote(0));
        filter.CountReading();
        Assert.IsTrue(filter.Vote(0));
        Assert.AreEqual((0, 0L), (filter.State, filter.ReadingsSinceChange));
    }

    [TestMethod]
    public void Constructor_SeveralClassesThatCouldBothWin_Throws()
    {
        string message = Assert.ThrowsExactly<ArgumentException>(() => new DecisionFilter(new DecisionRules(0, 0, 2, 4), 3)).Message;

        Assert.AreEqual("With 3 classes a state needs more than half of the votes; the rules say 2 of 4.", message);
        Assert.AreEqual(-1, new DecisionFilter(new DecisionRules(0, 0, 3, 4), 3).State);
        Assert.AreEqual(-1, new DecisionFilter(new DecisionRules(0, 0, 2, 4), 2).State);
    }
}
