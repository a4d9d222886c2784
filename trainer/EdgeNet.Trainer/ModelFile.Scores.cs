using EdgeNet.Networks.Evaluation;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Trainer;

/// <content>What the device library computes of examples, and how well.</content>
internal sealed partial class ModelFile
{
    /// <summary>What the model has learned.</summary>
    public LearningTask Task => Device.IsRegression ? LearningTask.Regression : Device.OutputCount == 1 ? LearningTask.Binary : LearningTask.MultiClass;

    /// <summary>Says what an anomaly model describes normal examples by.</summary>
    public string DescribeNormal() => Contents.HeadKind == HeadKind.Reconstruction
        ? $"a network that reconstructs it, {UnitsText} (autoencoder)"
        : Contents.Head.Count == 1 ? "1 prototype" : $"{Contents.Head.Count} prototypes";

    /// <summary>The units of each layer, such as 60-12-1.</summary>
    public string UnitsText => string.Join("-", Enumerable.Range(0, Device.LayerCount + 1).Select(Device.UnitsOf));

    /// <summary>Computes the integer logits of every output.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>For each of the m examples n[L] logits.</returns>
    public int[][] IntegerLogits(Dataset examples)
    {
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

    /// <summary>Computes how far examples are from what training saw: from 1 on they are unfamiliar.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>m numbers of 0 or more; 0 where the model does not know.</returns>
    public float[] Unfamiliarities(Dataset examples)
    {
        var features = new float[Device.InputCount];
        var far = new float[examples.Count];
        for (int e = 0; e < far.Length; e++)
        {
            examples.CopyExample(e, features);
            Device.Logit(features);
            far[e] = Device.Unfamiliarity;
        }

        return far;
    }

    /// <summary>Computes the real logits, or in regression the estimates in the user's units.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <returns>Shape (n[L], m).</returns>
    public Matrix<double> Outputs(Dataset examples) => Outputs(IntegerLogits(examples), Device.LogitScale);

    /// <summary>Scores the model; two classes at its own threshold.</summary>
    /// <param name="examples">Raw examples.</param>
    /// <param name="deviations">Regression: σ of the targets in the training part, by which the cost is measured; null for 1.</param>
    public Score Score(Dataset examples, IReadOnlyList<double>? deviations = null)
    {
        Matrix<double> outputs = Outputs(IntegerLogits(examples), scale: 1); // whole numbers of logits decide as the device does
        return Task switch
        {
            LearningTask.Binary when Device.IsAnomaly => Networks.Evaluation.Score.OfAnomaly(outputs.Values, Device.LogitThreshold, examples.Labels.Values),
            LearningTask.Binary => Networks.Evaluation.Score.OfBinary(outputs.Values, Device.LogitThreshold, examples.Labels.Values, Device.LogitScale),
            LearningTask.MultiClass => Networks.Evaluation.Score.OfClasses(outputs, examples.Labels, Device.LogitScale),
            _ => Networks.Evaluation.Score.OfRegression(outputs, examples.Labels, deviations ?? [.. examples.TargetNames.Select(_ => 1.0)]),
        };
    }

    /// <summary>Turns logits into probabilities: of the positive class alone, or of each of several classes.</summary>
    public Matrix<double> Probabilities(Matrix<double> logits)
    {
        var probabilities = new Matrix<double>(logits.Rows, logits.Columns);
        if (Task == LearningTask.Binary)
        {
            ActivationFunctions.Sigmoid<double>(logits.Values, probabilities.Values);
        }
        else
        {
            Softmax.Forward(logits, probabilities);
        }

        return probabilities;
    }

    private Matrix<double> Outputs(int[][] logits, double scale)
    {
        var outputs = new Matrix<double>(Device.OutputCount, logits.Length);
        for (int e = 0; e < logits.Length; e++)
        {
            for (int j = 0; j < outputs.Rows; j++)
            {
                outputs[j, e] = Device.IsRegression ? Device.ValueOf(j, logits[e][j]) : logits[e][j] * scale;
            }
        }

        return outputs;
    }
}
