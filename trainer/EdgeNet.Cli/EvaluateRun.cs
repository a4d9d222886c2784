using System.Text.Json.Nodes;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>One cross-validation: its examples, its folds, and what is tested on them.</summary>
internal sealed class EvaluateRun
{
    private readonly IAnsiConsole _console;
    private readonly Recipe _recipe;
    private readonly RecipeExamples _examples;
    private readonly FoldPlan _plan;
    private readonly bool _isLeavingOut;

    /// <summary>Reads the examples, deals the folds, and says so.</summary>
    /// <param name="console">For what is said.</param>
    /// <param name="recipe">The recipe, with the groups that are wanted.</param>
    /// <param name="isLeavingOut">Whether each group is a fold.</param>
    /// <param name="folds">k, where not.</param>
    /// <param name="runs">How often.</param>
    /// <exception cref="InputException">The examples cannot be read, or there are fewer than folds.</exception>
    public EvaluateRun(IAnsiConsole console, Recipe recipe, bool isLeavingOut, int folds, int runs)
    {
        _console = console;
        _recipe = recipe;
        _isLeavingOut = isLeavingOut;
        _examples = ExampleReader.Read(console, recipe);
        Dataset data = _examples.Data;
        folds = isLeavingOut ? data.Groups!.Distinct().Count() : folds;
        Grouping.Check(recipe, data, folds);
        int seed = recipe.Training.Seed;
        _plan = isLeavingOut ? FoldPlan.LeaveOneGroupOut(data, runs, seed) : FoldPlan.Deal(data, folds, runs, seed);
        console.WriteLine($"{recipe.Name}: {data.Count} examples, {folds} folds, {NameList.Count(runs, "run")}, {Environment.ProcessorCount} cores.");
        if (Grouping.Describe(recipe, data) is { } line)
        {
            console.WriteLine(line);
        }

        if (recipe.TestData is { } test)
        {
            console.WriteLine($"Folds are of {recipe.Data} alone: {test}, which the recipe names for 'test', is not looked at.");
        }

        ExampleReader.Warn(console, DataAdvice.Of(recipe, _examples, null));
    }

    /// <summary>Tests the recipe.</summary>
    public int Alone() => Show<FoldScore>(
        (onFold, token) => CrossValidation.Run(_recipe, _examples.Data, _examples.Dev, _plan, onFold, token),
        score => score,
        scores => EvaluateReport.Write(_console, [new EvaluatedRecipe(string.Empty, scores, Integers(_recipe)) { IsGrouped = _examples.Data.Groups is not null }], _isLeavingOut ? Grouping.Of(_recipe) : null));

    /// <summary>Tests the recipe and another one on the same folds.</summary>
    /// <param name="name">What the recipe is called in the tables.</param>
    /// <param name="otherName">What the other one is called.</param>
    /// <param name="other">The other recipe, with the same groups.</param>
    public int Against(string name, string otherName, Recipe other)
    {
        RecipeExamples others = ExampleReader.Read(_console, other);
        CheckSame(name, _examples.Data, otherName, others.Data);
        if (other.Stream is not null)
        {
            other = other with { Stream = other.Stream with { SplitBy = _recipe.Stream!.SplitBy } };
        }

        return Show<RecipePair>(
            (onFold, token) => _plan.Run(
                task => new RecipePair(Score(_recipe, _examples, task, token), Score(other, others, task, token)), onFold, token),
            pair => pair.First,
            pairs =>
            {
                var first = new EvaluatedRecipe(name, [.. pairs.Select(pair => pair.First)], Integers(_recipe)) { IsGrouped = _examples.Data.Groups is not null };
                var second = new EvaluatedRecipe(otherName, [.. pairs.Select(pair => pair.Second)], Integers(other)) { IsGrouped = _examples.Data.Groups is not null };
                EvaluateReport.Write(_console, [first, second], _isLeavingOut ? Grouping.Of(_recipe) : null);
                ComparisonReport.Write(_console, first, second, _isLeavingOut);
            });
    }

    /// <summary>Tunes the recipe in every fold, and tests what comes of it beside the recipe as it is.</summary>
    /// <param name="document">The recipe's document.</param>
    /// <param name="options">How each search goes.</param>
    public int Tuned(RecipeDocument document, TuningOptions options)
    {
        RecipeDocument grouped = _recipe.Stream is { } stream
            ? document.Merge(new JsonObject { ["stream"] = new JsonObject { ["splitBy"] = stream.SplitBy } })
            : document;
        var search = new NestedSearch(grouped, _examples.Data, _examples.Dev, options);
        search.Check(_plan);
        string searched = string.Join(", ", SearchSpaceReader.Read(document).ToJson().Select(parameter => $"{parameter.Key} {parameter.Value!.ToJsonString()}"));
        _console.WriteLine(
            $"Each fold is tuned anew: {options.Trials} trials judged by {TuneReport.Name(options.Metric)} on {(_examples.Dev is null ? "a dev set inside its training side" : _recipe.DevData)}. No search sees a test part.");
        _console.WriteLine($"Searching {searched}.");
        return Show<NestedScore>(
            (onFold, token) => search.Run(_plan, onFold, token),
            score => score.Tuned,
            scores =>
            {
                var tuned = new EvaluatedRecipe("tuned", [.. scores.Select(score => score.Tuned)], Integers(_recipe)) { IsGrouped = _examples.Data.Groups is not null };
                var asItIs = new EvaluatedRecipe("as it is", [.. scores.Select(score => score.AsItIs)], Integers(_recipe)) { IsGrouped = _examples.Data.Groups is not null };
                EvaluateReport.Write(_console, [tuned, asItIs], _isLeavingOut ? Grouping.Of(_recipe) : null);
                int kept = scores.Count(score => score.Trial == Trial.AsItIs);
                _console.WriteLine($"In {kept} of {NameList.Count(scores.Count, "fold")} no trial was better than the recipe as it is, which was kept.");
                ComparisonReport.Write(_console, tuned, asItIs, _isLeavingOut);
            });
    }

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
                GroupReport.Write(_console, Grouping.Of(_recipe), _examples.Data, [.. scores.Select(main)], Integers(_recipe));
            }

            report(scores);
            WriteBeyond([.. scores.Select(main)]);
            TrainReport.Loss(_console, FoldScore.Warn([.. scores.Select(main)]));
            ExampleReader.Warn(_console, DataAdvice.OfFolds(_recipe, _examples.Data.ClassNames, [.. scores.Select(main)]));
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

    private static FoldScore Score(Recipe recipe, RecipeExamples examples, FoldTask task, CancellationToken cancellation) => CrossValidation.Score(
        recipe, examples.Data.Select(task.Split.Train), examples.Dev, examples.Data.Select(task.Split.Test), task, cancellation);

    // The same examples in the same order, so that a fold is of the same ones; the features may be others.
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

    private static string Integers(Recipe recipe) => Format.Integers(recipe.Quantization.WeightBits);

    private sealed record RecipePair(FoldScore First, FoldScore Second);
}
