using EdgeNet.Files;
using EdgeNet.Interchange;
using EdgeNet.Interchange.Onnx;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using AttributeType = EdgeNet.Interchange.Onnx.AttributeProto.Types.AttributeType;
using DataType = EdgeNet.Interchange.Onnx.TensorProto.Types.DataType;

namespace EdgeNet.Tests.Import;

/// <summary>Builds an ONNX graph, reads it, and runs it with ONNX Runtime.</summary>
/// <param name="opset">The version of the operators.</param>
internal sealed class OnnxGraph(int opset = 17)
{
    public const string Ml = "ai.onnx.ml";
    public const string Contrib = "com.microsoft";

    private readonly Random _random = new(opset);

    public ModelProto Model { get; } = new()
    {
        IrVersion = 8,
        ProducerName = "test",
        OpsetImport = { new OperatorSetIdProto { Domain = "", Version = opset }, new OperatorSetIdProto { Domain = Ml, Version = 3 }, new OperatorSetIdProto { Domain = Contrib, Version = 1 } },
        Graph = new GraphProto { Name = "graph" },
    };

    public GraphProto Graph => Model.Graph;

    /// <summary>An input; a dimension of -1 is that of the examples, or open.</summary>
    public OnnxGraph Input(string name, params long[] shape) => Input(name, DataType.Float, shape);

    public OnnxGraph Input(string name, DataType type, params long[] shape)
    {
        Graph.Input.Add(Info(name, type, shape));
        return this;
    }

    public OnnxGraph Output(string name, DataType type = DataType.Float)
    {
        Graph.Output.Add(Info(name, type, null));
        return this;
    }

    public OnnxGraph Constant(string name, TensorProto tensor)
    {
        TensorProto named = tensor.Clone();
        named.Name = name;
        Graph.Initializer.Add(named);
        return this;
    }

    /// <summary>A constant of floats.</summary>
    public OnnxGraph Floats(string name, long[] shape, params float[] values) => Constant(name, FloatTensor(shape, values));

    public OnnxGraph Integers(string name, params long[] values) => Constant(name, new TensorProto { DataType = (int)DataType.Int64, Dims = { values.Length }, Int64Data = { values } });

    /// <summary>Weights between -1 and 1.</summary>
    public OnnxGraph Weights(string name, params long[] shape) =>
        Floats(name, shape, [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(_ => (_random.NextSingle() * 2) - 1)]);

    /// <summary>A node; its name is that of its first result.</summary>
    public OnnxGraph Node(string operation, string inputs, string outputs, params (string Name, object Value)[] attributes) => Node("", operation, inputs, outputs, attributes);

    public OnnxGraph Node(string domain, string operation, string inputs, string outputs, params (string Name, object Value)[] attributes)
    {
        Graph.Node.Add(NodeOf(domain, operation, inputs, outputs, attributes));
        return this;
    }

    public static NodeProto NodeOf(string domain, string operation, string inputs, string outputs, params (string Name, object Value)[] attributes)
    {
        string[] results = outputs.Split(' ');
        var node = new NodeProto { OpType = operation, Domain = domain, Name = "make_" + results[0], Output = { results } };
        node.Input.Add(inputs.Split(' ').Select(name => name == "_" ? "" : name));
        node.Attribute.Add(attributes.Select(attribute => AttributeOf(attribute.Name, attribute.Value)));
        return node;
    }

    public static TensorProto FloatTensor(long[] shape, params float[] values) => new() { DataType = (int)DataType.Float, Dims = { shape }, FloatData = { values } };

    /// <summary>Dense layers: x·W + b.</summary>
    public OnnxGraph Gemm(string input, string output, int inputs, int units) =>
        Weights(output + "_W", inputs, units).Weights(output + "_b", units).Node("Gemm", $"{input} {output}_W {output}_b", output);

    public byte[] ToBytes() => Model.ToByteArray();

    /// <summary>Reads the graph as <c>edgenet import</c> does.</summary>
    public ImportedNetwork Read(int? inputCount = null, string? outputName = null)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("net.onnx");
        File.WriteAllBytes(path, ToBytes());
        return OnnxReader.Read(path, inputCount, outputName);
    }

    /// <summary>Requires that it is refused, and returns the message without the path.</summary>
    public string Refusal(int? inputCount = null)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("net.onnx");
        File.WriteAllBytes(path, ToBytes());
        string message = Assert.ThrowsExactly<InputException>(() => OnnxReader.Read(path, inputCount)).Message;
        Assert.StartsWith(path + ": ", message);
        Assert.DoesNotContain("\n", message);
        return message[(path.Length + 2)..];
    }

    /// <summary>Requires that the network that is read gives what ONNX Runtime computes.</summary>
    /// <param name="range">Inputs are from minus this to this.</param>
    /// <param name="tolerance">The largest difference, relative to numbers above 1; of quantized graphs also their steps.</param>
    /// <param name="outputName">The output; null for the first of numbers.</param>
    public ImportedNetwork ShouldAgree(double range = 3, double tolerance = 1e-5, string? outputName = null)
    {
        ImportedNetwork network = Read(outputName: outputName);
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL }; // as it is written, with no steps of its own
        using var session = new InferenceSession(ToBytes(), options);
        string output = outputName ?? Graph.Output.Select(each => each.Name).First(name => session.OutputMetadata[name] is { IsTensor: true } meta && (meta.ElementType == typeof(float) || meta.ElementType == typeof(double)));
        for (int row = 0; row < 16; row++)
        {
            float[] x = [.. Enumerable.Range(0, network.Inputs.Count).Select(_ => (float)(((_random.NextDouble() * 2) - 1) * range))];
            double[] expected = Run(session, x, output);
            double[] actual = ImportedForward.Of(network, [.. x.Select(value => (double)value)]);
            Assert.HasCount(expected.Length, actual);
            for (int j = 0; j < expected.Length; j++)
            {
                Assert.AreEqual(expected[j], actual[j], tolerance * Math.Max(1, Math.Abs(expected[j])), $"output {j} of row {row}");
            }
        }

        return network;
    }

    /// <summary>The class that ONNX Runtime gives for an example.</summary>
    public string RunLabel(float[] x, string output)
    {
        using var options = new SessionOptions { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL }; // as it is written, with no steps of its own
        using var session = new InferenceSession(ToBytes(), options);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(Inputs(session, x), [output]);
        return results[0].ElementType == TensorElementType.String ? results[0].AsTensor<string>().Single() : $"{results[0].AsTensor<long>().Single()}";
    }

    private static double[] Run(InferenceSession session, float[] x, string output)
    {
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results = session.Run(Inputs(session, x), [output]);
        return results[0].ElementType == TensorElementType.Double ? [.. results[0].AsTensor<double>()] : [.. results[0].AsTensor<float>().Select(value => (double)value)];
    }

    private static List<NamedOnnxValue> Inputs(InferenceSession session, float[] x)
    {
        var given = new List<NamedOnnxValue>();
        int start = 0;
        foreach ((string name, NodeMetadata meta) in session.InputMetadata)
        {
            int[] shape = [.. meta.Dimensions.Select(size => size)];
            int rest = shape.Skip(1).Where(size => size > 0).Aggregate(1, (product, size) => product * size);
            int count = session.InputMetadata.Count > 1 ? rest : x.Length;
            int open = shape.Skip(1).Any(size => size <= 0) ? count / rest : 1;
            shape = shape.Length == 1 && shape[0] <= 0 ? [count] : [.. shape.Select((size, d) => size > 0 ? size : d == 0 ? 1 : open)];
            float[] part = x[start..(start + count)];
            given.Add(meta.ElementType == typeof(double) ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<double>(part.Select(value => (double)value).ToArray(), shape))
                : meta.ElementType == typeof(long) ? NamedOnnxValue.CreateFromTensor(name, new DenseTensor<long>(part.Select(value => (long)value).ToArray(), shape))
                : NamedOnnxValue.CreateFromTensor(name, new DenseTensor<float>(part, shape)));
            start += count;
        }

        return given;
    }

    private static ValueInfoProto Info(string name, DataType type, long[]? shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type };
        if (shape is not null)
        {
            tensor.Shape = new TensorShapeProto();
            tensor.Shape.Dim.Add(shape.Select((size, d) => size == -1 ? new TensorShapeProto.Types.Dimension { DimParam = $"{name}{d}" } : new TensorShapeProto.Types.Dimension { DimValue = size }));
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }

    private static AttributeProto AttributeOf(string name, object value)
    {
        var attribute = new AttributeProto { Name = name };
        switch (value)
        {
            case int whole:
                (attribute.I, attribute.Type) = (whole, AttributeType.Int);
                break;
            case float number:
                (attribute.F, attribute.Type) = (number, AttributeType.Float);
                break;
            case string text:
                (attribute.S, attribute.Type) = (ByteString.CopyFromUtf8(text), AttributeType.String);
                break;
            case long[] wholes:
                attribute.Ints.Add(wholes);
                attribute.Type = AttributeType.Ints;
                break;
            case float[] numbers:
                attribute.Floats.Add(numbers);
                attribute.Type = AttributeType.Floats;
                break;
            case string[] texts:
                attribute.Strings.Add(texts.Select(ByteString.CopyFromUtf8));
                attribute.Type = AttributeType.Strings;
                break;
            case TensorProto tensor:
                (attribute.T, attribute.Type) = (tensor, AttributeType.Tensor);
                break;
            default:
                throw new ArgumentException($"{value}", nameof(value));
        }

        return attribute;
    }
}
