using System.CommandLine;
using System.Globalization;
using System.Text;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Report;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Data.Tables;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Export;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet replay MODEL RECORDINGS</c>: runs recordings through the device library as a device would, and shows its states over time.</summary>
internal static class ReplayCommand
{
    private const string DefaultLabel = "label";

    private static readonly string TimeUnits = string.Join(", ", Enum.GetNames<TimeUnit>()).ToLowerInvariant();

    public static Command Create(IAnsiConsole console)
    {
        var model = new Argument<string>("model") { Description = "An .edgenet file with a stream." };
        var recordings = new Argument<string>("recordings") { Description = "A CSV file: a header with the channels of the model, and a row for each reading, in the order of time." };
        var recording = new Option<string?>("--recording") { Description = "Only the recording of this name." };
        var by = new Option<string?>("--by") { Description = $"The column that tells recordings apart. [default: {RecordingColumns.DefaultRecording}, where there is one; else the file is one]" };
        var time = new Option<string?>("--time") { Description = $"The column of the times: they must have the model's rate, and a gap begins anew. [default: {RecordingColumns.DefaultTime} in a file of 'edgenet capture', else none]" };
        var unit = new Option<string>("--time-unit") { Description = $"The unit of the times: {TimeUnits}.", DefaultValueFactory = _ => nameof(TimeUnit.Seconds).ToLowerInvariant() };
        unit.Validators.Add(result =>
        {
            if (!Enum.GetNames<TimeUnit>().Contains(result.GetValueOrDefault<string>(), StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"--time-unit must be one of {TimeUnits}, and is '{result.GetValueOrDefault<string>()}'.");
            }
            else if (!result.Implicit && result.GetValue(time) is null)
            {
                result.AddError("--time-unit is the unit of --time, which is missing: name the column of the times.");
            }
        });
        var label = new Option<string?>("--label") { Description = $"The column with the true class of each reading. [default: {DefaultLabel}, where there is one]" };
        Option<string?> values = LabelValues.Option();
        var unlabelled = new Option<bool>("--unlabelled") { Description = "The truth is not known: show states alone, and look at no column of labels." };
        var output = new Option<string?>("--out") { Description = "A CSV file to be written, with a row for each decision." };
        var report = new Option<string?>("--report") { Description = "An HTML page to be written, which draws probabilities, states and true classes over time." };
        var command = new Command("replay", "Run recordings through the device library, and say how soon and how rightly its states follow the truth.")
        {
            model, recordings, recording, by, time, unit, label, values, unlabelled, output, report,
        };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            (Pipeline pipeline, IReadOnlyList<ModelInput>? inputs) = ReadPipeline(path);
            string file = parsed.GetRequiredValue(recordings);
            RecordingColumns columns = ColumnsOf(pipeline, parsed.GetValue(by)) with
            {
                Time = parsed.GetValue(time),
                TimeUnit = Enum.Parse<TimeUnit>(parsed.GetRequiredValue(unit), ignoreCase: true),
                Label = parsed.GetValue(unlabelled) ? null : parsed.GetValue(label) ?? DefaultLabel,
                MayLackLabel = parsed.GetValue(label) is null,
                LabelValues = LabelValues.Read(parsed.GetValue(values), pipeline.Predictor),
            };
            RecordingSet set = Select(RecordingReader.ReadCsv(file, columns), parsed.GetValue(recording), file);
            return Run(path, pipeline, inputs, file, set, parsed.GetValue(output), parsed.GetValue(report), console);
        });
        return command;
    }

    private static int Run(string path, Pipeline pipeline, IReadOnlyList<ModelInput>? inputs, string file, RecordingSet set, string? output, string? report, IAnsiConsole console)
    {
        if (!pipeline.SelfTest())
        {
            throw new ModelFormatException(ModelFormatError.ImpossibleShape, $"{path}: the golden vectors and windows give other numbers than they must; train the model again.");
        }

        var files = new FileSet();
        files.Keep(path);
        files.Keep(file);
        files.Check([.. ((string?[])[output, report]).OfType<string>()]);
        var beyond = new BeyondTraining(inputs ?? []);
        StateTimeline[] timelines =
        [
            .. set.Recordings.SelectMany(recording => recording.Pieces())
                .Select(piece => RecordingReplay.Run(pipeline, piece, features => beyond.Add(features, beyond.Rows + 1))),
        ];
        ReplaySummary.Write(console, pipeline, timelines);
        if (beyond.RowsBeyond > 0)
        {
            ExampleReader.Warn(console, [$"{beyond.RowsBeyond} of {beyond.Rows} windows have a feature beyond what training saw: {beyond.Describe("window")}."]);
        }

        if (output is not null)
        {
            files.Add(output, DecisionCsv.Write(pipeline.Predictor, timelines));
        }

        if (report is not null)
        {
            files.Add(report, ReplayReport.Write(new ReplaySource(pipeline.Predictor, pipeline.Settings, Path.GetFileName(file), timelines)));
        }

        files.Save();
        foreach ((string written, byte[] content) in files.Files)
        {
            console.WriteLine($"Wrote {Path.GetRelativePath(Environment.CurrentDirectory, written)}, {Format.Number(content.Length)} bytes.");
        }

        return ExitCode.Success;
    }

    private static (Pipeline Pipeline, IReadOnlyList<ModelInput>? Inputs) ReadPipeline(string path)
    {
        (Model model, byte[] data, IReadOnlyList<ModelInput>? inputs) = ModelFile.Read(path);
        Pipeline pipeline;
        try
        {
            StreamSettings settings = StreamSettings.Read(data)
                ?? throw new InputException($"{path}: the model '{model.Name}' has no stream: it takes features, which 'edgenet run' reads. Train it with a 'stream' in its recipe.");
            pipeline = new Pipeline(model, settings);
        }
        catch (Exception e) when (e is ModelFormatException or ArgumentException)
        {
            throw new ModelFormatException(ModelFormatError.ImpossibleShape, $"{path}: {e.Message} Train it again, or copy it again.");
        }

        return (pipeline, inputs);
    }

    private static RecordingColumns ColumnsOf(Pipeline pipeline, string? recording) => new()
    {
        Channels = pipeline.Settings.Channels,
        CountsPerUnit = pipeline.Settings.CountsPerUnit,
        Recording = recording,
        RateHertz = pipeline.Settings.RateMillihertz / 1000.0,
        ClassNames = [.. Enumerable.Range(0, pipeline.Predictor.LabelCount).Select(pipeline.Predictor.LabelOf)],
    };

    private static RecordingSet Select(RecordingSet set, string? name, string file)
    {
        if (name is null)
        {
            return set;
        }

        Recording[] found = [.. set.Recordings.Where(recording => NormalForm.Of(recording.Name) == NormalForm.Of(name))];
        string known = string.Join(", ", set.Recordings.Take(4).Select(recording => recording.Name)) + (set.Recordings.Count > 4 ? $", … {set.Recordings[^1].Name}" : string.Empty);
        return found.Length > 0
            ? set with { Recordings = found }
            : throw new InputException($"{Path.GetFileName(file)}: no recording is called '{name}'; there {(set.Recordings.Count == 1 ? "is" : "are")} {known}.");
    }
}

/// <summary>Every decision of a replay, as CSV.</summary>
internal static class DecisionCsv
{
    public static byte[] Write(Predictor predictor, IReadOnlyList<StateTimeline> timelines)
    {
        bool hasTruth = timelines.Any(timeline => timeline.HasTruth);
        var text = new StringBuilder("recording,t,state");
        foreach (string name in predictor.OutputCount == 1 ? [predictor.PositiveLabel] : Enumerable.Range(0, predictor.LabelCount).Select(predictor.LabelOf))
        {
            text.Append(',').Append(CsvCell.Write($"probability of {name}"));
        }

        text.Append(hasTruth ? ",label\n" : "\n");
        foreach (StateTimeline timeline in timelines)
        {
            foreach (StateDecision decision in timeline.Decisions)
            {
                text.Append(CultureInfo.InvariantCulture, $"{CsvCell.Write(timeline.Name)},{decision.Reading / timeline.RateHertz:0.###},{Name(decision.State)}");
                foreach (float probability in decision.Probabilities)
                {
                    text.Append(CultureInfo.InvariantCulture, $",{probability:F6}");
                }

                text.Append(hasTruth ? $",{Name(timeline.Truth[decision.Reading])}\n" : "\n");
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        string Name(int state) => state == StateTimeline.Unknown ? string.Empty : CsvCell.Write(predictor.LabelOf(state));
    }
}
