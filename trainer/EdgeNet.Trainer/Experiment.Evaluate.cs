using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Trainer;

/// <summary>Cross-validation.</summary>
public sealed partial class Experiment
{
    /// <summary>Cross-validates: for each fold a model is trained on all other examples and tested on the fold. Groups of examples stay whole.</summary>
    /// <remarks>Options and shares are as in training, but for a dev part, which is taken from the training side where training looks at one.</remarks>
    /// <param name="folds">Parts, each of which is the test part once: 2 to the number of examples, or of groups.</param>
    /// <param name="runs">How often, each time with other folds and other first weights; 1 or more.</param>
    /// <param name="progress">Told the number of folds that are done, 1, 2, and so on, from any thread; or null.</param>
    /// <param name="cancellation">Ends it; the folds that are done are returned.</param>
    /// <returns>The scores of the test parts, by run and fold; means and intervals are of these.</returns>
    /// <exception cref="InputException">There are fewer examples or groups than folds, or a fold cannot be trained; the message says why.</exception>
    public IReadOnlyList<PartScore> Evaluate(int folds = 10, int runs = 1, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        int done = 0;
        return [.. CrossValidate(PlanFolds(folds, runs), _ => progress?.Report(++done), cancellation)
            .Select(score => new PartScore($"run {score.Run + 1}, fold {score.Fold + 1}", score.DeviceScore.Count, score.FloatScore, score.DeviceScore, Options.WeightBits))];
    }

    /// <summary>Divides the examples into folds.</summary>
    /// <exception cref="InputException">There are fewer examples or groups than folds.</exception>
    internal FoldPlan PlanFolds(int folds, int runs)
    {
        CheckFolds(folds);
        return FoldPlan.KFold(Data, folds, runs, Options.Seed);
    }

    /// <summary>Makes a fold of each group.</summary>
    /// <exception cref="InputException">There is a single group.</exception>
    internal FoldPlan PlanGroups(int runs)
    {
        CheckFolds(Data.Groups!.Distinct().Count());
        return FoldPlan.LeaveOneGroupOut(Data, runs, Options.Seed);
    }

    /// <summary>Trains and tests a model for each fold of a plan.</summary>
    internal IReadOnlyList<FoldScore> CrossValidate(FoldPlan plan, Action<FoldScore>? onFold, CancellationToken cancellation) =>
        CrossValidation.Run(Options, Data, Given.Dev, plan, onFold, cancellation);

    /// <summary>Trains and tests two experiments on the same folds.</summary>
    internal IReadOnlyList<FoldPair> CrossValidate(Experiment other, FoldPlan plan, Action<FoldPair>? onFold, CancellationToken cancellation) =>
        plan.Run(fold => new FoldPair(Score(fold, cancellation), other.Score(fold, cancellation)), onFold, cancellation);

    /// <summary>Trains a model without each class in turn for each fold of a plan, and tests whether it finds the class unfamiliar.</summary>
    /// <exception cref="InputException">There are fewer than three classes, or the options do not ask for what is unfamiliar.</exception>
    internal IReadOnlyList<LeftOutClass> LeaveClassesOut(FoldPlan plan, Action<LeftOutClass>? onTest, CancellationToken cancellation)
    {
        CheckLeftOut();
        TrainingOptions options = Options;
        int classes = Data.ClassNames.Count;
        return [.. plan.Run<LeftOutClass[]>(
            fold => [.. Enumerable.Range(0, classes).TakeWhile(_ => !cancellation.IsCancellationRequested).Select(left => LeftOutClass.Test(options, Data, Given.Dev, left, fold, cancellation))],
            done => Array.ForEach(done, test => onTest?.Invoke(test)),
            cancellation).SelectMany(tests => tests)];
    }

    /// <summary>Checks that classes can be left out.</summary>
    internal void CheckLeftOut()
    {
        if (Options.Unfamiliar is null)
        {
            throw new InputException($"{Options.Name}: leaving classes out shows what is unfamiliar, and the recipe has no 'unfamiliar'; add \"unfamiliar\": true, or --set unfamiliar=true.");
        }

        if (Data.ClassNames.Count < 3)
        {
            throw new InputException($"{Options.Name}: leaving a class out needs three classes or more, and there are {Data.ClassNames.Count}.");
        }
    }

    /// <summary>Whether the dev part has about enough examples for training to choose a temperature.</summary>
    internal bool ChoosesTemperature => Options.MayChooseTemperature(Data.Task, Given.Dev?.Count ?? Options.DevShare * Data.Count);

    /// <summary>Warnings about the whole data, undivided.</summary>
    internal IReadOnlyList<string> WarningsOfAll => DataAdvice.Of(Options, Given, null);

    /// <summary>Warnings about the models of a cross-validation.</summary>
    internal IReadOnlyList<string> WarningsOf(IReadOnlyList<FoldScore> scores) => DataAdvice.OfFolds(Options, Data, scores);

    private FoldScore Score(FoldTask fold, CancellationToken cancellation) => CrossValidation.Score(
        Options, Data.Select(fold.Split.Train), Given.Dev, Data.Select(fold.Split.Test), fold, cancellation);

    private void CheckFolds(int folds)
    {
        Dataset data = Data;
        int groups = data.Groups?.Distinct().Count() ?? 0;
        if (_recipe is null && folds > (data.Groups is null ? data.Count : groups))
        {
            throw new InputException($"{data.Source}: {folds} folds need at least {folds} {(data.Groups is null ? "examples" : "groups")}; there are {(data.Groups is null ? data.Count : groups)}. Choose fewer folds.");
        }

        string by = NameOfGroup(GroupedBy);
        if (data.Groups is not null && groups < 2)
        {
            string nothing = Stream is null ? Ungrouped : WindowGroups.Windows;
            throw new InputException(
                $"{DataName}: all {nothing} are of one {by}, '{data.GroupNames[0]}', so there is nothing to leave out; "
                + $"add {(Stream is null ? "groups" : "recordings")}, or choose --split-by {nothing}.");
        }

        if (data.Groups is not null && folds > groups)
        {
            throw new InputException($"{DataName}: {folds} folds need at least {folds} groups by {by}; there are {groups}. Choose fewer folds.");
        }

        if (folds > data.Count)
        {
            throw new InputException($"{DataName}: {folds} folds need at least {folds} examples; there are {data.Count}. Choose fewer folds.");
        }
    }
}

/// <summary>The scores of two experiments on the same test part.</summary>
/// <param name="First">The score of the first.</param>
/// <param name="Second">The score of the second.</param>
internal sealed record FoldPair(FoldScore First, FoldScore Second);
