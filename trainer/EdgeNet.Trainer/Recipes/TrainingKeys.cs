using EdgeNet.Networks.Evaluation;
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
        new("kind", ChoiceKind.Of<ScheduleKind>(), "The learning rate schedule.") { Default = ChoiceKind.NameOf(Defaults.Schedule.Kind) },
        new("factor", NumberKind.Positive(1), "The factor by which step, exponential and reduce-on-plateau multiply the rate.") { Default = Defaults.Schedule.Factor },
        new("every", new IntegerKind(1, MaxEpochs), "For step and exponential: the epochs over which the rate falls by factor.") { Default = Defaults.Schedule.Every },
        new("patience", new IntegerKind(1, MaxEpochs), "For reduce-on-plateau: the epochs without a lower dev cost before the rate falls.") { Default = Defaults.Schedule.Patience },
        new("lowest", new NumberKind(0, 1), "The minimum rate, as a share of learningRate.") { Default = Defaults.Schedule.Lowest });

    /// <summary>An item of <c>hidden</c>.</summary>
    public static readonly RecipeKeys Layer = new(
        new("units", new IntegerKind(1, ModelFormat.MaxUnits), "The number of units.") { IsRequired = true },
        new("activation", ChoiceKind.Of<HiddenActivation>(), "The activation; prelu is a leaky ReLU that learns a slope for each unit.") { Default = ChoiceKind.NameOf(HiddenActivation.Relu) },
        new("slope", NumberKind.Positive(1), "The slope of leaky-relu; for prelu the initial slope.") { Otherwise = "0.01; for prelu 0.25" },
        new("dropout", new NumberKind(0, 1), "The share of the units dropped in each step.") { Default = 0 },
        new("batchNormalization", new FlagKind(), "Batch normalisation, folded into the weights before the model is written.") { Default = false });

    /// <summary>The section <c>training</c>.</summary>
    public static readonly RecipeKeys All = new(
        new("epochs", new IntegerKind(1, MaxEpochs), "The maximum number of passes over the training part.") { Default = Defaults.Epochs },
        new("batchSize", new IntegerKind(0, int.MaxValue), "Examples per step: 1 is stochastic gradient descent, 0 is the whole training part.") { Default = Defaults.BatchSize },
        new("learningRate", NumberKind.Positive(1000), "The learning rate.") { Default = Defaults.LearningRate },
        new("optimizer", ChoiceKind.Of<OptimizerKind>(), "The optimizer: plain is SGD, momentum is SGD with momentum.") { Default = ChoiceKind.NameOf(Defaults.Optimizer) },
        new("momentum", new NumberKind(0, 1), "β of momentum and RMSProp, β₁ of Adam.") { Default = Defaults.Momentum },
        new("schedule", new ObjectKind(Schedule), "How the learning rate changes from epoch to epoch."),
        new("l2", new NumberKind(0, 1000), "λ of the penalty ½ λ Σ W².") { Default = Defaults.L2 },
        new("classWeights", new EitherKind(new ChoiceKind("balanced"), new ListKind(NumberKind.Positive(), string.Empty) { Least = 1 })
        { Says = "\"balanced\" or a list of a number above 0 for each class" },
            "\"balanced\", or one number per class; only their ratios matter.")
        { Otherwise = "equal" },
        new("patience", new IntegerKind(0, int.MaxValue), "Early stopping after this many epochs without a lower dev cost; the best weights are restored; 0 is off.") { Default = Defaults.Patience },
        new("initialization", ChoiceKind.Of<Initialization>(), "How weights are initialised; auto is He for ReLU and its variants, else Xavier.") { Default = ChoiceKind.NameOf(Defaults.Initialization) });

    /// <summary>The section <c>quantization</c>.</summary>
    public static readonly RecipeKeys Quantization = new(
        new("weightBits", new ChoiceKind(8, 4, "auto") { Says = "8, 4 or \"auto\"" }, "Bits per weight; auto takes 4 if they cost little accuracy and save instructions.") { Default = 8 },
        new("awareEpochs", new IntegerKind(0, MaxEpochs), "Epochs of quantization-aware training; 0 for none.")
        {
            Otherwise = FormattableString.Invariant($"{QuantizationOptions.DefaultAwareEpochs}; with weightBits 8 only if the integers would lose more than a point of accuracy, or 3 % of RMSE, without it"),
        },
        new("learningRate", NumberKind.Positive(1000), "The learning rate of the first epoch of quantization-aware training; it falls to 0 along a cosine.")
        {
            Otherwise = "half of training.learningRate",
        },
        new("sparsity", new EitherKind(new NumberKind(0, 1), new ChoiceKind("auto")) { Says = "a number from 0 to below 1 or \"auto\"" },
            "The share of the words of the generated class that pruning removes; auto takes the largest that costs no more than half a point of accuracy on the dev part, or 1.5 % of RMSE.")
        { Default = 0 },
        new("temperature", new EitherKind(new NumberKind(TemperatureSearch.Lowest, TemperatureSearch.Highest, IsUpTo: true), new ChoiceKind("auto", "dev")) { Says = "a number from 0.05 to 20, \"auto\" or \"dev\"" },
            "Classes: what logits are divided by, so that probabilities mean what they say; auto chooses it on the dev part if that has 50 examples and 5 of each class, dev however few; 1 for none.")
        { Default = "auto" });
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
