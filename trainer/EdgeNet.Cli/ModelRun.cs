using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Trainer.Training;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>A recipe that was trained, with the parts of its examples: what <c>train</c> and <c>report</c> begin with.</summary>
internal sealed record ModelRun(TrainedModel Model, Dataset Train, Dataset? Dev, Dataset? Test)
{
    /// <summary>Whether training was stopped.</summary>
    public bool IsCancelled => Model.Training.End == TrainingEnd.Cancelled;

    /// <summary>Reads the examples, trains with progress, and says what came of it.</summary>
    /// <returns>The run, or null where it was stopped before an epoch had ended.</returns>
    public static ModelRun? Of(IAnsiConsole console, Recipe recipe)
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
        var run = new ModelRun(model, train, dev, test);
        if (run.IsCancelled && model.Training.KeptEpoch == 0)
        {
            console.WriteLine("Stopped before the first epoch ended: nothing was written.");
            return null;
        }

        TrainReport.Training(console, model.Training);
        TrainReport.Threshold(console, model);
        TrainReport.Scores(console, model, [("train", train), ("dev", dev), ("test", test)]);
        return run;
    }

    /// <summary>Makes the class; null for a model that is too large for one, which is loaded from its file.</summary>
    public CSharpModel? Generate()
    {
        try
        {
            return CSharpExporter.Write(ModelContents.Read(Model.File));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
