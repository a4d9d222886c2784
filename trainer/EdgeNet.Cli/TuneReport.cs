using System.Globalization;
using System.Text.Json;
using EdgeNet.Networks.Training;
using EdgeNet.Tuning;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>The output of <c>edgenet tune</c>.</summary>
internal static class TuneReport
{
    private const int ShownTrials = 10;

    public static void Begin(
        IAnsiConsole console, Experiment experiment, Tuner tuner, Study study, TuningOptions options, string studyPath)
    {
        string searched = string.Join(", ", tuner.Space.ToJson().Select(parameter => $"{parameter.Key} {parameter.Value!.ToJsonString()}"));
        console.WriteLine($"{experiment.Options.Name}: {experiment.Data.Count} examples with {experiment.Data.FeatureNames.Count} features; {options.Trials} trials judged by {Name(options.Metric)} {tuner.Where}.");
        console.WriteLine($"Searching {searched}.");
        int finished = FinishedIn(study.ReadTrials());
        string before = finished == 0 ? "new" : $"{finished} trials are finished already";
        string place = File.Exists(studyPath) ? Path.GetRelativePath(Environment.CurrentDirectory, studyPath) : studyPath;
        console.WriteLine($"Study {place}: {before}.");
        if (study.PlannedTrials != options.Trials)
        {
            console.WriteLine($"It was made for {NameList.Count(study.PlannedTrials, "trial")}, and goes on as it began: a new study of {options.Trials} would draw others.");
        }

    }

    /// <summary>Says where the best recipe was written.</summary>
    public static void Saved(IAnsiConsole console, string path)
    {
        string shown = Path.GetRelativePath(Environment.CurrentDirectory, path);
        console.WriteLine($"Wrote {shown}; 'edgenet train {shown}' makes the model.");
    }

    /// <summary>The number of finished trials, without trial 0, the unchanged recipe.</summary>
    public static int FinishedIn(IEnumerable<Trial> trials) => trials.Count(trial => trial.IsFinished && trial.Number != Trial.AsItIs);

    /// <summary>Says whether the search has found anything better than the unchanged recipe.</summary>
    public static void Answer(IAnsiConsole console, SearchAnswer answer, TuningOptions options, DeviceTarget? target, bool hasOwn)
    {
        if (answer.Own is not { } own)
        {
            console.WriteLine($"Taken: trial {answer.Taken.Number}. Trial 0, the recipe as it is, {(target is null || !hasOwn ? "cannot be trained" : $"does not fit {target.Description}")}.");
            return;
        }

        if (answer.Best is not { } best)
        {
            console.WriteLine("No better than what you have: the recipe stays.");
            return;
        }

        bool isFresh = !double.IsNaN(answer.Noise);
        string where = isFresh ? "In folds dealt anew" : "On the dev part";
        string difference = answer.Gain == 0 ? "the same" : $"{(answer.Gain < 0 ? "worse" : "better")} by {Gain(Math.Abs(answer.Gain))}";
        string gain = isFresh ? $"{difference}, with a standard error of {Gain(answer.Noise)}" : $"{difference}, on the examples by which it was chosen";
        console.WriteLine(
            !answer.IsBetter ? $"No better than what you have: the best other is trial {best.Number}{(answer.Gain > 0 ? ", whose gain may be chance" : string.Empty)}."
            : answer.IsCheaper ? string.Create(CultureInfo.InvariantCulture, $"Taken: trial {best.Number}, with {best.Result!.Instructions:N0} IL instructions on the device in place of {own.Result!.Instructions:N0}.")
            : $"The best is trial {best.Number}.");
        console.WriteLine($"{where} its {Name(options.Metric)} is {Of(best)}, and that of trial 0, the recipe as it is, {Of(own)}: {gain}.");

        string Of(Trial trial) => Value(trial.Result!.Of(options.Metric)) + (trial.Result.Penalty > 0 ? string.Create(CultureInfo.InvariantCulture, $" (instructions count {trial.Result.Penalty:F4})") : string.Empty);

        string Gain(double gain) => options.Metric == TuningMetric.Cost ? Value(gain) : string.Create(CultureInfo.InvariantCulture, $"{100 * gain:F1} points");

        string Value(double value) => options.Metric == TuningMetric.Cost ? Format.Cost(value) : Share(value);
    }

    public static void Best(IAnsiConsole console, Tuner tuner, IReadOnlyList<Trial> ranked)
    {
        if (ranked.Count > 0)
        {
            console.Write(BestTable(tuner, ranked));
        }
    }

    public static Table BestTable(Tuner tuner, IReadOnlyList<Trial> ranked)
    {
        Table table = new Table().RoundedBorder();
        foreach (string column in (string[])["trial", "cost", "accuracy", "F1", "bytes"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        table.AddColumn("hidden").AddColumn("training");
        foreach (Trial trial in ranked.Take(ShownTrials))
        {
            TrialResult result = trial.Result!;
            TrainingOptions made = tuner.OptionsOf(trial);
            table.AddRow(
                Format.Number(trial.Number),
                Format.Cost(result.Cost),
                Share(result.Accuracy),
                Share(result.F1),
                Format.Number(result.ModelBytes),
                Markup.Escape(Hidden(made)),
                Markup.Escape(Training(made.Training)));
        }

        return table;
    }

    /// <summary>The score that more instructions on the device buy.</summary>
    public static void Front(IAnsiConsole console, Tuner tuner, IReadOnlyList<Trial> front, TuningOptions options)
    {
        bool isStream = front.Any(trial => tuner.StreamOf(trial) is not null);
        string weight = isStream ? string.Create(CultureInfo.InvariantCulture, $"; a million a second count as much as {tuner.Space.DeviceWeight} of {Name(options.Metric)}") : string.Empty;
        console.WriteLine($"What more instructions on the device buy, from the cheapest trial to the best{weight}:");
        Table table = new Table().RoundedBorder();
        string[] columns = ["trial", Name(options.Metric), isStream ? "IL instructions a second" : "IL instructions", .. (string[])(options.WeighsDevice ? ["heap, bytes"] : []), .. (string[])(isStream ? ["window"] : [])];
        foreach (string column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (string column in (string[])(isStream ? ["features", "hidden"] : ["hidden"]))
        {
            table.AddColumn(column);
        }

        foreach (Trial trial in front)
        {
            TrialResult result = trial.Result!;
            StreamOptions? stream = tuner.StreamOf(trial);
            double value = result.Of(options.Metric);
            table.AddRow(
            [
                Format.Number(trial.Number),
                options.Metric == TuningMetric.Cost ? Format.Cost(value) : Share(value),
                result.Instructions.ToString("N0", CultureInfo.InvariantCulture),
                .. (string[])(options.WeighsDevice ? [Format.Number(result.HeapBytes)] : []),
                .. (string[])(stream is null ? [] : [Format.Number(stream.Window), Markup.Escape(Kinds(stream))]),
                Markup.Escape(Hidden(tuner.OptionsOf(trial))),
            ]);
        }

        console.Write(table);
    }

    /// <summary>One finished trial in a line.</summary>
    public static string Line(Tuner tuner, Trial trial, int trials)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"trial {trial.Number}/{trials}");
        if (trial.Result is not { } result)
        {
            return trial.State == TrialState.Stopped
                ? string.Create(CultureInfo.InvariantCulture, $"{head}: ended after {Rung(trial)}, at a cost of {trial.Rungs[^1]:F4}")
                : $"{head}: {trial.Failure?.TrimEnd('.')}{AsItIs(trial)}";
        }

        TrainingOptions made = tuner.OptionsOf(trial);
        string scores = double.IsNaN(result.Accuracy) ? string.Empty : $", accuracy {Share(result.Accuracy)}, F1 {Share(result.F1)}";
        return string.Create(CultureInfo.InvariantCulture, $"{head}: cost {result.Cost:F4}{scores}; {Hidden(made)}; {Training(made.Training)}{AsItIs(trial)}");
    }

    public static string Name(TuningMetric metric) => metric switch
    {
        TuningMetric.Cost => "cost",
        TuningMetric.Accuracy => "accuracy",
        _ => "F1",
    };

    public static string Share(double share) => double.IsNaN(share) ? "–" : Format.Percent(share);

    public static string HiddenLayers(int count) => count switch
    {
        0 => "no hidden layer",
        1 => "one hidden layer",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} hidden layers"),
    };

    private static string Rung(Trial trial) => trial.Rungs.Count switch
    {
        1 => "a ninth of its epochs",
        2 => "a third of its epochs",
        _ => "its first fold",
    };

    private static string AsItIs(Trial trial) => trial.Number == Trial.AsItIs ? "; the recipe as it is" : string.Empty;

    // Only the kinds: with every channel and band they would not fit a line.
    private static string Kinds(StreamOptions stream) =>
        $"{stream.Features.Count}: " + string.Join(", ", stream.Features.GroupBy(feature => feature.Kind).Select(kind => $"{JsonNamingPolicy.KebabCaseLower.ConvertName(kind.Key.ToString())} {kind.Count()}"));

    private static string Hidden(TrainingOptions made) => made.Hidden.Count == 0
        ? "none"
        : string.Join('-', made.Hidden.Select(layer => layer.Units)) + " " + string.Join(", ", made.Hidden.Select(layer => ActivationNames.Of(layer.Activation)).Distinct());

    private static string Training(DescentOptions training)
    {
        string momentum = training.Optimizer == OptimizerKind.Plain ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", β {training.Momentum}");
        string name = training.Optimizer.ToString().ToLowerInvariant();
        return string.Create(
            CultureInfo.InvariantCulture, $"{name}, rate {training.LearningRate}{momentum}, {training.Epochs} epochs of {training.BatchSize}, L2 {training.L2}");
    }
}
