using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Quantization;
using EdgeNet.Trainer.Recipes;
using EdgeNet.Trainer.Training;
using Spectre.Console;

namespace EdgeNet.Cli;

/// <summary>A recipe that was trained, with the parts of its examples: what <c>train</c> and <c>report</c> begin with.</summary>
internal sealed record ModelRun(TrainedModel Model, Dataset Train, Dataset? Dev, Dataset? Test)
{
    /// <summary>What was said of the data and of what the model does not do.</summary>
    public IReadOnlyList<string> Advice { get; private init; } = [];

    /// <summary>Whether training was stopped.</summary>
    public bool IsCancelled => Model.IsCancelled;

    /// <summary>Reads the examples, trains with progress, and says what came of it.</summary>
    /// <returns>The run, or null where it was stopped before an epoch had ended.</returns>
    public static ModelRun? Of(IAnsiConsole console, Recipe recipe)
    {
        RecipeExamples examples = ExampleReader.Read(console, recipe);
        ExampleParts parts = examples.Divide(recipe);
        (Dataset train, Dataset? dev, Dataset? test) = parts;
        TrainReport.Data(console, recipe, examples.Data, parts);
        ExampleReader.Warn(console, PartWarnings.Of(recipe, parts));
        IReadOnlyList<string> advice = DataAdvice.Of(recipe, examples, parts);
        ExampleReader.Warn(console, advice);

        using var interrupt = new Interrupt();
        FloatModel trained = TrainProgress.Show(
            console, recipe.Training.Epochs, onEpoch => ModelTrainer.Train(recipe, train, dev, onEpoch, interrupt.Token));
        if (trained.Training is { End: TrainingEnd.Cancelled, KeptEpoch: 0 })
        {
            console.WriteLine("Stopped before the first epoch ended: nothing was written.");
            return null;
        }

        TrainReport.Training(console, trained.Training);
        int awareEpochs = recipe.Quantization.AwareEpochs ?? QuantizationOptions.DefaultAwareEpochs;
        TrainedModel model = awareEpochs == 0
            ? ModelBuilder.Deploy(trained, train, dev)
            : TrainProgress.ShowAware(console, awareEpochs, onEpoch => ModelBuilder.Deploy(trained, train, dev, onEpoch, interrupt.Token));
        TrainReport.Threshold(console, model);
        if (model.Candidates.Count > 1)
        {
            CandidateReport.Write(console, model, dev is null ? ("train", train) : ("dev", dev));
        }

        TrainReport.Scores(console, model, [("train", train), ("dev", dev), ("test", test)]);
        TrainReport.Loss(console, QuantizationLoss.Warn(model, train, dev, test));
        IReadOnlyList<string> ofModel = DataAdvice.OfModel(model, parts);
        ExampleReader.Warn(console, ofModel);
        return new ModelRun(model, train, dev, test) { Advice = [.. advice, .. ofModel] };
    }
}
