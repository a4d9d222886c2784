using EdgeNet.Trainer.Experiments;
using EdgeNet.Tuning;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>One cross-validation: its examples, its folds, and the recipes tested on them.</summary>
internal sealed class EvaluateRun
{
    private readonly IAnsiConsole _console;
    private readonly Experiment _experiment;
    private readonly FoldPlan _plan;
    private readonly bool _isLeavingOut;

    /// <summary>Reads the examples, assigns them to folds, and prints both.</summary>
    /// <param name="console">For messages.</param>
    /// <param name="experiment">The experiment, with the groups that are wanted.</param>
    /// <param name="isLeavingOut">Whether each group is a fold.</param>
    /// <param name="folds">k, if not.</param>
    /// <param name="runs">The number of repetitions.</param>
    /// <exception cref="InputException">The examples cannot be read, or there are fewer than folds.</exception>
    public EvaluateRun(IAnsiConsole console, Experiment experiment, bool isLeavingOut, int folds, int runs)
    {
        _console = console;
        _experiment = experiment;
        _isLeavingOut = isLeavingOut;
        ExampleReader.Read(console, experiment);
        _plan = isLeavingOut ? experiment.PlanGroups(runs) : experiment.PlanFolds(folds, runs);
        console.WriteLine(
            $"{experiment.Options.Name}: {experiment.Data.Count} examples, {_plan.Count / runs} folds, {NameList.Count(runs, "run")}, {Environment.ProcessorCount} cores.");
        if (DescribeGroups() is { } line)
        {
            console.WriteLine(line);
        }

        if (experiment.TestName is { } test)
        {
            console.WriteLine($"Folds are of {experiment.DataName} alone: {test}, which the recipe names for 'test', is not looked at.");
        }

        ExampleReader.Warn(console, experiment.WarningsOfAll);
    }

    /// <summary>Tests the recipe.</summary>
    public int Alone() => Show<FoldScore>(
        (onFold, token) => _experiment.CrossValidate(_plan, onFold, token),
        score => score,
        scores => EvaluateReport.Write(_console, [Named(string.Empty, _experiment, scores)], GroupLeftOut));

    /// <summary>Tests what models of all classes but one say of that one.</summary>
    public int WithoutClasses()
    {
        _experiment.CheckLeftOut();
        using var interrupt = new Interrupt();
        CancellationToken stop = interrupt.Listen();
        int all = _plan.Count * _experiment.Data.ClassNames.Count;
        IReadOnlyList<LeftOutClass> tests = EvaluateProgress.Count(_console, all, onTest => _experiment.LeaveClassesOut(_plan, _ => onTest(), stop));
        if (stop.IsCancellationRequested)
        {
            _console.WriteLine($"Stopped by request after {tests.Count} of {all} models{(tests.Count == 0 ? "." : "; the table is of these.")}");
        }

        if (tests.Count > 0)
        {
            FamiliarReport.Write(_console, _experiment.Data.ClassNames, tests);
        }

        return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }

    /// <summary>Tests the recipe and another one on the same folds.</summary>
    /// <param name="name">The recipe's name in the tables.</param>
    /// <param name="otherName">The other recipe's name.</param>
    /// <param name="other">The other recipe, with the same groups.</param>
    public int Against(string name, string otherName, Experiment other)
    {
        ExampleReader.Read(_console, other);
        CheckSame(name, _experiment.Data, otherName, other.Data);
        return Show<FoldPair>(
            (onFold, token) => _experiment.CrossValidate(other, _plan, onFold, token),
            pair => pair.First,
            pairs =>
            {
                EvaluatedRecipe first = Named(name, _experiment, [.. pairs.Select(pair => pair.First)]);
                EvaluatedRecipe second = Named(otherName, other, [.. pairs.Select(pair => pair.Second)]);
                EvaluateReport.Write(_console, [first, second], GroupLeftOut);
                ComparisonReport.Write(_console, first, second, _isLeavingOut);
            });
    }

    /// <summary>Tunes the recipe in every fold, and tests the tuned recipe beside the original one.</summary>
    /// <param name="options">The options of each search.</param>
    public int Tuned(TuningOptions options)
    {
        var search = NestedSearch.Of(_experiment, options);
        search.Check(_plan);
        string searched = string.Join(", ", search.Space.Select(parameter => $"{parameter.Key} {parameter.Value!.ToJsonString()}"));
        _console.WriteLine(
            $"Each fold is tuned anew: {options.Trials} trials judged by {TuneReport.Name(options.Metric)} {(_experiment.DevName is { } dev ? $"on {dev}" : "in folds of its training side")}. No search sees a test part.");
        _console.WriteLine($"Searching {searched}.");
        return Show<NestedScore>(
            (onFold, token) => search.Run(_plan, onFold, token),
            score => score.Tuned,
            scores =>
            {
                EvaluatedRecipe tuned = Named("tuned", _experiment, [.. scores.Select(score => score.Tuned)]);
                EvaluatedRecipe asItIs = Named("as it is", _experiment, [.. scores.Select(score => score.AsItIs)]);
                EvaluateReport.Write(_console, [tuned, asItIs], GroupLeftOut);
                int kept = scores.Count(score => score.Trial == Trial.AsItIs);
                _console.WriteLine($"In {kept} of {NameList.Count(scores.Count, "fold")} no trial was better than the recipe as it is, which was kept.");
                ComparisonReport.Write(_console, tuned, asItIs, _isLeavingOut);
            });
    }

    private string? GroupLeftOut => _isLeavingOut ? _experiment.GroupedBy : null;

    // Describes what folds keep together; null if nothing.
    private string? DescribeGroups()
    {
        if (_experiment.Data.Groups is { } groups)
        {
            return $"Folds keep the {(_experiment.Stream is null ? "examples" : "windows")} of a {Experiment.NameOfGroup(_experiment.GroupedBy)} together: {groups.Distinct().Count()} groups.";
        }

        return _experiment.Stream is not { } stream ? null
            : $"Folds are of windows: training and test parts share recordings{(stream.Stride < stream.Window ? ", and windows overlap: this looks better than it is" : string.Empty)}.";
    }

    private EvaluatedRecipe Named(string name, Experiment experiment, IReadOnlyList<FoldScore> scores) =>
        new(name, scores, Integers(experiment)) { IsGrouped = _experiment.Data.Groups is not null };

    private int Show<T>(
        Func<Action<T>, CancellationToken, IReadOnlyList<T>> test, Func<T, FoldScore> main, Action<IReadOnlyList<T>> report)
    {
        using var interrupt = new Interrupt();
        CancellationToken stop = interrupt.Listen();
        IReadOnlyList<T> scores = EvaluateProgress.Show(_console, _plan.Count, onFold => test(score => onFold(main(score)), stop));
        if (stop.IsCancellationRequested)
        {
            _console.WriteLine($"Stopped by request after {scores.Count} of {_plan.Count} folds{(scores.Count == 0 ? "." : "; the table is of these.")}");
        }

        if (scores.Count > 0)
        {
            if (_isLeavingOut)
            {
                GroupReport.Write(_console, _experiment.GroupedBy, _experiment.Data, [.. scores.Select(main)], Integers(_experiment));
            }

            report(scores);
            CalibrationReport.Write(_console, _experiment, [.. scores.Select(main)]);
            WriteBeyond([.. scores.Select(main)]);
            TrainReport.Loss(_console, FoldScore.Warn([.. scores.Select(main)]));
            ExampleReader.Warn(_console, _experiment.WarningsOf([.. scores.Select(main)]));
        }

        return stop.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }

    private void WriteBeyond(FoldScore[] scores)
    {
        int beyond = scores.Sum(score => score.BeyondCount);
        if (beyond > 0)
        {
            _console.WriteLine($"{Format.Percent((double)beyond / scores.Sum(score => score.DeviceScore.Count))} of the test examples have an input beyond what the training part of their fold saw.");
        }
    }

    // The same examples in the same order, so that both recipes have the same folds; the features may differ.
    private static void CheckSame(string name, Dataset first, string otherName, Dataset second)
    {
        if (first.Count != second.Count)
        {
            throw new InputException($"{otherName}: has {second.Count} examples, and {name} has {first.Count}; only recipes of the same examples can be compared, with a stream of the same windows.");
        }

        if (!first.Labels.Values.SequenceEqual(second.Labels.Values) || !first.ClassNames.SequenceEqual(second.ClassNames) || !first.TargetNames.SequenceEqual(second.TargetNames))
        {
            throw new InputException($"{otherName}: its examples have other labels than those of {name}; only recipes of the same examples can be compared.");
        }

        if (!(first.Groups ?? []).SequenceEqual(second.Groups ?? []))
        {
            throw new InputException($"{otherName}: its examples are in other groups than those of {name}; give both the same with --split-by.");
        }
    }

    private static string Integers(Experiment experiment) => Format.Integers(experiment.Options.WeightBits);
}
