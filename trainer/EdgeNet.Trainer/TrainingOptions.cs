using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Advice;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer;

/// <summary>How a model is made of a dataset. The defaults train a logistic regression, or with several targets or classes a single layer.</summary>
public sealed partial record TrainingOptions
{
    /// <summary>The name of the model, on the device too: 1 to 64 characters.</summary>
    public string Name { get; init; } = "model";

    /// <summary>Layers 1 to L-1; a number stands for that many ReLU units. None for logistic regression.</summary>
    public IReadOnlyList<LayerShape> Hidden
    {
        get;
        init => field = value is null ? null! : [.. value];
    } = [];

    /// <summary>Regression: whether a target may be below 0. Where none may, the output layer is ReLU in place of linear.</summary>
    public bool HasNegativeTargets { get; init; } = true;

    /// <summary>The most passes over the training examples, 1 or more.</summary>
    public int Epochs
    {
        get => Training.Epochs;
        init => Training = Training with { Epochs = value };
    }

    /// <summary>Examples in a step, 1 or more; 0 for all of them.</summary>
    public int BatchSize
    {
        get => Training.BatchSize;
        init => Training = Training with { BatchSize = value };
    }

    /// <summary>The learning rate α, above 0 and finite.</summary>
    public double LearningRate
    {
        get => Training.LearningRate;
        init => Training = Training with { LearningRate = value };
    }

    /// <summary>How a gradient becomes a step.</summary>
    public OptimizerKind Optimizer
    {
        get => Training.Optimizer;
        init => Training = Training with { Optimizer = value };
    }

    /// <summary>λ of the penalty <c>½ λ Σ W²</c>, 0 or more and finite; biases are not penalised.</summary>
    public double L2
    {
        get => Training.L2;
        init => Training = Training with { L2 = value };
    }

    /// <summary>Whether every class has the same share in the cost, however few examples it has.</summary>
    public bool BalancesClasses
    {
        get => Training.BalancesClasses;
        init => Training = Training with { BalancesClasses = value };
    }

    /// <summary>Early stopping: epochs without a lower cost on the dev set before training ends; 0 trains to the end.</summary>
    public int Patience
    {
        get => Training.Patience;
        init => Training = Training with { Patience = value };
    }

    /// <summary>Fixes the whole run, 0 or more: the same data, options and seed give the same bytes.</summary>
    public int Seed
    {
        get => Training.Seed;
        init => Training = Training with { Seed = value };
    }

    /// <summary>Bits of a weight: 8 or 4; null for 4 where they are as good and cost the device less, else 8.</summary>
    public int? WeightBits
    {
        get => Quantization.WeightBits;
        init => Quantization = Quantization with { WeightBits = value, AwareEpochs = value == 8 ? null : QuantizationOptions.DefaultAwareEpochs };
    }

    /// <summary>
    /// The share of the 64-bit words of the generated class that pruning removes, 0 to below 1; 0 for none. A word is the weights that share one multiplication, and
    /// takes none where they are 0. Pruning trains for as many epochs again.
    /// </summary>
    public double Sparsity
    {
        get => Quantization.Sparsity;
        init => Quantization = Quantization with { Sparsity = value };
    }

    /// <summary>Whether the share is searched, in place of <see cref="Sparsity"/>: as many words go as cost no more than half a point of accuracy on the dev part, or 1.5 % of RMSE.</summary>
    public bool ChoosesSparsity
    {
        get => Quantization.ChoosesSparsity;
        init => Quantization = Quantization with { ChoosesSparsity = value };
    }

    /// <summary>
    /// Classes: the temperature T of the probabilities, 0.05 to 20; 1 for none. Logits are divided by it, by way of the logit scale, so that it costs the device nothing and
    /// changes no decision at a probability of 0.5. Null to choose it on the dev part where that has 50 examples and 5 of each class, else 1.
    /// </summary>
    public double? Temperature
    {
        get => Quantization.Temperature;
        init => Quantization = Quantization with { Temperature = value };
    }

    /// <summary>Whether the temperature is chosen on the dev part however few examples it has, in place of <see cref="Temperature"/>.</summary>
    public bool ChoosesTemperature
    {
        get => Quantization.ChoosesTemperature;
        init => Quantization = Quantization with { ChoosesTemperature = value };
    }

    /// <summary>Share of the examples that training does not see and that calibrations and thresholds are judged by, 0 to below 1.</summary>
    public double DevShare { get; init; } = DefaultShare;

    /// <summary>Share of the examples that is kept for the test, 0 to below 1.</summary>
    public double TestShare { get; init; } = DefaultShare;

    /// <summary>Two classes: the least probability at which an example is called positive, above 0 and below 1; where there is a <see cref="ThresholdRule"/>, until it has chosen one.</summary>
    public double Threshold { get; init; } = 0.5;

    /// <summary>Two classes: how the threshold is chosen on the dev set; null where <see cref="Threshold"/> is the user's.</summary>
    public ThresholdRule? ThresholdRule { get; init; }

    /// <summary>How an anomaly model learns what is normal; null for a model of classes or quantities.</summary>
    public AnomalyOptions? Anomaly { get; init; }

    /// <summary>How the model learns what it is not familiar with; null for a model that has an answer for everything.</summary>
    public UnfamiliarOptions? Unfamiliar { get; init; }

    /// <summary>What the model file tells boards in the field, which then take it as an update; null for a file without a seal.</summary>
    public UpdateOptions? Update { get; init; }

    /// <summary>The least and the largest integer reading, where the device is to take readings as they are; null for any numbers.</summary>
    public (int Lowest, int Highest)? Readings { get; init; }

    /// <summary>What stands for a missing value of an input, in training and on the device; of tables, for classes and quantities. A model that knows takes NaN.</summary>
    public MissingCells Missing { get; init; }

    internal const double DefaultShare = 0.15;

    /// <summary>How the network is trained.</summary>
    internal DescentOptions Training { get; init; } = new();

    /// <summary>How the trained network becomes integers.</summary>
    internal QuantizationOptions Quantization { get; init; } = new();

    /// <summary>How training scales the features; a model takes them raw in any case.</summary>
    internal InputScaling Inputs { get; init; }

    /// <summary>The checks of the data that are turned off.</summary>
    internal IReadOnlyList<AdviceKind> AdviceOff { get; init; } = [];

    /// <summary>The options with other epochs of quantization-aware training; null leaves them as they are.</summary>
    internal TrainingOptions WithAwareEpochs(int? epochs) => epochs is null ? this : this with { Quantization = Quantization with { AwareEpochs = epochs } };

    /// <summary>Whether quantization-aware training learns the answers of the float network itself, and no labels.</summary>
    internal bool LearnsFromFloat { get; init; }

    /// <summary>Whether the network is of another framework, so that there may be no recipe to change.</summary>
    internal bool IsImported { get; init; }

    /// <summary>Whether the labels are the answers of the float network itself, so that all scores say how far integers agree with it.</summary>
    internal bool IsJudgedByFloat { get; init; }

    /// <summary>Whether training, the threshold, pruning, an anomaly model or what is unfamiliar looks at a dev set, so that there must be one.</summary>
    internal bool NeedsDevSet => Training.NeedsDevSet || ThresholdRule is not null || ChoosesSparsity || ChoosesTemperature || Anomaly is not null || Unfamiliar is not null;

    /// <summary>Whether the temperature is to be chosen on a dev set of so many examples, if it has enough of each class.</summary>
    internal bool MayChooseTemperature(LearningTask task, double devExamples) =>
        task != LearningTask.Regression && Anomaly is null && Temperature is null && !IsImported && !IsJudgedByFloat && (ChoosesTemperature || devExamples >= TemperatureSearch.LeastExamples);

    /// <summary>Throws when an option is out of its range or does not suit the data.</summary>
    /// <exception cref="ArgumentException">The message says which option, what it is and what it may be.</exception>
    internal void Validate(Dataset data, Dataset? dev)
    {
        OptionRules.Require(Name is { Length: >= 1 and <= ModelFormat.MaxNameLength }, nameof(Name), $"1 to {ModelFormat.MaxNameLength} characters; it has {Name?.Length ?? 0}");
        OptionRules.Require(Hidden is not null && Hidden.All(layer => layer is not null), nameof(Hidden), "layers, none of them null");
        OptionRules.Require(Hidden!.Count < ModelFormat.MaxLayers, nameof(Hidden), $"{ModelFormat.MaxLayers - 1} layers or fewer; there are {Hidden.Count}");
        OptionRules.Require(Hidden.All(layer => layer.Units is >= 1 and <= ModelFormat.MaxUnits), nameof(Hidden), $"layers of 1 to {ModelFormat.MaxUnits} units");
        for (int l = 0; l < Hidden.Count; l++)
        {
            OptionRules.Require(Hidden[l].Activation is >= Activation.Linear and <= Activation.Sigmoid, nameof(Hidden), $"layers with an activation of hidden layers; layer {l + 1} has {Hidden[l].Activation}");
            LayerShape.Check(Hidden[l], l + 1);
        }

        OptionRules.Require(Anomaly is null or { Kind: AnomalyKind.Autoencoder } || Hidden.Count == 0, nameof(Hidden), "none: what is normal is described by prototypes, and not by an autoencoder");
        OptionRules.Require(Anomaly is null || (Threshold == 0.5 && Sparsity == 0 && !ChoosesSparsity && Temperature is null && !BalancesClasses), nameof(Anomaly), "null where a threshold that is a probability, pruning, a temperature or balanced classes are wanted");
        OptionRules.Require(Enum.IsDefined(Optimizer), nameof(Optimizer), "one of OptimizerKind");
        OptionRules.Require(DevShare is >= 0 and < 1, nameof(DevShare), $"from 0 to below 1; it is {OptionRules.Text(DevShare)}");
        OptionRules.Require(TestShare is >= 0 and < 1, nameof(TestShare), $"from 0 to below 1; it is {OptionRules.Text(TestShare)}");
        OptionRules.Require(DevShare + TestShare < 1, nameof(TestShare), $"such that something is left for training: with DevShare it is {OptionRules.Text(DevShare + TestShare)}");
        OptionRules.Require(Threshold is > 0 and < 1, nameof(Threshold), $"between 0 and 1; it is {OptionRules.Text(Threshold)}");
        bool isBinary = data.Task == LearningTask.Binary;
        bool hasDev = DevShare > 0 || dev is not null;
        OptionRules.Require(isBinary || Threshold == 0.5, nameof(Threshold), "left out: only two classes have a threshold");
        OptionRules.Require(isBinary || ThresholdRule is null, nameof(ThresholdRule), "left out: only two classes have a threshold");
        OptionRules.Require(hasDev || ThresholdRule is null, nameof(ThresholdRule), "left out without a dev part, on which the threshold would be chosen");
        OptionRules.Require(hasDev || Patience == 0, nameof(Patience), "0 without a dev part, on which training would stop");
        OptionRules.Require(Sparsity is >= 0 and < 1, nameof(Sparsity), $"from 0 to below 1; it is {OptionRules.Text(Sparsity)}");
        OptionRules.Require(!ChoosesSparsity || Sparsity == 0, nameof(Sparsity), $"0 where ChoosesSparsity is true; it is {OptionRules.Text(Sparsity)}");
        OptionRules.Require(hasDev || !ChoosesSparsity, nameof(ChoosesSparsity), "false without a dev part, on which the share would be chosen");
        bool isRegression = data.Task == LearningTask.Regression;
        OptionRules.Require(Temperature is null or (>= TemperatureSearch.Lowest and <= TemperatureSearch.Highest), nameof(Temperature), $"null, or from {OptionRules.Text(TemperatureSearch.Lowest)} to {OptionRules.Text(TemperatureSearch.Highest)}; it is {OptionRules.Text(Temperature ?? 0)}");
        OptionRules.Require(!isRegression || (Temperature is null && !ChoosesTemperature), nameof(Temperature), "null in regression, which has no probabilities");
        OptionRules.Require(!ChoosesTemperature || Temperature is null, nameof(Temperature), "null where ChoosesTemperature is true");
        OptionRules.Require(hasDev || !ChoosesTemperature, nameof(ChoosesTemperature), "false without a dev part, on which the temperature would be chosen");
        OptionRules.Require(!isRegression || !BalancesClasses, nameof(BalancesClasses), "false in regression, which has no classes");
        OptionRules.Require(Enum.IsDefined(Missing), nameof(Missing), "one of MissingCells");
        bool mayBeMissing = Anomaly is null && Readings is null && data.Origin is { Images: null, Stream: null };
        OptionRules.Require(Missing == MissingCells.None || mayBeMissing, nameof(Missing), "None with anomaly models, integer readings, images and recordings");
        Unfamiliar?.Validate(this);
        Update?.Validate(data);
        Training.Validate();
        Quantization.Validate();
        OptionRules.Require(data.FeatureNames.Count <= ModelFormat.MaxUnits, "Features", $"{ModelFormat.MaxUnits} or fewer; there are {data.FeatureNames.Count}");
        OptionRules.RequireNames(data.OutputNames, isRegression ? "Targets" : "Classes", mayBeMany: isRegression);
        if (Readings is { } range)
        {
            bool isPossible = range.Lowest >= -ReadingStage.Limit && range.Highest <= ReadingStage.Limit && range.Lowest < range.Highest;
            OptionRules.Require(isPossible, nameof(Readings), $"from -{ReadingStage.Limit} to {ReadingStage.Limit}, the lowest below the highest; it is {range.Lowest} to {range.Highest}");
        }
    }

    /// <summary>Throws when the values of a part do not suit the options.</summary>
    /// <exception cref="ArgumentException">The message says which option.</exception>
    internal void ValidateValues(Dataset part)
    {
        OptionRules.Require(
            part.Task != LearningTask.Regression || HasNegativeTargets || part.Labels.Values.IndexOfAnyInRange(float.NegativeInfinity, -float.Epsilon) < 0, nameof(HasNegativeTargets),
            "true: a target is below 0, which a ReLU output never is");
        OptionRules.Require(Missing != MissingCells.None || part.MissingCount == 0, nameof(Missing), "Mean or Median: values of the features are missing");
        if (Readings is { } range)
        {
            OptionRules.Require(
                part.Features.Values.ToArray().All(value => value >= range.Lowest && value <= range.Highest && value == MathF.Floor(value)), nameof(Readings),
                $"left out, or the features whole numbers from {range.Lowest} to {range.Highest}");
        }
    }

    /// <summary>The activation of the output layer.</summary>
    internal Activation OutputOf(LearningTask task) => task switch
    {
        LearningTask.Binary => Activation.Sigmoid,
        LearningTask.MultiClass => Activation.Softmax,
        _ => HasNegativeTargets ? Activation.Linear : Activation.Relu,
    };

    /// <summary>Layers 1 to L: the hidden ones and the output layer, with a single unit for two classes, else one for each class or target.</summary>
    /// <param name="task">What is learned.</param>
    /// <param name="outputs">Classes or targets.</param>
    internal IReadOnlyList<LayerShape> LayersOf(LearningTask task, int outputs) =>
        [.. Hidden, new LayerShape(task == LearningTask.Binary ? 1 : outputs, OutputOf(task))];

    /// <summary>The layers of a network for these examples.</summary>
    internal IReadOnlyList<LayerShape> LayersOf(Dataset data) => LayersOf(data.Task, data.OutputNames.Count);
}
