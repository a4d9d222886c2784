using System.CommandLine;
using EdgeNet.Report;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet train RECIPE</c>: reads the data, trains, quantizes, writes the model and shows float and int8 side by side.</summary>
internal static class TrainCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var recipe = new Argument<string>("recipe") { Description = "A recipe, a folder with a recipe.json, or a folder with one subfolder of images per class." };
        var output = new Option<string?>("--out") { Description = "Where to write the model: an .edgenet file or a folder. The learning curve, the C# class and the report go beside it. [default: beside the recipe]" };
        var report = new Option<bool>("--report") { Description = "Also write the HTML report." };
        var checkpoint = new Option<bool>("--checkpoint") { Description = "Also keep the float network, as ONNX: to export it, or to train on from it." };
        var from = new Option<string?>("--from") { Description = "Begin with the network of an ONNX or Keras file, such as a checkpoint, in place of random weights. The layers are those of the file." };
        Option<string> board = DeviceOption.Create();
        var command = new Command("train", "Train, quantize to integers and write the model.") { recipe, output, report, checkpoint, from, board };
        var changes = new RecipeOptions();
        changes.AddTo(command);
        command.SetAction(parsed =>
        {
            Experiment experiment = changes.Open(parsed.GetRequiredValue(recipe), parsed);
            experiment = parsed.GetValue(output) is { } place ? experiment.WriteTo(place) : experiment;
            return Run(parsed.GetValue(from) is { } start ? From(experiment, start, console) : experiment, parsed.GetValue(from), parsed.GetValue(report), parsed.GetValue(checkpoint), DeviceOption.In(parsed, board, console), console);
        });
        return command;
    }

    private static Experiment From(Experiment experiment, string path, IAnsiConsole console)
    {
        Experiment from = experiment.StartFrom(path);
        string own = Layers(experiment), layers = Layers(from);
        console.WriteLine($"Going on from {path}: {from.NetworkSource}, {layers}.");
        ExampleReader.Warn(console, from.ImportWarnings);
        ExampleReader.Warn(console, own == layers ? [] : [$"The layers are those of the file, and not those of the recipe: {own}."]);
        return from;
    }

    private static string Layers(Experiment experiment) => string.Join(
        "-", experiment.Options.LayersOf(experiment.Data).Select(layer => $"{layer.Units} {EdgeNet.ActivationNames.Of(layer.Activation)}").Prepend($"{experiment.Data.FeatureNames.Count}"));

    private static int Run(Experiment experiment, string? from, bool hasReport, bool hasCheckpoint, DeviceTarget device, IAnsiConsole console)
    {
        if (experiment.Options.Anomaly is not null)
        {
            return from is null && !hasCheckpoint
                ? AnomalyTraining.Run(experiment, hasModel: true, hasReport, device, console)
                : throw new InputException("An anomaly model is neither trained on from a network nor kept as one: --from and --checkpoint do not go with it.");
        }

        if (experiment.Options.Missing != MissingCells.None && (from is not null || hasCheckpoint))
        {
            throw new InputException("A model that fills missing cells is neither trained on from a network nor kept as one: --from and --checkpoint do not go with 'missing'.");
        }

        // Checked before hours of training; signals are handled until all is written.
        var files = new FileSet();
        foreach (string read in experiment.ReadPaths)
        {
            files.Keep(read);
        }

        if (hasCheckpoint)
        {
            FloatCheckpoint.CheckPlace(experiment.CheckpointPath);
        }

        if (from is not null && !(hasCheckpoint && Path.GetFullPath(from) == experiment.CheckpointPath))
        {
            files.Keep(from); // but a checkpoint may go on from itself
        }

        files.Check([experiment.ModelPath, experiment.HistoryPath, .. experiment.SourcePaths, .. (string[])(hasReport ? [experiment.ReportPath] : []), .. (string[])(hasCheckpoint ? [experiment.CheckpointPath] : [])]);
        using var interrupt = new Interrupt();
        if (ModelRun.Of(console, experiment, interrupt) is not { } model)
        {
            return ExitCode.Interrupted;
        }

        TrainReport.Quantization(console, model);
        CSharpModel? generated = experiment.Generate(model);
        var fit = DeviceFit.Of(model.File, generated, device);
        EngineReport.Warn(console, fit);
        files.Add(experiment.ModelPath, model.File.Bytes);
        files.Add(experiment.HistoryPath, model.HistoryCsv());
        generated?.AddTo(files, experiment.OutputFolder);
        string[] stale = generated is not null ? [] : StaleClass.AddTo(files, experiment.SourcePaths);

        if (hasCheckpoint)
        {
            files.Add(experiment.CheckpointPath, FloatCheckpoint.Of(experiment, model));
        }

        if (hasReport)
        {
            files.Add(experiment.ReportPath, ModelReport.Write(model, device));
        }

        files.SaveOrKeep();
        TrainReport.Written(console, model, files);
        SealReport.Hint(console, model.File, experiment.ModelPath);
        StaleClass.Warn(console, stale);

        if (RunHistory.Add(experiment.OutputFolder, TrainingRun.Of(experiment, model, DateTime.UtcNow)) is { } fault)
        {
            ExampleReader.Warn(console, [$"{RunHistory.FileName}: the history of runs cannot be written: {fault}"]);
        }

        EngineReport.Write(console, model.File, generated, fit);
        if (generated is not null)
        {
            AssemblyReport.Write(console, generated.ClassName, generated.Share, experiment.OutputFolder, experiment.SourcePaths);
        }

        if (model.File.Stream is not null)
        {
            StreamReport.Model(console, model.File);
        }

        return model.IsCancelled ? ExitCode.Interrupted : ExitCode.Success;
    }
}

/// <summary>The class of an earlier model, where the new one is too large for a class.</summary>
internal static class StaleClass
{
    /// <summary>Replaces the sources by an error: they would compile, pass their own self-test, and give the earlier model's answers.</summary>
    /// <returns>The files that were there.</returns>
    public static string[] AddTo(FileSet files, IEnumerable<string> sources)
    {
        string[] stale = [.. sources.Where(File.Exists)];
        foreach (string path in stale)
        {
            files.Add(path, "#error This model is too large for a class, and an earlier one stood here. Load the .edgenet file with Model.Load.\n"u8.ToArray());
        }

        return stale;
    }

    /// <summary>Says so.</summary>
    public static void Warn(IAnsiConsole console, string[] stale)
    {
        if (stale.Length > 0)
        {
            ExampleReader.Warn(console, [$"{Path.GetFileName(stale[0])} was of an earlier model. This one is too large for a class, so that a program that compiles the file gets an error; load the .edgenet file there, with Model.Load."]);
        }
    }
}
