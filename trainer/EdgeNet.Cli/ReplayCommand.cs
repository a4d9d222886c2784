using System.CommandLine;
using System.Globalization;
using System.Text;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Report;
using EdgeNet.Trainer.Data.Recordings;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet replay MODEL RECORDINGS</c>: runs recordings through the device library as a device would, and shows its states over time.</summary>
internal static class ReplayCommand
{
    private static readonly string TimeUnits = string.Join(", ", ReplayOptions.TimeUnits);

    public static Command Create(IAnsiConsole console)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file of a stream model." };
        var recordings = new Argument<string>("recordings") { Description = "A CSV file with one reading per row, in time order, and a header that names the channels of the model." };
        var recording = new Option<string?>("--recording") { Description = "Show only the recording with this name." };
        var by = new Option<string?>("--by") { Description = $"The column that identifies the recording. [default: {ReplayOptions.DefaultRecordingColumn}, where there is one; else the file is one]" };
        var time = new Option<string?>("--time") { Description = $"The time column. Times are checked against the model's rate, and a gap starts a new piece. [default: {ReplayOptions.DefaultTimeColumn} in a file of 'edgenet capture', else none]" };
        var unit = new Option<string>("--time-unit") { Description = $"The unit of the times: {TimeUnits}.", DefaultValueFactory = _ => ReplayOptions.TimeUnits[0] };
        unit.Validators.Add(result =>
        {
            if (!ReplayOptions.TimeUnits.Contains(result.GetValueOrDefault<string>(), StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"--time-unit must be one of {TimeUnits}, and is '{result.GetValueOrDefault<string>()}'.");
            }
            else if (!result.Implicit && result.GetValue(time) is null)
            {
                result.AddError("--time-unit is the unit of --time, which is missing: name the column of the times.");
            }
        });
        var label = new Option<string?>("--label") { Description = $"The column with the true class of each reading, or the true quantity. [default: {Replay.DefaultLabel}, or the quantity's name, where there is one]" };
        Option<string?> values = LabelValuesOption.Create();
        var unlabelled = new Option<bool>("--unlabelled") { Description = "The true classes or quantities are not known: show states or estimates only." };
        var output = new Option<string?>("--out") { Description = "Write every decision or estimate to this CSV file." };
        var report = new Option<string?>("--report") { Description = "Write an HTML page with probabilities or scores, states and true classes over time." };
        var learn = new Option<bool>("--learn") { Description = "Learn from the recordings what is normal, as a device does with EdgeNet.Adaptation, and score what follows." };
        var learned = new Option<string?>("--learned") { Description = "With --learn: write the model with what was learned to this file." };
        learned.Validators.Add(result =>
        {
            if (!result.GetValue(learn))
            {
                result.AddError("--learned is the file of what --learn learns; add --learn.");
            }
        });
        var command = new Command("replay", "Run recordings through the device library, and score its states, by accuracy, detection delay and false alarms, or its estimates.")
        {
            model, recordings, recording, by, time, unit, label, values, unlabelled, output, report, learn, learned,
        };
        command.SetAction(parsed =>
        {
            var options = new ReplayOptions
            {
                Recording = parsed.GetValue(recording),
                RecordingColumn = parsed.GetValue(by),
                Time = parsed.GetValue(time),
                TimeUnit = parsed.GetRequiredValue(unit),
                Label = parsed.GetValue(label),
                IsUnlabelled = parsed.GetValue(unlabelled),
                LabelValues = LabelValuesOption.Split(parsed.GetValue(values)),
            };
            var files = new ReplayFiles(parsed.GetRequiredValue(model), parsed.GetRequiredValue(recordings), parsed.GetValue(output), parsed.GetValue(report), parsed.GetValue(learned));
            return Run(files, options, parsed.GetValue(learn), console);
        });
        return command;
    }

    private static int Run(ReplayFiles paths, ReplayOptions options, bool learns, IAnsiConsole console)
    {
        (string path, string file, string? output, string? report, string? learned) = paths;
        ModelFile model = ModelFile.Open(path);
        Pipeline pipeline = PipelineOf(path, model);
        (string Recipe, StreamOptions Stream, string? Label)? known = SavedModel.StreamBeside(path, model);
        if (model.Device.IsRegression && report is not null)
        {
            throw new InputException($"--report shows states over time, and the model '{model.Device.Name}' estimates quantities; leave it out, and write the estimates with --out.");
        }

        options = options with { Quantities = model.Device.IsRegression ? model.ClassNames : [], Kinds = options.LabelValues is null ? SavedModel.KindsBeside(path, model) : null };
        options = known is { } recipe ? options.WithRecipe(recipe.Stream, recipe.Label) : options;
        RecordingSet set = options.Read(file, pipeline);
        if (!pipeline.SelfTest())
        {
            throw new ModelFormatException(ModelFormatError.ImpossibleShape, $"{path}: the golden vectors and windows give other numbers than they must; train the model again.");
        }

        if (options.DescribeRecipe() is { Length: > 0 } remembered)
        {
            console.WriteLine($"As in {known!.Value.Recipe}: {remembered}.");
        }

        var files = new FileSet();
        files.Keep(path);
        files.Keep(file);
        files.Check([.. ((string?[])[output, report, learned]).OfType<string>()]);
        if (learns)
        {
            var lesson = LearnedReplay.Run(path, model, set);
            LearningReport.Write(console, lesson);
            if (lesson.HasLearned && learned is not null)
            {
                files.Add(learned, lesson.Model.Bytes);
            }

            if (lesson.Rest.Recordings.Count == 0)
            {
                console.WriteLine("No reading is left to be scored.");
                files.Save();
                Format.Written(console, files);
                return ExitCode.Success;
            }

            (pipeline, set) = (PipelineOf(path, lesson.Model), lesson.Rest);
        }

        BeyondTraining beyond = model.Device.IsRegression ? Estimate() : Decide();
        if (beyond.RowsBeyond > 0 && !model.Device.IsAnomaly)
        {
            ExampleReader.Warn(console, [$"{beyond.RowsBeyond} of {beyond.Rows} windows have a feature beyond what training saw: {beyond.Describe("window")}."]);
        }

        files.Save();
        Format.Written(console, files);
        return ExitCode.Success;

        BeyondTraining Estimate()
        {
            var replay = QuantityReplay.Run(pipeline, model.Inputs, set);
            QuantitySummary.Write(console, pipeline, model.ClassNames, replay.Timelines);
            if (output is not null)
            {
                files.Add(output, EstimateCsv.Write(model.ClassNames, pipeline.Predictor.KnowsUnfamiliar, replay.Timelines));
            }

            return replay.Beyond;
        }

        BeyondTraining Decide()
        {
            var replay = Replay.Run(pipeline, model.Inputs, set);
            ReplaySummary.Write(console, pipeline, replay.Timelines);
            if (output is not null)
            {
                files.Add(output, DecisionCsv.Write(pipeline.Predictor, replay.Timelines));
            }

            if (report is not null)
            {
                files.Add(report, ReplayReport.Write(new ReplaySource(pipeline.Predictor, pipeline.Settings, Path.GetFileName(file), replay.Timelines)));
            }

            return replay.Beyond;
        }
    }

    private static Pipeline PipelineOf(string path, ModelFile model)
    {
        try
        {
            return model.Pipeline
                ?? throw new InputException($"{path}: the model '{model.Device.Name}' has no stream: it takes features, which 'edgenet run' reads. Train it with a 'stream' in its recipe.");
        }
        catch (ModelFormatException e)
        {
            throw new ModelFormatException(e.Error, $"{path}: {e.Message} Train it again, or copy it again.");
        }
    }
}

/// <summary>The files of a replay.</summary>
internal sealed record ReplayFiles(string Model, string Recordings, string? Decisions, string? Report, string? Learned);

/// <summary>Every decision of a replay, as CSV.</summary>
/// <remarks>Not by Sep's writer: names need the quotes of <see cref="CsvCell"/>, and all other cells are numbers.</remarks>
internal static class DecisionCsv
{
    public static byte[] Write(Predictor predictor, IReadOnlyList<StateTimeline> timelines)
    {
        bool hasTruth = timelines.Any(timeline => timeline.HasTruth);
        var text = new StringBuilder("recording,t,state");
        foreach (string name in predictor.OutputCount == 1 ? [predictor.PositiveLabel] : Enumerable.Range(0, predictor.LabelCount).Select(predictor.LabelOf))
        {
            text.Append(',').Append(CsvCell.Write(predictor.IsAnomaly ? "score" : $"probability of {name}"));
        }

        text.Append(predictor.KnowsUnfamiliar ? ",unfamiliarity" : string.Empty).Append(hasTruth ? ",label\n" : "\n");
        foreach (StateTimeline timeline in timelines)
        {
            foreach (StateDecision decision in timeline.Decisions)
            {
                text.Append(CultureInfo.InvariantCulture, $"{CsvCell.Write(timeline.Name)},{decision.Reading / timeline.RateHertz:0.###},{Name(decision.State)}");
                foreach (float probability in decision.Probabilities)
                {
                    text.Append(CultureInfo.InvariantCulture, $",{probability:F6}");
                }

                if (decision.Unfamiliarity is { } unfamiliarity)
                {
                    text.Append(CultureInfo.InvariantCulture, $",{unfamiliarity:F6}");
                }

                text.Append(hasTruth ? $",{Name(timeline.Truth[decision.Reading])}\n" : "\n");
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        string Name(int state) => state == StateTimeline.Unknown ? string.Empty : state == StateTimeline.Unfamiliar ? Pipeline.UnfamiliarLabel : CsvCell.Write(predictor.LabelOf(state));
    }
}
