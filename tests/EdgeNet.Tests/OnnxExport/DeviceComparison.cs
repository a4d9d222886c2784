using EdgeNet.Networks.Layers;
using EdgeNet.Trainer;
using Microsoft.ML.OnnxRuntime;

namespace EdgeNet.Tests.OnnxExport;

/// <summary>Compares the integer form of a model in ONNX Runtime with the device library: logits, classes and quantities exactly, probabilities nearly.</summary>
/// <param name="file">The model.</param>
internal sealed class DeviceComparison(ModelFile file)
{
    private readonly byte[] _onnx = file.ToOnnxInteger();

    /// <summary>Different logits of the first output that were compared.</summary>
    public HashSet<int> Logits { get; } = [];

    /// <summary>Runs rows in batches.</summary>
    /// <param name="rows">Raw values.</param>
    /// <param name="batch">Rows of a batch.</param>
    /// <param name="levels">What the runtime may rewrite: each in turn.</param>
    public void AssertEqual(IReadOnlyList<float[]> rows, int batch, params GraphOptimizationLevel[] levels)
    {
        foreach (GraphOptimizationLevel level in levels)
        {
            using var session = OnnxSession.Open(_onnx, level);
            foreach (float[][] part in rows.Chunk(batch))
            {
                AssertEqual(part, session.Run(part), $"{level}, batch {part.Length}");
            }
        }
    }

    private void AssertEqual(float[][] rows, OnnxAnswer answer, string where)
    {
        Model device = file.Device;
        int outputs = device.OutputCount;
        var logits = new int[outputs];
        var values = new float[outputs];
        float[] floats = answer.Floats(file.Task switch { LearningTask.Binary => "probability", LearningTask.MultiClass => "probabilities", _ => "quantities" });
        Assert.HasCount(rows.Length * outputs, answer.Logits);
        Assert.HasCount(rows.Length * outputs, floats);
        for (int e = 0; e < rows.Length; e++)
        {
            device.Logits(rows[e], logits);
            device.Predict(rows[e], values);
            Logits.Add(logits[0]);
            for (int j = 0; j < outputs; j++)
            {
                int k = (e * outputs) + j;
                bool isEqual = device.IsRegression ? BitConverter.SingleToInt32Bits(values[j]) == BitConverter.SingleToInt32Bits(floats[k]) : Math.Abs(values[j] - floats[k]) <= 1e-6;
                if (logits[j] != answer.Logits[k] || !isEqual)
                {
                    Assert.Fail($"Output {j} of the device: {logits[j]}, {values[j]:R}; of ONNX Runtime: {answer.Logits[k]}, {floats[k]:R}; {where}, input [{string.Join(", ", rows[e])}].");
                }
            }

            if (!device.IsRegression)
            {
                Assert.AreEqual(device.ClassOf(rows[e]), answer.Classes[e], where);
            }
        }
    }
}
