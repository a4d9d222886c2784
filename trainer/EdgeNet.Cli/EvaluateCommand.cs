using System.CommandLine;
using EdgeNet.Tuning;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet evaluate RECIPE</c>: repeated k-fold cross-validation of a recipe, of two against each other, or of a whole search.</summary>
internal static class EvaluateCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var defaults = new TuningOptions();
        var recipe = new Argument<string>("recipe") { Description = "A recipe, a folder with a recipe.json, or a folder with one subfolder of images per class." };
        Option<int> folds = WholeNumber.Option("--folds", "Number of folds. Each fold is the test set once.", least: 2, otherwise: 10);
        Option<int> runs = WholeNumber.Option("--runs", "Number of repetitions, each with new folds and new initial weights.", least: 1, otherwise: 1);
        var splitBy = new Option<string?>("--split-by")
        {
            Description = "What folds keep together: a column such as 'machine', of a stream 'recording', of images 'subfolder'; or 'examples', of a stream 'windows', for nothing. [default: the recipe's group or stream.splitBy]",
        };
        var leaveOut = new Option<string?>("--leave-one-group-out")
        {
            Description = "Instead of folds: test on each group in turn, with a model trained on all the others. Takes a column as --split-by does. [default: the recipe's groups]",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var leaveClasses = new Option<bool>("--leave-one-class-out") { Description = "Train without each class in turn, and show whether such a model finds the class unfamiliar. For recipes with 'unfamiliar' and three classes or more." };
        var against = new Option<string?>("--against") { Description = "Compare with another recipe for the same data, on the same folds, by a t test that is corrected for overlapping training sets." };
        var tune = new Option<bool>("--tune") { Description = "Nested cross-validation: tune inside each fold, on its training set only. Shows what 'edgenet tune' really gains." };
        Option<int?> trials = WholeNumber.Optional("--trials", $"With --tune: number of trials per search. [default: {defaults.Trials}]", least: 1);
        Option<int?> repeats = WholeNumber.Optional("--repeats", $"With --tune: how often the folds inside each training side are dealt. [default: {defaults.Repeats}]", least: 1);
        Option<TuningMetric?> by = TuneCommand.MetricOption("With --tune: the");
        Option<string> sampler = TuneCommand.SamplerOption("With --tune: how");
        var full = new Option<bool>("--full") { Description = "With --tune: run every trial to its end." };
        var command = new Command("evaluate", "Cross-validate a recipe, float and int8.") { recipe, folds, runs, splitBy, leaveOut, leaveClasses, against, tune, trials, repeats, by, sampler, full };
        command.Validators.Add(result =>
        {
            if (result.IsGiven(leaveOut) && (result.IsGiven(splitBy) || result.IsGiven(folds)))
            {
                result.AddError("--leave-one-group-out goes neither with --folds nor with --split-by: each group is a fold.");
            }

            if (result.GetValue(leaveClasses) && ((IReadOnlyList<Option>)[against, tune]).FirstOrDefault(option => result.IsGiven(option)) is { } other)
            {
                result.AddError($"--leave-one-class-out tests one recipe, and goes with no {other.Name}.");
            }

            if (result.GetValue(tune) && result.IsGiven(against))
            {
                result.AddError("--tune compares what it finds with the recipe as it is, and goes with no --against.");
            }

            if (!result.GetValue(tune) && ((IReadOnlyList<Option>)[trials, repeats, by, sampler, full]).FirstOrDefault(option => result.IsGiven(option)) is { } stray)
            {
                result.AddError($"{stray.Name} goes with --tune only.");
            }
        });
        var changes = new RecipeOptions();
        changes.AddTo(command);
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(recipe);
            Experiment experiment = changes.Open(path, parsed);
            bool isLeavingOut = parsed.CommandResult.IsGiven(leaveOut);
            string? groups = isLeavingOut ? parsed.GetValue(leaveOut) : parsed.GetValue(splitBy);
            var options = new TuningOptions
            {
                Metric = parsed.GetValue(by) ?? (parsed.GetValue(tune) ? TuningOptions.MetricFor(experiment.Data) : defaults.Metric),
                Trials = parsed.GetValue(trials) ?? defaults.Trials,
                Repeats = parsed.GetValue(repeats) ?? defaults.Repeats,
                Sampler = TuneCommand.SamplerOf(parsed, sampler),
                EndsEarly = !parsed.GetValue(full),
            };
            var run = new EvaluateRun(console, experiment.GroupBy(groups, isLeavingOut), isLeavingOut, parsed.GetValue(folds), parsed.GetValue(runs));
            if (parsed.GetValue(tune))
            {
                return run.Tuned(options);
            }

            if (parsed.GetValue(leaveClasses))
            {
                return run.WithoutClasses();
            }

            return parsed.GetValue(against) is { } other
                ? run.Against(path, other, changes.OpenUnchanged(other, parsed).GroupBy(groups, isLeavingOut))
                : run.Alone();
        });
        return command;
    }
}
