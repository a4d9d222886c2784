using System.Globalization;
using System.Text;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Export;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer;

/// <content>The parts of a model and their analysis, for commands and reports.</content>
public sealed partial class TrainedModel
{
    /// <summary>The float network with its standardisation.</summary>
    internal FloatModel FloatModel { get; }

    /// <summary>The integers that go to the device.</summary>
    internal IntegerModel Integers { get; }

    /// <summary>The training, dev and test examples.</summary>
    internal ExampleParts Parts { get; }

    /// <summary>All quantizations that were made, with the chosen one; a single one if there was no choice.</summary>
    internal IReadOnlyList<IntegerModel> Candidates { get; }

    /// <summary>The file with its contents.</summary>
    internal ModelFile File => Integers.File;

    /// <summary>The task.</summary>
    internal LearningTask Task => FloatModel.Task;

    /// <summary>How the threshold was chosen on the dev set; null where the options name it.</summary>
    internal ThresholdChoice? Threshold => Integers.Threshold;

    /// <summary>The float network, which takes standardised features.</summary>
    internal Network<float> Network => FloatModel.Network;

    /// <summary>The standardisation of the features.</summary>
    internal Standardizer Standardizer => FloatModel.Standardizer;

    /// <summary>The learning curve and why training ended.</summary>
    internal TrainingResult Training => FloatModel.Training;

    /// <summary>The network in integers.</summary>
    internal QuantizedNetwork Quantized => Integers.Quantized;

    /// <summary>Writes the float network with its standardisation as an ONNX model.</summary>
    /// <param name="recipeJson">The recipe that made it, which goes into the file too; null for none.</param>
    /// <returns>The bytes of an <c>.onnx</c> file.</returns>
    internal byte[] ToOnnx(string? recipeJson) =>
        OnnxFloatExporter.Write(Network, Standardizer, FloatModel.TargetStandardizer, File, FloatModel.OwnThreshold, recipeJson);

    /// <summary>Computes the integer logits of the first output by the device library: the only one with two classes.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>m logits.</returns>
    internal int[] DeviceLogits(Dataset examples) => [.. Integers.OutputLogits(examples).Select(logits => logits[0])];

    /// <summary>Scores the float network; two classes at the threshold of the options.</summary>
    internal Score ScoreFloat(Dataset examples) => KnownScore(examples)?.FloatScore ?? FloatModel.Score(examples);

    /// <summary>Scores the integers, run by the device library; two classes at their own threshold.</summary>
    internal Score ScoreDevice(Dataset examples) => KnownScore(examples)?.DeviceScore ?? Integers.Score(examples);

    /// <summary>Scores the model on examples: the float network, and the integers as the device library computes them.</summary>
    /// <param name="part">The name of the examples.</param>
    /// <param name="examples">Raw examples with the model's features and outputs.</param>
    /// <returns>Both scores.</returns>
    internal PartScore Score(string part, Dataset examples) => new(part, examples.Count, FloatModel.Score(examples), Integers.Score(examples), Integers.WeightBits);

    /// <summary>Computes the outputs of the float network for the decision; see <see cref="Experiments.FloatModel.Outputs"/>.</summary>
    internal Matrix<double> FloatOutputs(Dataset examples) => FloatModel.Outputs(examples);

    /// <summary>Computes the same outputs of the integers, run by the device library.</summary>
    /// <returns>Shape (n[L], m): real logits, or estimates in the user's units.</returns>
    internal Matrix<double> DeviceOutputs(Dataset examples) => File.Outputs(examples);

    /// <summary>The temperature of the probabilities, and where it is from.</summary>
    internal TemperatureChoice Temperature => Integers.Temperature;

    /// <summary>Measures the calibration of the integers with and without their temperature; null without one.</summary>
    /// <param name="examples">Raw examples with classes; null for none.</param>
    internal CalibrationError? CalibrationOn(Dataset? examples) => Temperature.Temperature == 1 || examples is not { Count: > 0 } ? null
        : CalibrationError.Of([JudgedProbabilities.Of(DeviceOutputs(examples), examples.Labels, Temperature.Temperature, examples.Groups)], Options.Seed);

    /// <summary>How many examples the model is not familiar with, and how good its answers for the others are; null where it does not know, or without examples.</summary>
    internal FamiliarScore? FamiliarOn(Dataset? examples) => Integers.Familiarity is null || examples is not { Count: > 0 } ? null : FamiliarScore.Of(Integers, examples);

    /// <summary>Measures the importance of each of some inputs.</summary>
    /// <param name="examples">Examples that were not trained on.</param>
    /// <param name="inputs">The inputs, from 0.</param>
    /// <param name="repeats">Shuffles of each, 2 or more.</param>
    internal IReadOnlyList<PermutationImportance> Importance(Dataset examples, IReadOnlyList<int> inputs, int repeats) =>
        PermutationImportance.Measure(examples, shuffled => FloatModel.Score(shuffled).Cost, inputs, repeats, Options.Seed);

    /// <summary>Measures the importance of groups of inputs that are shuffled together.</summary>
    internal IReadOnlyList<PermutationImportance> ImportanceOfGroups(Dataset examples, IReadOnlyList<IReadOnlyList<int>> groups, int repeats) =>
        PermutationImportance.MeasureGroups(examples, shuffled => FloatModel.Score(shuffled).Cost, groups, repeats, Options.Seed);

    /// <summary>Finds the decision boundary and the folds of a network of two inputs.</summary>
    internal DecisionBoundary Boundary() => DecisionBoundary.Of(Network, Standardizer, FloatModel.OwnThreshold);

    /// <summary>Measures the error of the logits after each step of quantization.</summary>
    /// <param name="examples">Raw examples.</param>
    internal IReadOnlyList<QuantizationStep> QuantizationSteps(Dataset examples) =>
        QuantizationErrorReport.Measure(Integers.Network, Standardizer, Quantized, examples.Features);

    /// <summary>Writes the learning curve as a CSV file for a spreadsheet, one row an epoch.</summary>
    /// <remarks>Not by Sep's writer: cells are numbers, which need no quotes, and the writer would need more lines.</remarks>
    /// <returns>UTF-8 text: epoch, train_cost, dev_cost, dev_accuracy; the last two are empty without a dev set, the last in regression too.</returns>
    internal byte[] HistoryCsv()
    {
        var text = new StringBuilder("epoch,train_cost,dev_cost,dev_accuracy\n");
        foreach (EpochReport epoch in Training.Epochs)
        {
            text.Append(CultureInfo.InvariantCulture, $"{epoch.Epoch},{Cell(epoch.TrainCost)},{Cell(epoch.DevCost)},{Cell(epoch.DevAccuracy)}\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());

        static string Cell(double value) => double.IsNaN(value) ? string.Empty : value.ToString("G9", CultureInfo.InvariantCulture);
    }

    /// <summary>The warning that integers lose accuracy noticeably; null if they do not.</summary>
    internal string? LossWarning => QuantizationLoss.Warn(this, Parts.Train, Parts.Dev, Parts.Test);

    /// <summary>Warnings about classes that the model never predicts.</summary>
    internal IReadOnlyList<string> ClassWarnings => DataAdvice.OfModel(this, Parts);

    /// <summary>How its words were pruned; null where the options do not ask for it.</summary>
    internal Pruning? Pruning => FloatModel.Pruning;

    /// <summary>Warnings that what was done for the device saves nothing there.</summary>
    internal IReadOnlyList<string> SavingWarnings => Pruning?.Taken is not null && File.Generated is null
        ? ["Pruning saves nothing on the device: even so the model is too large for a class, and Model, which loads it from its file, computes every word."]
        : [];

    /// <summary>All warnings about the model: of classes, of training, of pruning, and of quantization.</summary>
    internal IReadOnlyList<string> OwnWarnings => _ownWarnings.Value;

    private PartScore? KnownScore(Dataset examples) =>
        ReferenceEquals(examples, Parts.Train) ? Train : ReferenceEquals(examples, Parts.Dev) ? _dev.Value : ReferenceEquals(examples, Parts.Test) ? _test.Value : null;

    private PartScore? ScoreIfAny(string part, Dataset? examples) => examples is { Count: > 0 } ? Score(part, examples) : null;
}
