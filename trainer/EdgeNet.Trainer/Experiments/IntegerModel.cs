using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;
using EdgeNet.Trainer.Quantization;

namespace EdgeNet.Trainer.Experiments;

/// <summary>One quantization of a trained network, as a file and loaded by the device library.</summary>
/// <param name="FloatModel">The float network that was trained.</param>
/// <param name="Quantized">The network in integers.</param>
/// <param name="Aware">The quantization-aware training that these integers come from; null when they are of the float network as it is.</param>
/// <param name="File">The <c>.edgenet</c> file, read back by the device library.</param>
internal sealed record IntegerModel(FloatModel FloatModel, QuantizedNetwork Quantized, AwareTraining? Aware, ModelFile File)
{
    /// <summary>How the threshold was chosen on the dev set; null where the recipe names it.</summary>
    public ThresholdChoice? Threshold { get; init; }

    /// <summary>The temperature, and where it is from.</summary>
    public required TemperatureChoice Temperature { get; init; }

    /// <summary>What the model is familiar with; null where it does not know.</summary>
    public Familiarity? Familiarity { get; init; }

    /// <summary>The device library's model.</summary>
    public Model Device => File.Device;

    /// <summary>Bits of a weight: 8 or 4.</summary>
    public int WeightBits => Quantized.WeightBits;

    /// <summary>The float network whose weights were rounded: the trained one, or the fine-tuned one.</summary>
    public Network<float> Network => Aware?.Network ?? FloatModel.Network;

    /// <summary>Words of 64 bits in all layers: each is one multiplication and one addition for every input of its layer.</summary>
    public int Words => Quantized.Layers.Sum(layer => new PackedLayer(layer).Words);

    /// <summary>Computes the integer logits of every output by the device library.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>For each of the m examples n[L] logits.</returns>
    public int[][] OutputLogits(Dataset examples) => File.IntegerLogits(examples);

    /// <summary>Scores the model, run by the device library; two classes at its own threshold.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>The score.</returns>
    public Score Score(Dataset examples) => File.Score(examples, FloatModel.TargetStandardizer?.Deviations);
}
