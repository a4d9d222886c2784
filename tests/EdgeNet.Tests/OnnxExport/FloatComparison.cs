using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNet.Tests.OnnxExport;

/// <summary>Compares the float form of a model in ONNX Runtime with the trainer's own forward propagation.</summary>
internal static class FloatComparison
{
    private const double Tolerance = 1e-6;

    /// <summary>Runs rows of raw values through both.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows.</param>
    /// <returns>The largest difference: of probabilities, and of quantities in deviations of the target or, where it is larger, of the quantity itself.</returns>
    public static double AssertNear(TrainedModel model, float[][] rows)
    {
        Matrix<float> features = Matrix<float>.FromRows(rows).Transpose();
        Matrix<float> activations = model.Network.Forward(model.Standardizer.Apply(features));
        Matrix<double>? quantities = model.FloatModel.TargetStandardizer?.Invert(activations);
        string name = model.Task switch { LearningTask.Binary => "probability", LearningTask.MultiClass => "probabilities", _ => "quantities" };
        double largest = 0;
        byte[] onnx = model.ToOnnx(null);
        foreach (GraphOptimizationLevel level in (GraphOptimizationLevel[])[GraphOptimizationLevel.ORT_DISABLE_ALL, GraphOptimizationLevel.ORT_ENABLE_ALL])
        {
            using var session = OnnxSession.Open(onnx, level);
            Assert.AreSequenceEqual([name], session.Outputs);
            float[] outputs = session.Run(rows).Floats(name);
            Assert.HasCount(activations.Count, outputs);
            for (int k = 0; k < outputs.Length; k++)
            {
                (int e, int j) = (k / activations.Rows, k % activations.Rows);
                double expected = quantities is null ? activations[j, e] : quantities[j, e];
                double unit = quantities is null ? 1 : Math.Max(model.FloatModel.TargetStandardizer!.Deviations[j], Math.Abs(expected));
                double difference = Math.Abs(expected - outputs[k]) / unit;
                Assert.IsLessThanOrEqualTo(Tolerance, difference, $"{level}, row {e}, output {j}: {outputs[k]:R} in place of {expected:R}");
                largest = Math.Max(largest, difference);
            }
        }

        return largest;
    }

    /// <summary>Rows of a dataset, and as many that lie somewhere around them.</summary>
    public static float[][] RowsAround(Dataset data, int seed)
    {
        var random = new Random(seed);
        Matrix<float> examples = data.Features.Transpose();
        float[][] rows = [.. Enumerable.Range(0, examples.Rows).Select(e => examples.Row(e).ToArray())];
        return [.. rows, .. rows.Select(row => row.Select((value, i) => random.Next(3) == 0 ? value : value + ((value - rows[random.Next(rows.Length)][i]) * 3 * random.NextSingle())).ToArray())];
    }
}
