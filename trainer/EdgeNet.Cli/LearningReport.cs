using System.Globalization;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>Prints what a learner made of recordings, and what a model file allows it.</summary>
internal static class LearningReport
{
    /// <summary>Prints what was learned, and warns of what does not look like a machine that is well.</summary>
    public static void Write(IAnsiConsole console, LearnedReplay replay)
    {
        Learner learner = replay.Learner;
        LearningLimits limits = learner.Limits;
        string end = learner.State switch
        {
            LearningState.Ready => "ready",
            LearningState.Refused => $"refused, because {Reason(learner.Reason)}; the model stays as it was trained",
            LearningState.Learning => "not ended: the recordings have too few windows",
            _ => "not ended: the recordings have too few windows for the threshold",
        };
        console.WriteLine($"Learning: {end}.");
        console.WriteLine($"{Format.Number(replay.Windows)} windows: {Of(learner.LearnedCount, limits.Examples)} learned, {Of(learner.CalibratedCount, limits.Calibration)} calibrated, {Format.Number(learner.UnusualCount)} too unusual and {Format.Number(learner.SaturatedCount)} saturated, of which {Format.Number(limits.Refusals)} may be.");
        console.WriteLine($"As it was trained, the model calls {Format.Number(replay.Alarms)} of them unusual.");
        if (learner.LearnedCount == limits.Examples)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The farthest prototype has the score {learner.Drift:F2} by the model as it was trained; {Score(limits.Drift, learner):F2} is allowed."));
        }

        if (replay.HasLearned)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Threshold: {learner.FactoryThreshold} before, {learner.Threshold} now, in units of the distance."));
        }

        if (replay.UnusualWindows > 0)
        {
            ExampleReader.Warn(console, [$"{replay.UnusualWindows} of the windows that were to teach what is normal are labelled unusual."]);
        }
    }

    /// <summary>One line on what a model may learn; null where it does not.</summary>
    public static string? Describe(ModelFile model)
    {
        if (!Learner.CanLearn(model.Bytes))
        {
            return null;
        }

        var learner = new Learner(model.Bytes);
        LearningLimits limits = learner.Limits;
        string progress = limits.StateWords == 0 ? string.Empty : $"; so far {learner.LearnedCount} and {learner.CalibratedCount}, {learner.State switch
        {
            LearningState.Learning => "learning",
            LearningState.Calibrating => "calibrating",
            LearningState.Ready => "ready",
            _ => $"refused, because {Reason(learner.Reason)}",
        }}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{limits.Examples} examples, {limits.Calibration} for the threshold; refused beyond score {Score(limits.Refuse, learner):0.##}, drift up to {Score(limits.Drift, learner):0.##}{progress}");
    }

    private static string Of(int count, int all) => $"{Format.Number(count)} of {Format.Number(all)}";

    private static double Score(int distance, Learner learner) => Math.Sqrt((double)distance / learner.FactoryThreshold);

    private static string Reason(RefusalReason reason) => reason switch
    {
        RefusalReason.TooUnusual => "too many windows are too far from what training saw: there is a fault, or it is another kind of machine",
        RefusalReason.TooSaturated => "too many windows have features at an end of their range: a sensor at its limit, broken, or in another unit, or a machine far from those of training",
        RefusalReason.NeverChanged => "all windows were the same: a sensor that stands still",
        RefusalReason.Drifted => "what is normal here is too far from what training saw",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
