using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Recipes;

/// <summary>The keys of a recipe for layers, training and quantization.</summary>
internal static class TrainingKeys
{
    private const int MaxEpochs = 1_000_000;

    private static readonly DescentOptions Defaults = new();

    private static readonly RecipeKeys Schedule = new(
        new("kind", ChoiceKind.Of<ScheduleKind>(), "How the learning rate changes.") { Default = ChoiceKind.NameOf(Defaults.Schedule.Kind) },
        new("factor", NumberKind.Positive(1), "To what share of itself a step, exponential or plateau takes the rate.") { Default = Defaults.Schedule.Factor },
        new("every", new IntegerKind(1, MaxEpochs), "The epochs over which the rate falls by factor, of step and exponential.") { Default = Defaults.Schedule.Every },
        new("patience", new IntegerKind(1, MaxEpochs), "The epochs without a lower dev cost before the rate falls, of reduce-on-plateau.") { Default = Defaults.Schedule.Patience },
        new("lowest", new NumberKind(0, 1), "The share of the rate below which it does not fall.") { Default = Defaults.Schedule.Lowest });

    /// <summary>An item of <c>hidden</c>.</summary>
    public static readonly RecipeKeys Layer = new(
        new("units", new IntegerKind(1, ModelFormat.MaxUnits), "The number of units.") { IsRequired = true },
        new("activation", ChoiceKind.Of<HiddenActivation>(), "The activation; prelu is leaky ReLU that learns a slope for each unit.") { Default = ChoiceKind.NameOf(HiddenActivation.Relu) },
        new("slope", NumberKind.Positive(1), "The slope of leaky-relu; the first one of prelu.") { Otherwise = "0.01; of prelu 0.25" },
        new("dropout", new NumberKind(0, 1), "The share of the units that are dropped in a step.") { Default = 0 },
        new("batchNormalization", new FlagKind(), "Batch normalisation, folded into the weights before the model is written.") { Default = false });

    /// <summary>The section <c>training</c>.</summary>
    public static readonly RecipeKeys All = new(
        new("epochs", new IntegerKind(1, MaxEpochs), "The most passes over the training part.") { Default = Defaults.Epochs },
        new("batchSize", new IntegerKind(0, int.MaxValue), "Examples in a step: 1 is stochastic, 0 is the whole set.") { Default = Defaults.BatchSize },
        new("learningRate", NumberKind.Positive(1000), "The learning rate.") { Default = Defaults.LearningRate },
        new("optimizer", ChoiceKind.Of<OptimizerKind>(), "How a gradient becomes a step.") { Default = ChoiceKind.NameOf(Defaults.Optimizer) },
        new("momentum", new NumberKind(0, 1), "β of momentum and of RMSProp, β₁ of Adam.") { Default = Defaults.Momentum },
        new("schedule", new ObjectKind(Schedule), "How the learning rate changes from epoch to epoch."),
        new("l2", new NumberKind(0, 1000), "λ of the penalty ½ λ Σ W².") { Default = Defaults.L2 },
        new("classWeights", new EitherKind(new ChoiceKind("balanced"), new ListKind(NumberKind.Positive(), string.Empty) { Least = 1 })
            { Says = "\"balanced\" or a list of a number above 0 for each class" },
            "\"balanced\", or a number for each class; only their ratios count.") { Otherwise = "all alike" },
        new("patience", new IntegerKind(0, int.MaxValue), "Early stopping: epochs without a lower dev cost, after which the best weights are kept; 0 is off.") { Default = Defaults.Patience },
        new("initialization", ChoiceKind.Of<Initialization>(), "How weights start; auto is He for ReLU and its kind, Xavier else.") { Default = ChoiceKind.NameOf(Defaults.Initialization) });

    /// <summary>The section <c>quantization</c>.</summary>
    public static readonly RecipeKeys Quantization = new(
        new("weightBits", new ChoiceKind(8, 4, "auto") { Says = "8, 4 or \"auto\"" }, "The bits of a weight; auto takes 4 where they cost little and save instructions.") { Default = 8 },
        new("awareEpochs", new IntegerKind(0, MaxEpochs), "Epochs of quantization-aware training; 0 for none.")
        {
            Otherwise = FormattableString.Invariant($"{QuantizationOptions.DefaultAwareEpochs}; with weightBits 8 only where the integers would lose more than a point of accuracy, or 3 % of RMSE, without it"),
        },
        new("learningRate", NumberKind.Positive(1000), "The learning rate of the first epoch of quantization-aware training; it falls to 0 along a cosine.")
        {
            Otherwise = "half of training.learningRate",
        });
}

/// <summary>The activations of hidden layers under their names in recipes.</summary>
internal enum HiddenActivation
{
    Linear,
    Relu,
    LeakyRelu,
    Prelu,
    Tanh,
    Sigmoid,
}
