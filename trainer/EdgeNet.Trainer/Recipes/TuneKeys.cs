using System.Text.Json.Nodes;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;

namespace EdgeNet.Trainer.Recipes;

/// <summary>The keys of the section <c>tune</c>: the hyperparameters that can be searched, each with its limits and its default range.</summary>
internal static class TuneKeys
{
    /// <summary>What <c>tune.features</c> holds.</summary>
    public const string Subsets = "subsets";

    /// <summary>A choice of <c>tune.classWeights</c>: none, for which a recipe has no name.</summary>
    public const string EqualWeights = "equal";

    // A hundred thousand instructions more must gain a point of accuracy, or a hundredth of the cost.
    private const double DefaultWeight = 0.1;

    /// <summary>The section.</summary>
    public static readonly RecipeKeys All = new(
        Number("layers", ParameterScale.Linear, true, 0, ModelFormat.MaxLayers - 1, "The number of hidden layers.", 0, 2),
        Number("units", ParameterScale.Log, true, 1, ModelFormat.MaxUnits, "The units of each hidden layer.", 8, 64),
        Names("activation", [.. ChoiceKind.Of(Activation.Softmax).Values, "prelu"], "The activation of all hidden layers.", "relu", "leaky-relu", "tanh"),
        Number("slope", ParameterScale.Log, false, 1e-6, 0.99, "The slope of leaky ReLU."),
        Number("dropout", ParameterScale.Linear, false, 0, 0.95, "The dropout of all hidden layers."),
        Number("epochs", ParameterScale.Log, true, 1, 1_000_000, "The epochs.") with { Otherwise = "[50, 400]; with more than some 700 examples a quarter to one and a half of 192,000 / examples, or of 60" },
        Number("batchSize", ParameterScale.Log, true, 0, int.MaxValue - 1, "The batch size.", 8, 64),
        Number("learningRate", ParameterScale.Log, false, 1e-9, 999, "The learning rate.", 0.001, 0.03),
        Names("optimizer", ChoiceKind.Of<OptimizerKind>().Values, "The optimizer.", "adam"),
        Number("momentum", ParameterScale.LogComplement, false, 0, 0.99999, "The momentum, where the optimizer has one; β₁ of Adam.", 0.8, 0.95),
        Number("l2", ParameterScale.Log, false, 0, 999, "The L2 penalty.", 0.00001, 0.03),
        Number("patience", ParameterScale.Log, true, 0, int.MaxValue - 1, "The patience of early stopping."),
        Number("window", ParameterScale.Log, true, StreamSettings.MinWindow, StreamSettings.MaxWindow, "For a stream: the readings per window."),
        Names("initialization", ChoiceKind.Of<Initialization>().Values, "How weights are initialised."),
        Names("schedule", ChoiceKind.Of<ScheduleKind>().Values, "The kind of training.schedule.", "constant", "cosine"),
        Names("classWeights", [EqualWeights, "balanced"], "Class weights: equal, or balanced."),
        Names("batchNormalization", [true, false], "Batch normalisation of all hidden layers."),
        Names("weightBits", [8, 4, "auto"], "Bits per weight."),
        Number("sparsity", ParameterScale.Linear, false, 0, 0.95, "The share of the words of the generated class that pruning removes."),
        new("features", new ChoiceKind(Subsets) { Says = $"\"{Subsets}\"" }, "For a stream, \"subsets\": each item of stream.features is kept or left out.") { Otherwise = "all" },
        new("deviceWeight", new NumberKind(0, 1_000_000), "For a stream: the weight in the metric of a million IL instructions per second on the device.") { Default = DefaultWeight });

    private static RecipeKey Number(string name, ParameterScale scale, bool isWhole, double least, double most, string meaning, params double[] range) =>
        new(name, new RangeKind(scale, isWhole, least, most), meaning) { Default = range.Length == 0 ? null : new JsonArray([.. range.Select(end => JsonValue.Create(end))]) };

    private static RecipeKey Names(string name, JsonNode[] values, string meaning, params string[] chosen)
    {
        var choice = new ChoiceKind(values);
        var kind = new EitherKind(choice, new ListKind(choice, string.Empty) { Least = 1, IsUnique = true }) { Says = $"one or several of {choice.List}" };
        return new(name, kind, meaning) { Default = chosen.Length == 0 ? null : new JsonArray([.. chosen.Select(each => JsonValue.Create(each))]) };
    }
}
