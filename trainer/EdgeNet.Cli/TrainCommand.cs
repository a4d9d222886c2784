using System.CommandLine;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Recipes;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet train RECIPE</c>: reads the data, trains, quantizes, writes the model and shows float and int8 side by side.</summary>
internal static class TrainCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var recipe = new Argument<string>("recipe") { Description = "A folder with a recipe.json, the recipe itself, or a folder in which each folder is a class and holds its images." };
        var report = new Option<bool>("--report") { Description = "Write the page of 'edgenet report' too." };
        var command = new Command("train", "Train, quantize to integers and write the model.") { recipe, report };
        var images = new ImageOptions();
        images.AddTo(command);
        command.SetAction(parsed => Run(images.Apply(RecipeReader.Read(parsed.GetRequiredValue(recipe)), parsed), parsed.GetValue(report), console));
        return command;
    }

    private static int Run(Recipe recipe, bool hasReport, IAnsiConsole console)
    {
        // Looked at before hours of training, and listened to until all is written.
        var files = new FileSet();
        files.Check([recipe.ModelPath, recipe.HistoryPath, .. ExportCommand.PathsOf(recipe.Folder, CSharpExporter.ClassNameOf(recipe.Name), recipe.Stream is not null), .. (string[])(hasReport ? [ReportCommand.PathOf(recipe)] : [])]);
        using var interrupt = new Interrupt();
        if (ModelRun.Of(console, recipe, interrupt) is not { } run)
        {
            return ExitCode.Interrupted;
        }

        TrainedModel model = run.Model;
        TrainReport.Quantization(console, model, run.Dev ?? run.Train);
        files.Add(recipe.ModelPath, model.File);
        files.Add(recipe.HistoryPath, HistoryCsv.Write(model.Training.Epochs));
        CSharpModel? generated = run.Model.Integers.Generate();
        if (generated is not null)
        {
            ExportCommand.Add(files, recipe.Folder, generated, StreamSettings.Read(model.File));
        }

        if (hasReport)
        {
            ReportCommand.Add(files, run, generated);
        }

        files.SaveOrKeep();
        TrainReport.Written(console, model, files);
        EngineReport.Write(console, LoadedModelCost.Of(model.File), generated);
        if (StreamSettings.Read(model.File) is { } stream)
        {
            StreamReport.Model(console, model.Device, stream);
        }

        return run.IsCancelled ? ExitCode.Interrupted : ExitCode.Success;
    }
}
