using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Networks;
using EdgeNet.Trainer.Quantization;
using EdgeNet.Trainer.Training;

namespace EdgeNet.Trainer.Recipes;

/// <summary>A model in all its forms: float, integers, file, and loaded by the device library.</summary>
/// <param name="FloatModel">The float network with its standardisation.</param>
/// <param name="Quantized">The network in integers.</param>
/// <param name="File">The bytes of the <c>.edgenet</c> file.</param>
/// <param name="Device">The device library's model, loaded from these bytes.</param>
public sealed record TrainedModel(FloatModel FloatModel, QuantizedNetwork Quantized, byte[] File, Model Device)
{
    /// <summary>How it was made.</summary>
    public Recipe Recipe => FloatModel.Recipe;

    /// <summary>The float network, which takes standardised features.</summary>
    public Network<float> Network => FloatModel.Network;

    /// <summary>Its standardisation.</summary>
    public Standardizer Standardizer => FloatModel.Standardizer;

    /// <summary>The learning curve and why training ended.</summary>
    public TrainingResult Training => FloatModel.Training;

    /// <summary>Computes the real logits of the float network.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>m logits.</returns>
    public double[] FloatLogits(Dataset examples) => FloatModel.Outputs(examples).Values.ToArray();

    /// <summary>Computes the integer logits by the device library.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>m logits.</returns>
    public int[] DeviceLogits(Dataset examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var features = new float[Device.InputCount];
        var logits = new int[examples.Count];
        for (int e = 0; e < logits.Length; e++)
        {
            examples.CopyExample(e, features);
            logits[e] = Device.Logit(features);
        }

        return logits;
    }

    /// <summary>Scores the float network at the recipe's threshold.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>The score.</returns>
    public Score ScoreFloat(Dataset examples) => FloatModel.Score(examples);

    /// <summary>Scores the integer model, run by the device library, at its own threshold.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>The score.</returns>
    public Score ScoreDevice(Dataset examples)
    {
        double[] logits = [.. DeviceLogits(examples).Select(logit => (double)logit)];
        return Score.OfBinary(logits, Device.LogitThreshold, examples.Labels.Values, Device.LogitScale);
    }
}
