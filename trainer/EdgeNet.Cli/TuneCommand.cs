using System.CommandLine;
using System.CommandLine.Parsing;
using EdgeNet.Tuning;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet tune RECIPE</c>: searches hyperparameters, or with <c>--grow</c> the depth, and writes the best as a recipe.</summary>
internal static class TuneCommand
{
    private const string SavedName = "recipe.tuned.json";
    private const int GrowRepeats = 2;

    public static Command Create(IAnsiConsole console)
    {
        var defaults = new TuningOptions();
        var recipe = new Argument<string?>("recipe") { Description = "A recipe, or a folder with a recipe.json.", Arity = ArgumentArity.ZeroOrOne };
        Option<TuningMetric?> by = MetricOption();
        Option<int> trials = WholeNumber.Option("--trials", "Number of trials besides trial 0, the recipe as it is.", least: 1, otherwise: defaults.Trials);
        Option<int> jobs = WholeNumber.Option("--jobs", "Number of threads. The results do not depend on it.", least: 1, otherwise: defaults.Jobs);
        Option<int> folds = WholeNumber.Option("--folds", "Each trial is judged by so many folds of all but the test part.", least: 2, otherwise: defaults.Folds);
        Option<int?> repeats = WholeNumber.Optional("--repeats", $"How often the folds are dealt anew. [default: {defaults.Repeats}, with --grow {GrowRepeats}]", least: 1);
        Option<int?> seed = WholeNumber.Optional("--seed", "Seed of the search: which trials are drawn. [default: the recipe's]", least: 0);
        Option<string> sampler = SamplerOption();
        var full = new Option<bool>("--full") { Description = "Run every trial to its end; otherwise bad ones end after a part of their epochs." };
        var device = new Option<bool>("--weigh-device") { Description = "A second aim: few instructions on the device. Shows the front, and takes the cheapest that is as good as the best." };
        var fits = new Option<string?>("--fits") { Description = "Take the best whose model fits this board; implies --weigh-device." };
        fits.AcceptOnlyFromAmong([.. DeviceTarget.All.Select(target => target.Name)]);
        var study = new Option<string?>("--study") { Description = "Where every trial is recorded: a file, or a PostgreSQL database that many machines share, 'Host=…;Database=…'. [default: <name>.study.db beside the recipe]" };
        var save = new Option<string?>("--save") { Description = $"Where to write the best recipe, if it beats the current one. [default: {SavedName} beside the recipe]" };
        var grow = new Option<bool>("--grow") { Description = "Instead of searching: try zero, one and two hidden layers, and keep the smallest network that is as good as the best." };
        var fetch = new Option<string?>("--fetch") { Description = "For a machine without the recipe: take recipe, data and settings of the study of this name from the database of --study, and run its trials." };
        Command? command = null;
        command = new Command("tune", "Search for better hyperparameters.") { recipe, by, trials, jobs, folds, repeats, seed, sampler, full, device, fits, study, save, grow, fetch };
        command.Validators.Add(result =>
        {
            Option[] others = [trials, seed, sampler, full, device, fits, study];
            if (result.GetValue(grow) && others.Any(result.IsGiven))
            {
                result.AddError("--grow goes with --by, --folds, --repeats, --jobs and --save only.");
            }

            bool isFetching = result.IsGiven(fetch);
            if (isFetching && (!result.IsGiven(study) || result.GetValue(recipe) is not null || command!.Options.Any(option => option != fetch && option != study && option != jobs && option != trials && result.IsGiven(option))))
            {
                result.AddError("--fetch goes with --study, --jobs and --trials only, and without a recipe: the database has it.");
            }
            else if (!isFetching && result.GetValue(recipe) is null)
            {
                result.AddError("Name a recipe, or a study with --fetch.");
            }
        });
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(fetch) is { } name)
            {
                return FetchCommand.Run(parsed.GetValue(study)!, name, parsed.CommandResult.IsGiven(trials) ? parsed.GetValue(trials) : null, parsed.GetValue(jobs), console);
            }

            var experiment = Experiment.Open(parsed.GetValue(recipe)!);
            if (experiment.Options.Anomaly is not null)
            {
                throw new InputException($"{parsed.GetValue(recipe)}: the task is \"anomaly\", and only networks are tuned; compare recipes by 'edgenet evaluate --against'.");
            }

            bool isGrowing = parsed.GetValue(grow);
            DeviceTarget? target = parsed.GetValue(fits) is null ? null : DeviceOption.In(parsed, fits!, console);
            string saved = parsed.GetValue(save) ?? Path.Combine(experiment.Folder, SavedName);
            string place = parsed.GetValue(study) ?? Path.Combine(experiment.Folder, experiment.Options.Name + ".study.db");
            CheckPlace(experiment, saved, place);
            var options = new TuningOptions
            {
                Metric = parsed.GetValue(by) ?? TuningOptions.MetricFor(experiment.Data),
                Trials = parsed.GetValue(trials),
                Jobs = parsed.GetValue(jobs),
                Folds = parsed.GetValue(folds),
                Repeats = parsed.GetValue(repeats) ?? (isGrowing ? GrowRepeats : defaults.Repeats),
                Seed = parsed.GetValue(seed) ?? experiment.Options.Seed,
                Sampler = SamplerOf(parsed, sampler),
                EndsEarly = !parsed.GetValue(full),
                WeighsDevice = parsed.GetValue(device) || target is not null,
            };
            try
            {
                return isGrowing ? GrowCommand.Run(experiment, options, saved, console) : Run(experiment, options, target, place, saved, console);
            }
            catch (OperationCanceledException)
            {
                console.WriteLine("Stopped by request while the database did not answer; the same command goes on from here.");
                return ExitCode.Interrupted;
            }
        });
        return command;
    }

    /// <summary>The option <c>--by</c>; null where the data decide.</summary>
    public static Option<TuningMetric?> MetricOption(string head = "The")
    {
        string[] names = [.. Enum.GetNames<TuningMetric>().Select(name => name.ToLowerInvariant())];
        var option = new Option<TuningMetric?>("--by")
        {
            Description = $"{head} metric: cost, accuracy or f1. [default: accuracy; f1 where most examples are of one class, cost for quantities]",
            CustomParser = result => Enum.TryParse(names.Contains(result.Tokens[0].Value.ToLowerInvariant()) ? result.Tokens[0].Value : string.Empty, ignoreCase: true, out TuningMetric metric) ? metric : Refuse(result),
        };
        return option;

        static TuningMetric? Refuse(ArgumentResult result)
        {
            result.AddError($"--by must be cost, accuracy or f1, and is '{result.Tokens[0].Value}'.");
            return null;
        }
    }

    /// <summary>The option <c>--sampler</c>.</summary>
    public static Option<string> SamplerOption(string head = "How")
    {
        var option = new Option<string>("--sampler")
        {
            Description = $"{head} trials are drawn: random, the second half near the best of the first; or tpe, by a model of those before.",
            DefaultValueFactory = _ => new TuningOptions().Sampler.ToString().ToLowerInvariant(),
        };
        option.AcceptOnlyFromAmong([.. Enum.GetNames<TuningSampler>().Select(name => name.ToLowerInvariant())]);
        return option;
    }

    /// <summary>The sampler that is given.</summary>
    public static TuningSampler SamplerOf(ParseResult parsed, Option<string> option) => Enum.Parse<TuningSampler>(parsed.GetRequiredValue(option), ignoreCase: true);

    // Before hours of search: inputs are protected, and the result has a place to be written to.
    private static void CheckPlace(Experiment experiment, string saved, string studyPath)
    {
        string full = Path.GetFullPath(saved);
        if (experiment.ReadPaths.Append(studyPath).Any(path => Path.GetFullPath(path) == full))
        {
            throw new InputException($"{saved}: the search reads this file, and --save would write over it; name another one.");
        }

        string folder = Path.GetDirectoryName(full)!;
        if (!Directory.Exists(folder))
        {
            throw new InputException($"{saved}: there is no folder {folder}; make it first, or name another file with --save.");
        }

        new FileSet().Check(saved);
        if (experiment.Images is not null && folder != experiment.Folder)
        {
            throw new InputException($"{saved}: the recipe of images stands in their folder, {experiment.Folder}; name a file there with --save.");
        }
    }

    private static int Run(Experiment experiment, TuningOptions options, DeviceTarget? target, string studyPath, string saved, IAnsiConsole console)
    {
        var tuner = new Tuner(experiment, options);
        using var interrupt = new Interrupt();
        CancellationToken stop = interrupt.Listen();
        var settings = new StudySettings { OnWaiting = console.WriteLine, Cancellation = stop };
        using Study study = Study.Open(studyPath, experiment.Options.Name, tuner.Identity, options.Trials, settings with { Files = experiment.ReadPaths });
        TuneReport.Begin(console, experiment, tuner, study, options, study.Place);
        ExampleReader.Warn(console, experiment.PartWarnings);
        ExampleReader.Warn(console, experiment.DataWarnings);
        ExampleReader.Warn(console, [.. tuner.Warnings]);

        TuneProgress.Show(console, tuner, study, options, onFinished => tuner.Run(study, onFinished, stop));
        IReadOnlyList<Trial> trials = [.. study.ReadTrials().Where(trial => trial.Number <= options.Trials)]; // others may want more
        IReadOnlyList<Trial> ranked = TrialRanking.Rank(trials, options.Metric);
        TuneReport.Best(console, tuner, ranked);
        if (experiment.Stream is not null || options.WeighsDevice)
        {
            TuneReport.Front(console, tuner, TrialRanking.Front(trials, options.Metric), options);
        }

        if (stop.IsCancellationRequested || tuner.Answer(OpenFinals, trials, target, stop) is not { } answer)
        {
            int finished = TuneReport.FinishedIn(trials);
            console.WriteLine($"Stopped by request after {finished} of {options.Trials} trials; the same command goes on from here.");
            return ExitCode.Interrupted;
        }

        // The only use of the test part: once, by the best recipe.
        TrainedModel model = tuner.Build(answer.Taken, experiment.Parts.Test);
        if (tuner.Unfit > 0)
        {
            console.WriteLine($"{NameList.Count(tuner.Unfit, "trial")} that would have been in question {(tuner.Unfit == 1 ? "does" : "do")} not fit {target!.Description}.");
        }

        TuneReport.Answer(console, answer, options, target, trials[Trial.AsItIs].Result is not null);
        ScoreReport.Write(console, model, model.Scores.Skip(1));
        TrainReport.Loss(console, model.LossWarning);
        ExampleReader.Warn(console, model.ClassWarnings);
        if (answer.IsBetter)
        {
            tuner.Save(answer.Taken, saved);
            TuneReport.Saved(console, saved);
        }
        else
        {
            console.WriteLine("Nothing was written: the recipe stays as it is.");
            if (File.Exists(saved))
            {
                ExampleReader.Warn(console, [$"{Path.GetRelativePath(Environment.CurrentDirectory, saved)} is there from an earlier search."]);
            }
        }

        return ExitCode.Success;

        Study OpenFinals(string suffix, StudyIdentity identity, int finalists)
        {
            console.WriteLine($"Judging the best {NameList.Count(finalists, "trial")} and the recipe as it is once more, by folds dealt anew.");
            return Study.Open(studyPath, experiment.Options.Name + suffix, identity, finalists, settings with { IsKnown = true });
        }
    }
}

/// <summary><c>edgenet tune RECIPE --grow</c>: how many hidden layers are needed.</summary>
internal static class GrowCommand
{
    public static int Run(Experiment experiment, TuningOptions options, string saved, IAnsiConsole console)
    {
        Dataset examples = experiment.Data;
        var growth = new NetworkGrowth(experiment, options);
        console.WriteLine(
            $"{experiment.Options.Name}: {examples.Count} examples; networks of 0 to {NetworkGrowth.MaxHidden} hidden layers, "
            + $"each judged by {TuneReport.Name(options.Metric)} in {growth.Folds} folds of all but the test part.");
        using var interrupt = new Interrupt();
        CancellationToken stop = interrupt.Listen();
        if (growth.Run(null, stop) is not { } candidates)
        {
            console.WriteLine("Stopped by request: nothing was written.");
            return ExitCode.Interrupted;
        }

        Table table = new Table().RoundedBorder().AddColumn("network");
        foreach (string column in (string[])["cost", "accuracy", "F1", "bytes", "worse than the best by", "noise"])
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        table.AddColumn(string.Empty);
        foreach (GrowthCandidate candidate in candidates)
        {
            TrialResult result = candidate.Result;
            table.AddRow(
                string.Join('-', candidate.Units.Prepend(examples.FeatureNames.Count)),
                Format.Cost(result.Cost),
                TuneReport.Share(result.Accuracy),
                TuneReport.Share(result.F1),
                Format.Number(result.ModelBytes),
                options.Metric == TuningMetric.Cost ? Format.Cost(candidate.Gap) : Format.Percent(candidate.Gap),
                options.Metric == TuningMetric.Cost ? Format.Cost(candidate.Noise) : Format.Percent(candidate.Noise),
                candidate.IsKept ? "kept" : string.Empty);
        }

        console.Write(table);
        GrowthCandidate kept = candidates.Single(candidate => candidate.IsKept);
        console.WriteLine($"Kept {TuneReport.HiddenLayers(kept.Hidden)}: the smallest network that is worse than the best by no more than the noise, one standard error.");
        kept.Save(saved);
        TuneReport.Saved(console, saved);
        return ExitCode.Success;
    }
}
