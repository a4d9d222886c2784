using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace EdgeNet.Tests.OnnxExport;

/// <summary>An ONNX model in ONNX Runtime, on one thread. Where its native library is missing, the test is inconclusive.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession _session;

    private OnnxSession(InferenceSession session) => _session = session;

    /// <summary>All that a runtime may rewrite, and nothing.</summary>
    public static GraphOptimizationLevel[] Levels { get; } = Enum.GetValues<GraphOptimizationLevel>();

    public IReadOnlyDictionary<string, string> Metadata => _session.ModelMetadata.CustomMetadataMap;

    public ModelMetadata Model => _session.ModelMetadata;

    public IReadOnlyList<string> Outputs => _session.OutputNames;

    public static OnnxSession Open(byte[] model, GraphOptimizationLevel level = GraphOptimizationLevel.ORT_ENABLE_ALL)
    {
        try
        {
            using var options = new SessionOptions { GraphOptimizationLevel = level, IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            return new OnnxSession(new InferenceSession(model, options));
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or TypeInitializationException { InnerException: DllNotFoundException or BadImageFormatException or EntryPointNotFoundException })
        {
            throw new AssertInconclusiveException($"ONNX Runtime has no native library for this system: {(e.InnerException ?? e).Message}");
        }
    }

    /// <summary>Runs rows as one batch.</summary>
    public OnnxAnswer Run(IReadOnlyList<float[]> rows)
    {
        float[] values = [.. rows.SelectMany(row => row)];
        var features = new DenseTensor<float>(values, [rows.Count, values.Length / rows.Count]);
        return new OnnxAnswer(_session.Run([NamedOnnxValue.CreateFromTensor("features", features)]));
    }

    public void Dispose() => _session.Dispose();
}

/// <summary>The outputs of one batch, each as one list, row by row.</summary>
internal sealed class OnnxAnswer
{
    private readonly Dictionary<string, object> _outputs = [];

    public OnnxAnswer(IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs)
    {
        using (outputs)
        {
            foreach (DisposableNamedOnnxValue output in outputs)
            {
                _outputs[output.Name] = output.Value switch
                {
                    Tensor<int> ints => ints.ToArray(),
                    Tensor<long> longs => longs.ToArray(),
                    var floats => ((Tensor<float>)floats).ToArray(),
                };
            }
        }
    }

    public int[] Logits => (int[])_outputs["logits"];

    public long[] Classes => (long[])_outputs["class"];

    public float[] Floats(string name) => (float[])_outputs[name];
}
