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
    /// <summary>How the threshold was chosen on the dev set; null where the recipe names it.</summary>
    public ThresholdChoice? Threshold { get; init; }

    /// <summary>How it was made, with the threshold that was chosen.</summary>
    public Recipe Recipe => FloatModel.Recipe;

    /// <summary>The float network, which takes standardised features.</summary>
    public Network<float> Network => FloatModel.Network;

    /// <summary>Its standardisation.</summary>
    public Standardizer Standardizer => FloatModel.Standardizer;

    /// <summary>The learning curve and why training ended.</summary>
    public TrainingResult Training => FloatModel.Training;

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
    public int[][] DeviceOutputLogits(Dataset examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var features = new float[Device.InputCount];
        var logits = new int[examples.Count][];
        for (int e = 0; e < logits.Length; e++)
        {
            examples.CopyExample(e, features);
            logits[e] = new int[Device.OutputCount];
            Device.Logits(features, logits[e]);
        }

        return logits;
    }

    /// <summary>Scores the float network; two classes at the recipe's threshold.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>The score.</returns>
    public Score ScoreFloat(Dataset examples) => FloatModel.Score(examples);

    /// <summary>Scores the integer model, run by the device library; two classes at its own threshold.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>The score.</returns>
    public Score ScoreDevice(Dataset examples)
    {
        int[][] logits = DeviceOutputLogits(examples);
        var outputs = new Matrix<double>(Device.OutputCount, logits.Length);
        for (int e = 0; e < logits.Length; e++)
        {
            for (int j = 0; j < outputs.Rows; j++)
            {
                outputs[j, e] = Device.IsRegression ? Device.ValueOf(j, logits[e][j]) : logits[e][j];
            }
        }

        return Recipe.Task switch
        {
            LearningTask.Binary => Score.OfBinary(outputs.Values, Device.LogitThreshold, examples.Labels.Values, Device.LogitScale),
            LearningTask.MultiClass => Score.OfClasses(outputs, examples.Labels, Device.LogitScale),
            _ => Score.OfRegression(outputs, examples.Labels, FloatModel.TargetStandardizer!.Deviations),
        };
    }
}
