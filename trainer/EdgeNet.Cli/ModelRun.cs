using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Quantization;
using EdgeNet.Trainer.Recipes;
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
    /// <param name="console">For what is said.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="interrupt">Listens from when there is something to lose.</param>
    public static ModelRun? Of(IAnsiConsole console, Recipe recipe, Interrupt interrupt)
    {
        RecipeExamples examples = ExampleReader.Read(console, recipe);
        ExampleParts parts = examples.Divide(recipe);
        (Dataset train, Dataset? dev, Dataset? test) = parts;
        TrainReport.Data(console, recipe, examples.Data, parts);
        ExampleReader.Warn(console, PartWarnings.Of(recipe, parts));
        IReadOnlyList<string> advice = DataAdvice.Of(recipe, examples, parts);
        ExampleReader.Warn(console, advice);

        FileSet.CheckRoom(recipe.Folder, LeastBytes(recipe, train.FeatureNames.Count));
        CancellationToken stop = interrupt.Listen();
        FloatModel trained = TrainProgress.Show(
            console, recipe.Training.Epochs, onEpoch => ModelTrainer.Train(recipe, train, dev, onEpoch, stop));
        if (trained.Training is { End: TrainingEnd.Cancelled, KeptEpoch: 0 })
        {
            console.WriteLine("Stopped before the first epoch ended: nothing was written.");
            return null;
        }

        TrainReport.Training(console, trained.Training);
        int awareEpochs = recipe.Quantization.AwareEpochs ?? QuantizationOptions.DefaultAwareEpochs;
        TrainedModel model = awareEpochs == 0
            ? ModelBuilder.Deploy(trained, train, dev)
            : TrainProgress.ShowAware(console, awareEpochs, onEpoch => ModelBuilder.Deploy(trained, train, dev, onEpoch, stop));
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

    // The weights alone, at four bits each where the recipe leaves that open.
    private static long LeastBytes(Recipe recipe, int features)
    {
        long inputs = features;
        long weights = 0;
        foreach (LayerShape layer in recipe.Layers)
        {
            weights += inputs * layer.Units;
            inputs = layer.Units;
        }

        return recipe.Quantization.WeightBits == 8 ? weights : weights / 2;
    }
}
