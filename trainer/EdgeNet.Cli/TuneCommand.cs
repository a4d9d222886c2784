using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Tuning;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet tune RECIPE</c>: searches hyperparameters, or with <c>--grow</c> the depth, and writes the best as a recipe.</summary>
internal static class TuneCommand
{
    private const string SavedName = "recipe.tuned.json";
    private const int GrowRepeats = 10;

    public static Command Create(IAnsiConsole console)
    {
        var defaults = new TuningOptions();
        var recipe = new Argument<string>("recipe") { Description = "A folder with a recipe.json, or the recipe itself." };
        var by = new Option<string>("--by")
        {
            Description = "What models are judged by, on the dev set: cost, accuracy or f1.",
            DefaultValueFactory = _ => "cost",
        };
        by.Validators.Add(CheckMetric);
        Option<int> trials = WholeNumber.Option("--trials", "Trials beside the recipe as it is, trial 0: half of them anywhere, half where the first ones did best.", least: 1, otherwise: defaults.Trials);
        Option<int> jobs = WholeNumber.Option("--jobs", "Trials at one time; the results do not depend on it.", least: 1, otherwise: defaults.Jobs);
        Option<int?> repeats = WholeNumber.Optional("--repeats", $"Models a trial, each with its own seed and dev part. [default: {defaults.Repeats}, with --grow {GrowRepeats}]", least: 1);
        Option<int?> seed = WholeNumber.Optional("--seed", "Fixes which trials are drawn. [default: the recipe's]", least: 0);
        var study = new Option<string?>("--study") { Description = "The file that records every trial. [default: <name>.study.db beside the recipe]" };
        var save = new Option<string?>("--save") { Description = $"Where the best recipe is written, if it is better than the recipe as it is. [default: {SavedName} beside the recipe]" };
        var grow = new Option<bool>("--grow") { Description = "Instead of a search: try no hidden layer, one, two, and keep the smallest that is as good as the best." };
        var command = new Command("tune", "Search the hyperparameters of a recipe.") { recipe, by, trials, jobs, repeats, seed, study, save, grow };
        command.Validators.Add(result =>
        {
            bool isGrowing = result.GetValue(grow);
            if (isGrowing && result.GetResult(repeats)?.Tokens is [{ Value: "1" }])
            {
                result.AddError("--repeats must be 2 or more with --grow: what is noise shows in repeats only.");
            }

            if (isGrowing && (IsGiven(result, trials) || IsGiven(result, study) || IsGiven(result, seed)))
            {
                result.AddError("--grow goes with --by, --repeats, --jobs and --save only.");
            }
        });
        command.SetAction(parsed =>
        {
            RecipeDocument document = RecipeDocument.Read(parsed.GetRequiredValue(recipe));
            Recipe original = document.ToRecipe();
            bool isGrowing = parsed.GetValue(grow);
            var options = new TuningOptions
            {
                Metric = Enum.Parse<TuningMetric>(parsed.GetRequiredValue(by), ignoreCase: true),
                Trials = parsed.GetValue(trials),
                Jobs = parsed.GetValue(jobs),
                Repeats = parsed.GetValue(repeats) ?? (isGrowing ? GrowRepeats : defaults.Repeats),
                Seed = parsed.GetValue(seed) ?? original.Training.Seed,
            };
            string saved = parsed.GetValue(save) ?? Path.Combine(original.Folder, SavedName);
            string studyPath = parsed.GetValue(study) ?? Path.Combine(original.Folder, original.Name + ".study.db");
            CheckPlace(document, original, saved, studyPath);
            return isGrowing ? GrowCommand.Run(document, options, saved, console) : Run(document, options, studyPath, saved, console);
        });
        return command;
    }

    /// <summary>Refuses what is no metric.</summary>
    public static void CheckMetric(OptionResult result)
    {
        if (!Enum.GetNames<TuningMetric>().Contains(result.GetValueOrDefault<string>(), StringComparer.OrdinalIgnoreCase))
        {
            result.AddError($"--by must be cost, accuracy or f1, and is '{result.GetValueOrDefault<string>()}'.");
        }
    }

    /// <summary>Writes the recipe that was found.</summary>
    public static void Save(RecipeDocument recipe, string path, IAnsiConsole console)
    {
        var files = new FileSet();
        files.Add(path, Moved(recipe, Path.GetDirectoryName(Path.GetFullPath(path))!).ToBytes());
        files.SaveOrKeep();
        string shown = Path.GetRelativePath(Environment.CurrentDirectory, path);
        console.WriteLine($"Wrote {shown}; 'edgenet train {shown}' makes the model.");
    }

    // Before hours of search: what is read stays as it is, and there is a place for what is found.
    private static void CheckPlace(RecipeDocument document, Recipe recipe, string saved, string studyPath)
    {
        string full = Path.GetFullPath(saved);
        string[] read = [Path.Combine(document.Folder, document.FileName), recipe.DataPath, studyPath, .. ((string?[])[recipe.DevData, recipe.TestData]).OfType<string>().Select(recipe.PathOf)];
        if (read.Any(path => Path.GetFullPath(path) == full))
        {
            throw new InputException($"{saved}: the search reads this file, and --save would write over it; name another one.");
        }

        string folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
        {
            throw new InputException($"{saved}: there is no folder {folder}; make it first, or name another file with --save.");
        }

        new FileSet().Check(saved);
        if (recipe.Images is not null && folder != recipe.Folder)
        {
            throw new InputException($"{saved}: the recipe of images stands in their folder, {recipe.Folder}; name a file there with --save.");
        }
    }

    // A recipe names its data as seen from its own folder.
    private static RecipeDocument Moved(RecipeDocument recipe, string folder)
    {
        Recipe original = recipe.ToRecipe();
        if (folder == original.Folder || original.Images is not null)
        {
            return recipe;
        }

        var patch = new JsonObject();
        foreach ((string key, string? path) in (ReadOnlySpan<(string, string?)>)[("data", original.Data), ("dev", original.DevData), ("test", original.TestData)])
        {
            if (path is not null && !Path.IsPathRooted(path))
            {
                patch[key] = Path.GetRelativePath(folder, original.PathOf(path)).Replace(Path.DirectorySeparatorChar, '/');
            }
        }

        return recipe.Merge(patch);
    }

    private static int Run(RecipeDocument document, TuningOptions options, string studyPath, string saved, IAnsiConsole console)
    {
        Recipe recipe = document.ToRecipe();
        RecipeExamples examples = RecipeData.ReadAll(recipe);
        ExampleParts parts = examples.Divide(recipe);
        var tuner = new Tuner(document, examples.Data, examples.Dev, options);
        using Study study = Study.Open(studyPath, tuner.Identity, options.Trials);
        TuneReport.Begin(console, recipe, examples.Data, tuner, study, options, studyPath);
        ExampleReader.Warn(console, PartWarnings.Of(recipe, parts));
        ExampleReader.Warn(console, DataAdvice.Of(recipe, examples, parts));

        using var interrupt = new Interrupt();
        CancellationToken stop = interrupt.Listen();
        TuneProgress.Show(console, tuner, study, options, onFinished => tuner.Run(study, onFinished, stop));
        IReadOnlyList<Trial> trials = study.ReadTrials();
        IReadOnlyList<Trial> ranked = TrialRanking.Rank(trials, options.Metric);
        TuneReport.Best(console, tuner, ranked);
        if (recipe.Stream is not null)
        {
            TuneReport.Front(console, tuner, TrialRanking.Front(trials, options.Metric), options.Metric);
        }

        if (stop.IsCancellationRequested)
        {
            int finished = TuneReport.FinishedIn(trials);
            console.WriteLine($"Stopped by request after {finished} of {options.Trials} trials; the same command goes on from here.");
            return ExitCode.Interrupted;
        }

        // Here, once, the test part is looked at: by the best recipe alone.
        SearchAnswer answer = tuner.Answer(trials);
        TrainedModel model = tuner.Build(answer.Taken);
        TuneReport.Answer(console, answer, options);
        TrainReport.Scores(console, model, [("dev", Part(parts.Dev)), ("test", Part(parts.Test))]);
        TrainReport.Loss(console, QuantizationLoss.Warn(model, Part(parts.Train)!, Part(parts.Dev), Part(parts.Test)));
        ExampleReader.Warn(console, DataAdvice.OfModel(model, new ExampleParts(Part(parts.Train)!, Part(parts.Dev), Part(parts.Test))));
        if (answer.IsBetter)
        {
            Save(tuner.Apply(answer.Taken), saved, console);
        }
        else
        {
            console.WriteLine("Nothing was written: the recipe stays as it is.");
        }

        return ExitCode.Success;

        Dataset? Part(Dataset? part) => part is null ? null : tuner.ExamplesFor(answer.Taken, part);
    }

    private static bool IsGiven(CommandResult result, Option option) => result.GetResult(option) is { Implicit: false };
}
