using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Training;
using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Experiments;
using EdgeNet.Trainer.Quantization;
using EdgeNet.Trainer.Recipes;

namespace EdgeNet.Trainer;

/// <summary>A model in all its forms: float, integers, file, and loaded by the device library.</summary>
/// <param name="FloatModel">The float network with its standardisation.</param>
/// <param name="Integers">The integers that go to the device.</param>
public sealed record TrainedModel(FloatModel FloatModel, IntegerModel Integers)
{
    /// <summary>All integers that were made for the recipe, those that were chosen among them; a single one where there was no choice.</summary>
    public IReadOnlyList<IntegerModel> Candidates { get; init; } = [Integers];

    /// <summary>How the threshold was chosen on the dev set; null where the recipe names it.</summary>
    public ThresholdChoice? Threshold => Integers.Threshold;

    /// <summary>How it was made, with the threshold that was chosen.</summary>
    public Recipe Recipe => FloatModel.Recipe;

    /// <summary>The float network, which takes standardised features.</summary>
    public Network<float> Network => FloatModel.Network;

    /// <summary>Its standardisation.</summary>
    public Standardizer Standardizer => FloatModel.Standardizer;

    /// <summary>The learning curve and why training ended.</summary>
    public TrainingResult Training => FloatModel.Training;

    /// <summary>The network in integers.</summary>
    public QuantizedNetwork Quantized => Integers.Quantized;

    /// <summary>The bytes of the <c>.edgenet</c> file.</summary>
    public byte[] File => Integers.File;

    /// <summary>The device library's model, loaded from these bytes.</summary>
    public Model Device => Integers.Device;

    /// <summary>Whether training, of the float network or of integers, was asked to stop.</summary>
    public bool IsCancelled => Training.End == TrainingEnd.Cancelled || Candidates.Any(model => model.Aware?.Training.End == TrainingEnd.Cancelled);

    /// <summary>Computes the real logits of the first output of the float network: of the only one with two classes.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>m logits.</returns>
    public double[] FloatLogits(Dataset examples) => FloatModel.Outputs(examples).Row(0).ToArray();

    /// <summary>Computes the integer logits of the first output by the device library: of the only one with two classes.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>m logits.</returns>
    public int[] DeviceLogits(Dataset examples) => [.. DeviceOutputLogits(examples).Select(logits => logits[0])];

    /// <summary>Computes the integer logits of every output by the device library.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>For each of the m examples n[L] logits.</returns>
    public int[][] DeviceOutputLogits(Dataset examples) => Integers.OutputLogits(examples);

    /// <summary>Scores the float network; two classes at the recipe's threshold.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>The score.</returns>
    public Score ScoreFloat(Dataset examples) => FloatModel.Score(examples);

    /// <summary>Scores the integer model, run by the device library; two classes at its own threshold.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>The score.</returns>
    public Score ScoreDevice(Dataset examples) => Integers.Score(examples);
}
