using System.CommandLine;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Trainer.Training;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary><c>edgenet train RECIPE</c>: reads the data, trains, quantizes, writes the model and shows float and int8 side by side.</summary>
internal static class TrainCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var recipe = new Argument<string>("recipe") { Description = "A folder with a recipe.json, the recipe itself, or a folder in which each folder is a class and holds its images." };
        var command = new Command("train", "Train, quantize to int8 and write the model.") { recipe };
        var images = new ImageOptions();
        images.AddTo(command);
        command.SetAction(parsed => Run(images.Apply(RecipeReader.Read(parsed.GetRequiredValue(recipe)), parsed), console));
        return command;
    }

    private static int Run(Recipe recipe, IAnsiConsole console)
    {
        Dataset examples = ExampleReader.Read(console, recipe);
        StratifiedSplit split = StratifiedSplit.Create(examples, recipe.DevShare, recipe.TestShare, recipe.Training.Seed);
        Dataset train = examples.Select(split.Train);
        Dataset? dev = split.Dev.Length == 0 ? null : examples.Select(split.Dev);
        Dataset? test = split.Test.Length == 0 ? null : examples.Select(split.Test);
        TrainReport.Data(console, recipe, examples, split);

        using var interrupt = new Interrupt();
        TrainedModel model = TrainProgress.Show(
            console, recipe.Training.Epochs, onEpoch => ModelBuilder.Build(recipe, train, dev, onEpoch, interrupt.Token));
        bool isCancelled = model.Training.End == TrainingEnd.Cancelled;
        if (isCancelled && model.Training.KeptEpoch == 0)
        {
            console.WriteLine("Stopped before the first epoch ended: nothing was written.");
            return ExitCode.Interrupted;
        }

        TrainReport.Training(console, model.Training);
        TrainReport.Threshold(console, model);
        TrainReport.Scores(console, model, [("train", train), ("dev", dev), ("test", test)]);
        TrainReport.Quantization(console, model, dev ?? train);

        var files = new FileSet();
        files.Add(recipe.ModelPath, model.File);
        files.Add(recipe.HistoryPath, HistoryCsv.Write(model.Training.Epochs));
        CSharpModel? generated = Generate(model);
        if (generated is not null)
        {
            ExportCommand.Add(files, recipe.Folder, generated);
        }

        files.Save();
        TrainReport.Written(console, model, files);
        EngineReport.Write(console, LoadedModelCost.Of(model.File), generated);
        return isCancelled ? ExitCode.Interrupted : ExitCode.Success;
    }

    // A model that is too large for a class is trained all the same: it is loaded from its file.
    private static CSharpModel? Generate(TrainedModel model)
    {
        try
        {
            return CSharpExporter.Write(ModelContents.Read(model.File));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
