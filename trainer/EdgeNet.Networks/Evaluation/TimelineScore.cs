namespace EdgeNet.Networks.Evaluation;

/// <summary>How correctly and how soon states follow the truth in the course of recordings.</summary>
/// <remarks>
/// <para>A change is a step of the truth from one known class to another within a recording. Its delay is the time until the state is the new class, 0 if
/// it is so already; a change is missed when the truth changes again, or the recording ends, before that.</para>
/// <para>With two classes, a false alarm is entering the positive state while the truth is negative, and the hours with a negative truth count; with
/// several classes, it is entering a state that is not the truth, and the hours with a known truth count. Staying in a state is no alarm.</para>
/// </remarks>
internal sealed class TimelineScore
{
    private TimelineScore(IReadOnlyList<StateDetection> detections, IReadOnlyList<FalseAlarm> falseAlarms, double alarmHours, double judgedSeconds, double rightSeconds)
    {
        Detections = detections;
        FalseAlarms = falseAlarms;
        AlarmHours = alarmHours;
        JudgedSeconds = judgedSeconds;
        RightSeconds = rightSeconds;
        double[] delays = [.. detections.Where(detection => !detection.IsMissed).Select(detection => detection.DelaySeconds).Order()];
        Missed = detections.Count - delays.Length;
        int middle = delays.Length / 2;
        MedianDelaySeconds = delays.Length == 0 ? double.NaN : delays.Length % 2 == 1 ? delays[middle] : (delays[middle - 1] + delays[middle]) / 2;
        LongestDelaySeconds = delays.Length == 0 ? double.NaN : delays[^1];
    }

    /// <summary>Every change of the truth, in the order of the recordings and of time.</summary>
    public IReadOnlyList<StateDetection> Detections { get; }

    /// <summary>Changes that no state followed.</summary>
    public int Missed { get; }

    /// <summary>The median delay of the changes that were not missed; NaN if there is none.</summary>
    public double MedianDelaySeconds { get; }

    /// <summary>The longest delay of the changes that were not missed; NaN if there is none.</summary>
    public double LongestDelaySeconds { get; }

    /// <summary>Every false alarm, in the order of the recordings and of time.</summary>
    public IReadOnlyList<FalseAlarm> FalseAlarms { get; }

    /// <summary>The time in which a false alarm was possible.</summary>
    public double AlarmHours { get; }

    /// <summary>False alarms an hour; NaN if none was possible.</summary>
    public double FalseAlarmsPerHour => AlarmHours > 0 ? FalseAlarms.Count / AlarmHours : double.NaN;

    /// <summary>The time in which the truth is known, in each recording from its first decision on.</summary>
    public double JudgedSeconds { get; }

    /// <summary>The part of <see cref="JudgedSeconds"/> in which the state is the truth.</summary>
    public double RightSeconds { get; }

    /// <summary>The share of <see cref="JudgedSeconds"/> in which the state is the truth, 0 to 1; NaN if nothing can be judged.</summary>
    public double ShareRight => JudgedSeconds > 0 ? RightSeconds / JudgedSeconds : double.NaN;

    /// <summary>Judges timelines together.</summary>
    /// <param name="timelines">Of recordings, perhaps at different rates.</param>
    /// <param name="classes">2 or more; of two, class 1 is the positive one.</param>
    /// <returns>The score.</returns>
    public static TimelineScore Of(IReadOnlyList<StateTimeline> timelines, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        var detections = new List<StateDetection>();
        var alarms = new List<FalseAlarm>();
        double alarmSeconds = 0;
        double judged = 0;
        double right = 0;
        for (int t = 0; t < timelines.Count; t++)
        {
            StateTimeline timeline = timelines[t];
            int[] states = StateOfEachReading(timeline);
            detections.AddRange(Detect(timeline, states, t));
            int firstDecision = timeline.Decisions.Count == 0 ? states.Length : timeline.Decisions[0].Reading;
            int alarmReadings = 0;
            int judgedReadings = 0;
            int rightReadings = 0;
            for (int n = 0; n < states.Length; n++)
            {
                int truth = timeline.Truth[n];
                bool mayAlarm = classes == 2 ? truth == 0 : truth != StateTimeline.Unknown;
                bool isEntered = states[n] != (n == 0 ? StateTimeline.Unknown : states[n - 1]);
                alarmReadings += mayAlarm ? 1 : 0;
                if (mayAlarm && isEntered && states[n] >= 0 && states[n] != truth)
                {
                    alarms.Add(new FalseAlarm(t, n / timeline.RateHertz, truth, states[n]));
                }

                bool isJudged = n >= firstDecision && truth != StateTimeline.Unknown;
                judgedReadings += isJudged ? 1 : 0;
                rightReadings += isJudged && states[n] == truth ? 1 : 0;
            }

            alarmSeconds += alarmReadings / timeline.RateHertz;
            judged += judgedReadings / timeline.RateHertz;
            right += rightReadings / timeline.RateHertz;
        }

        return new TimelineScore(detections, alarms, alarmSeconds / 3600, judged, right);
    }

    private static int[] StateOfEachReading(StateTimeline timeline)
    {
        var states = new int[timeline.Truth.Count];
        foreach (StateStretch stretch in timeline.StateStretches())
        {
            Array.Fill(states, stretch.State, stretch.Start, stretch.End - stretch.Start);
        }

        return states;
    }

    private static IEnumerable<StateDetection> Detect(StateTimeline timeline, int[] states, int number)
    {
        IReadOnlyList<StateStretch> stretches = timeline.TruthStretches();
        for (int s = 1; s < stretches.Count; s++)
        {
            (int start, int end, int truth) = stretches[s];
            int before = stretches[s - 1].State;
            if (truth != StateTimeline.Unknown && before != StateTimeline.Unknown)
            {
                int found = Array.IndexOf(states, truth, start, end - start);
                double delay = found < 0 ? double.NaN : (found - start) / timeline.RateHertz;
                yield return new StateDetection(number, start / timeline.RateHertz, end / timeline.RateHertz, before, truth, delay);
            }
        }
    }
}

/// <summary>A change of the truth, and when the state followed it.</summary>
/// <param name="Timeline">The number of the recording, from 0.</param>
/// <param name="Seconds">When the truth changed, from the beginning of the recording.</param>
/// <param name="EndSeconds">When the truth changed again, or the recording ended.</param>
/// <param name="Before">The true class before.</param>
/// <param name="Truth">The true class after.</param>
/// <param name="DelaySeconds">How much later the state was that class; NaN for a change that was missed.</param>
internal readonly record struct StateDetection(int Timeline, double Seconds, double EndSeconds, int Before, int Truth, double DelaySeconds)
{
    /// <summary>Whether no state followed.</summary>
    public bool IsMissed => double.IsNaN(DelaySeconds);
}

/// <summary>A false alarm.</summary>
/// <param name="Timeline">The number of the recording, from 0.</param>
/// <param name="Seconds">The time since its beginning.</param>
/// <param name="Truth">The true class.</param>
/// <param name="State">The state that was entered.</param>
internal readonly record struct FalseAlarm(int Timeline, double Seconds, int Truth, int State);
