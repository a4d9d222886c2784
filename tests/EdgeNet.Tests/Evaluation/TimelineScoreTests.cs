using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Evaluation;

/// <summary>Timelines written by hand: a character is a reading, 10 a second; '.' is unknown.</summary>
[TestClass]
public class TimelineScoreTests
{
    [TestMethod]
    public void Of_ChangeThatIsFollowed_HasItsDelay()
    {
        TimelineScore score = Score(2, (
            "000001111111111",
            "..0000001111111"));

        StateDetection detection = score.Detections.Single();
        Assert.AreEqual(new StateDetection(0, 0.5, 1.5, 0, 1, 0.3), detection);
        Assert.AreEqual(0, score.Missed);
        Assert.AreEqual(0.3, score.MedianDelaySeconds);
        Assert.AreEqual(0.3, score.LongestDelaySeconds);
        Assert.IsEmpty(score.FalseAlarms);

        // From the first decision, reading 2, on: 13 readings, of which 5, 6 and 7 are wrong.
        Assert.AreEqual(1.3, score.JudgedSeconds, 1e-12);
        Assert.AreEqual(10.0 / 13, score.ShareRight, 1e-12);
    }

    [TestMethod]
    public void Of_ChangeThatIsFollowedAtOnceOrBefore_HasNoDelay()
    {
        TimelineScore score = Score(2, ("0001110000", "0011110000"));

        Assert.AreSequenceEqual([0.0, 0.0], score.Detections.Select(detection => detection.DelaySeconds));
        Assert.HasCount(1, score.FalseAlarms); // it came a reading early
    }

    [TestMethod]
    public void Of_ChangeOverBeforeItIsFollowed_IsMissed()
    {
        TimelineScore score = Score(2, ("000110000011", "000000100000"));

        Assert.HasCount(3, score.Detections);
        Assert.AreSequenceEqual([true, false, true], score.Detections.Select(detection => detection.IsMissed));
        Assert.AreEqual(2, score.Missed);
        Assert.AreEqual(double.NaN, score.Detections[0].DelaySeconds);
        Assert.AreEqual(0, score.LongestDelaySeconds); // back to 0, where the state has stayed
    }

    [TestMethod]
    public void Of_EvenNumberOfDelays_MedianIsBetween()
    {
        TimelineScore score = Score(3, ("0000111122220000", "0000011122222000"), ("00000222222", "00000000022"));

        Assert.AreSequenceEqual([0.1, 0.0, 0.1, 0.4], score.Detections.Select(detection => Math.Round(detection.DelaySeconds, 9)));
        Assert.AreEqual(0.1, score.MedianDelaySeconds, 1e-12);
        Assert.AreEqual(0.4, score.LongestDelaySeconds, 1e-12);
        Assert.AreEqual(1, score.Detections[^1].Timeline);

        TimelineScore two = Score(2, ("00001111", "00000111"), ("00001111", "00000001"));
        Assert.AreEqual(0.2, two.MedianDelaySeconds, 1e-12);
    }

    [TestMethod]
    public void Of_TwoClasses_CountsPositiveStatesEnteredWhileNegative()
    {
        TimelineScore score = Score(2, (
            "00000000001111111111....",
            "..1110011000110011111001"));

        // Entered at 2 and 7; what is entered while positive, or while nothing is known, is none. Falling back to 0 is none either.
        Assert.AreSequenceEqual([0.2, 0.7], score.FalseAlarms.Select(alarm => Math.Round(alarm.Seconds, 9)));
        Assert.AreEqual(new FalseAlarm(0, 0.2, 0, 1), score.FalseAlarms[0]);
        Assert.AreEqual(1.0 / 3600, score.AlarmHours, 1e-12);
        Assert.AreEqual(7200, score.FalseAlarmsPerHour, 1e-6);
    }

    [TestMethod]
    public void Of_SeveralClasses_CountsWrongStatesEntered()
    {
        TimelineScore score = Score(3, (
            "0000011111.....22222",
            "..2201111100000.2100"));

        // 2 at 2 and 1 and 0 at 17 and 18; 0 at 4 is right, and 0 at 10 is entered while nothing is known.
        Assert.AreSequenceEqual([(0, 2), (2, 1), (2, 0)], score.FalseAlarms.Select(alarm => (alarm.Truth, alarm.State)));
        Assert.AreEqual(1.5 / 3600, score.AlarmHours, 1e-12);

        // What comes after the unknown is no change.
        Assert.HasCount(1, score.Detections);
    }

    [TestMethod]
    public void Of_StateThatStaysWhenTheTruthGoes_IsNoAlarm()
    {
        Assert.IsEmpty(Score(2, ("1111100000", "1111111000")).FalseAlarms);
        Assert.IsEmpty(Score(3, ("1111100000", "1111111000")).FalseAlarms);
    }

    [TestMethod]
    public void Of_NothingKnown_HasNoNumbers()
    {
        TimelineScore score = Score(2, ("......", "..0011"));

        Assert.AreEqual(double.NaN, score.ShareRight);
        Assert.AreEqual(double.NaN, score.FalseAlarmsPerHour);
        Assert.AreEqual(double.NaN, score.MedianDelaySeconds);
        Assert.AreEqual(double.NaN, score.LongestDelaySeconds);
        Assert.IsEmpty(score.Detections);
    }

    [TestMethod]
    public void Of_NoDecision_MissesEveryChange()
    {
        TimelineScore score = Score(2, ("000111", "......"));

        Assert.AreEqual(1, score.Missed);
        Assert.AreEqual(double.NaN, score.ShareRight);
        Assert.AreEqual(0, score.FalseAlarmsPerHour);
    }

    [TestMethod]
    public void Of_RandomTimelines_IsWhatThePlainTwinCounts()
    {
        var random = new Random(5);
        for (int run = 0; run < 300; run++)
        {
            int classes = random.Next(2, 5);
            string truth = RandomText(random, classes);
            string states = RandomText(random, classes).PadRight(truth.Length, '0')[..truth.Length];
            TimelineScore score = Score(classes, (truth, states));

            int alarms = 0;
            for (int n = 0; n < truth.Length; n++)
            {
                bool isEntered = states[n] != '.' && (n == 0 || states[n - 1] != states[n]);
                alarms += isEntered && (classes == 2 ? truth[n] == '0' && states[n] == '1' : truth[n] != '.' && truth[n] != states[n]) ? 1 : 0;
            }

            Assert.HasCount(alarms, score.FalseAlarms);
            int first = states.AsSpan().IndexOfAnyExcept('.');
            int known = first < 0 ? 0 : Enumerable.Range(first, truth.Length - first).Count(n => truth[n] != '.');
            int right = first < 0 ? 0 : Enumerable.Range(first, truth.Length - first).Count(n => truth[n] != '.' && truth[n] == states[n]);
            Assert.AreEqual(known / 10.0, score.JudgedSeconds, 1e-9);
            Assert.AreEqual(right / 10.0, score.RightSeconds, 1e-9);
        }
    }

    [TestMethod]
    public void Stretches_OfStatesAndTruth_CoverEveryReadingOnce()
    {
        StateTimeline timeline = TimelineOf("0011..", "..0110");

        Assert.AreSequenceEqual([new StateStretch(0, 2, 0), new StateStretch(2, 4, 1), new StateStretch(4, 6, -1)], timeline.TruthStretches());
        Assert.AreSequenceEqual(
            [new StateStretch(0, 2, -1), new StateStretch(2, 3, 0), new StateStretch(3, 5, 1), new StateStretch(5, 6, 0)], timeline.StateStretches());
        Assert.AreEqual(0.6, timeline.Seconds, 1e-12);
    }

    [TestMethod]
    [DataRow(3, 3)]
    [DataRow(4, 3)]
    [DataRow(2, 6)]
    public void Timeline_DecisionsOutOfOrder_SaysBothNumbers(int first, int second)
    {
        StateDecision[] decisions = [new(first, 0, [0.1f]), new(second, 0, [0.1f])];

        ShapeException e = Assert.ThrowsExactly<ShapeException>(() => new StateTimeline("r", 10, new int[6], decisions));

        Assert.AreEqual($"A decision is at reading {second}; it must be after {first} and before 6.", e.Message);
    }

    private static string RandomText(Random random, int classes)
    {
        string text = string.Empty;
        int length = random.Next(1, 60);
        while (text.Length < length)
        {
            int state = random.Next(-1, classes);
            text += new string(state < 0 ? '.' : (char)('0' + state), random.Next(1, 9));
        }

        return text;
    }

    private static TimelineScore Score(int classes, params (string Truth, string States)[] timelines) =>
        TimelineScore.Of([.. timelines.Select(each => TimelineOf(each.Truth, each.States))], classes);

    private static StateTimeline TimelineOf(string truth, string states)
    {
        var decisions = new List<StateDecision>();
        for (int n = 0; n < states.Length; n++)
        {
            if (states[n] != '.' || decisions.Count > 0)
            {
                decisions.Add(new StateDecision(n, Number(states[n]), [0.5f]));
            }
        }

        return new StateTimeline("r", 10, [.. truth.Select(Number)], decisions);

        static int Number(char c) => c == '.' ? -1 : c - '0';
    }
}
