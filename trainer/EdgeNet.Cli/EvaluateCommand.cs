using System.CommandLine;
using System.Globalization;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Recipes;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet evaluate RECIPE</c>: repeated k-fold cross-validation.</summary>
internal static class EvaluateCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var recipe = new Argument<string>("recipe") { Description = "A folder with a recipe.json, the recipe itself, or a folder in which each folder is a class and holds its images." };
        Option<int> folds = WholeNumber.Option("--folds", "Parts, each of which is the test part once.", least: 2, otherwise: 10);
        Option<int> runs = WholeNumber.Option("--runs", "How often, each time with other folds and other first weights.", least: 1, otherwise: 1);
        var splitBy = new Option<string?>("--split-by")
        {
            Description = "Of a recipe with a stream: what folds keep together: 'recording', a column such as 'machine', or 'windows' for nothing. [default: the recipe's stream.splitBy]",
        };
        var leaveOut = new Option<string?>("--leave-one-group-out")
        {
            Description = "Of a recipe with a stream, in place of folds: test on each value of this column, or each 'recording', with a model that was trained without it.",
        };
        var command = new Command("evaluate", "Cross-validate a recipe, float and int8.") { recipe, folds, runs, splitBy, leaveOut };
        command.Validators.Add(result =>
        {
            if (result.GetValue(leaveOut) is not null && (result.GetValue(splitBy) is not null || result.GetResult(folds) is { Implicit: false }))
            {
                result.AddError("--leave-one-group-out goes neither with --folds nor with --split-by: each group is a fold.");
            }
        });
        var images = new ImageOptions();
        images.AddTo(command);
        command.SetAction(parsed => Run(
            images.Apply(RecipeReader.Read(parsed.GetRequiredValue(recipe)), parsed),
            new Plan(parsed.GetValue(folds), parsed.GetValue(runs), parsed.GetValue(splitBy), parsed.GetValue(leaveOut)),
            console));
        return command;
    }

    private static int Run(Recipe recipe, Plan plan, IAnsiConsole console)
    {
        if (recipe.Stream is null && (plan.SplitBy ?? plan.LeaveOut) is not null)
        {
            throw new InputException($"{recipe.Name}: {(plan.SplitBy is null ? "--leave-one-group-out" : "--split-by")} is for a recipe with a 'stream'; here each example stands for itself.");
        }

        string by = plan.LeaveOut ?? plan.SplitBy ?? recipe.Stream?.SplitBy ?? WindowGroups.Windows;
        if (plan.LeaveOut == WindowGroups.Windows)
        {
            throw new InputException($"{recipe.Name}: --leave-one-group-out '{WindowGroups.Windows}' leaves a single window out; name a column or '{WindowGroups.Recording}'.");
        }

        Recipe grouped = recipe.Stream is null ? recipe : recipe with { Stream = recipe.Stream with { SplitBy = by } };
        Dataset examples = ExampleReader.Read(console, grouped);
        IReadOnlyList<string> groups = examples.Groups is null ? [] : WindowGroups.Of(examples, by).Names;
        bool isLeavingOut = plan.LeaveOut is not null;
        int folds = isLeavingOut ? groups.Count : plan.Folds;
        CheckFolds(recipe, examples, groups, folds, by);
        console.WriteLine($"{recipe.Name}: {examples.Count} examples, {folds} folds, {Count(plan.Runs, "run")}, {Environment.ProcessorCount} cores.");
        if (recipe.Stream is { } stream)
        {
            console.WriteLine(groups.Count == 0
                ? $"Folds are of windows: training and test parts share recordings{(stream.Stride < stream.Window ? ", and windows overlap: this looks better than it is" : string.Empty)}."
                : $"Folds keep the windows of a {Named(by)} together: {groups.Count} groups.");
        }

        using var interrupt = new Interrupt();
        IReadOnlyList<FoldScore> scores = EvaluateProgress.Show(
            console,
            folds * plan.Runs,
            onFold => isLeavingOut
                ? CrossValidation.LeaveOneGroupOut(grouped, examples, plan.Runs, onFold, interrupt.Token)
                : CrossValidation.Run(grouped, examples, folds, plan.Runs, onFold, interrupt.Token));
        if (interrupt.Token.IsCancellationRequested)
        {
            console.WriteLine($"Stopped by request after {scores.Count} of {folds * plan.Runs} folds{(scores.Count == 0 ? "." : "; the table is of these.")}");
        }

        if (scores.Count > 0)
        {
            if (isLeavingOut)
            {
                GroupReport.Write(console, by, groups, examples, scores, Format.Integers(recipe.Quantization.WeightBits));
            }

            Print(console, scores, Format.Integers(recipe.Quantization.WeightBits));
            TrainReport.Loss(console, FoldScore.Warn(scores));
        }

        return interrupt.Token.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }

    private static void CheckFolds(Recipe recipe, Dataset examples, IReadOnlyList<string> groups, int folds, string by)
    {
        if (examples.Groups is not null && groups.Count < 2)
        {
            throw new InputException($"{recipe.Data}: all windows are of one {Named(by)}, '{groups[0]}', so there is nothing to leave out; add recordings, or choose --split-by {WindowGroups.Windows}.");
        }

        if (examples.Groups is not null && folds > groups.Count)
        {
            throw new InputException($"{recipe.Data}: {folds} folds need at least {folds} groups by {Named(by)}; there are {groups.Count}. Choose fewer folds.");
        }

        if (folds > examples.Count)
        {
            throw new InputException($"{recipe.Data}: {folds} folds need at least {folds} examples; there are {examples.Count}. Choose fewer folds.");
        }
    }

    private static string Named(string by) => by == WindowGroups.Recording ? by : $"'{by}'";

    private static void Print(IAnsiConsole console, IReadOnlyList<FoldScore> scores, string integers)
    {
        IReadOnlyList<Metric> metrics = Metric.OfTask(scores[0].DeviceScore.Task);
        Metric main = metrics[0];
        double[] real = [.. scores.Select(score => main.Of(score.FloatScore))];
        double[] device = [.. scores.Select(score => main.Of(score.DeviceScore))];
        Table table = new Table().RoundedBorder().AddColumn("test parts");
        foreach (string column in (IEnumerable<string>)[main.Name, "sd of folds", "sd of runs", .. metrics.Skip(1).Select(metric => metric.Name)])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        AddRow("float network", score => score.FloatScore);
        IReadOnlyList<CandidateScore> candidates = scores[0].Candidates;
        for (int c = 0; candidates.Count > 1 && c < candidates.Count; c++)
        {
            int candidate = c;
            AddRow(Format.Integers(candidates[c].WeightBits, candidates[c].IsAware), score => score.Candidates[candidate].Score);
        }

        AddRow(candidates.Count > 1 ? "chosen, device library" : $"{integers}, device library", score => score.DeviceScore);
        console.Write(table);
        bool isShare = scores[0].DeviceScore.Task != LearningTask.Regression;
        int whole = scores.Count(score => !double.IsNaN(metrics[1].Of(score.DeviceScore)));
        if (isShare && whole < scores.Count)
        {
            console.WriteLine($"{string.Join(" and ", metrics.Skip(1).Select(metric => metric.Name))}: over the {whole} of {scores.Count} test parts that have examples of every class.");
        }

        double difference = device.Average() - real.Average();
        console.WriteLine(isShare
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Mean test accuracy of the {integers} model: {device.Average():F4} ± {Deviation(device):F4} (sd of folds); {100 * difference:+0.00;-0.00;0.00} points from float.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Mean test {main.Name} of the {integers} model: {device.Average():G4} ± {Deviation(device):G4} (sd of folds); {difference:+0.####;-0.####;0} from float."));

        void AddRow(string name, Func<FoldScore, Score> of)
        {
            double[] values = [.. scores.Select(score => main.Of(of(score)))];
            double[] runs = [.. scores.GroupBy(score => score.Run).Select(run => run.Average(score => main.Of(of(score))))];
            table.AddRow(
            [
                name, main.Print(values.Average()), main.Print(Deviation(values)), runs.Length > 1 ? main.Print(Deviation(runs)) : "–",
                .. metrics.Skip(1).Select(metric => metric.Print(metric.MeanOf(scores.Select(of)))),
            ]);
        }
    }

    /// <summary>The corrected standard deviation.</summary>
    internal static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, values.Length - 1));
    }

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? string.Empty : "s")}";

    private sealed record Plan(int Folds, int Runs, string? SplitBy, string? LeaveOut);
}
