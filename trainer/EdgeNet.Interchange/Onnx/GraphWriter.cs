using System.Runtime.InteropServices;
using Google.Protobuf;
using AttributeType = EdgeNet.Interchange.Onnx.AttributeProto.Types.AttributeType;
using DataType = EdgeNet.Interchange.Onnx.TensorProto.Types.DataType;

namespace EdgeNet.Interchange.Onnx;

/// <summary>Writes an ONNX model node by node. Every method that makes a tensor returns its name, which the next node takes.</summary>
internal sealed class GraphWriter
{
    /// <summary>The set of operators: that of ONNX 1.8 (2020), which runtimes from then on have.</summary>
    public const int OpsetVersion = 13;

    /// <summary>The version of the format, of ONNX 1.8 too.</summary>
    public const int IrVersion = 7;

    /// <summary>The name of the first dimension of inputs and outputs: any number of examples.</summary>
    public const string Batch = "batch";

    private readonly ModelProto _model;
    private readonly GraphProto _graph;

    /// <summary>Starts a model.</summary>
    /// <param name="name">The name of the graph.</param>
    /// <param name="description">What the model is, in plain words.</param>
    public GraphWriter(string name, string description)
    {
        _graph = new GraphProto { Name = name.Length > 0 ? WellFormed(name) : "model" }; // ONNX demands a name
        _model = new ModelProto { IrVersion = IrVersion, ProducerName = "EdgeNet", DocString = WellFormed(description), Graph = _graph };
        _model.OpsetImport.Add(new OperatorSetIdProto { Domain = string.Empty, Version = OpsetVersion });
    }

    /// <summary>Declares an input, shape (batch, columns).</summary>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <param name="name">The name of the tensor.</param>
    /// <param name="columns">The length of a row.</param>
    /// <param name="description">What it is, in plain words.</param>
    /// <returns>The name.</returns>
    public string Input<T>(string name, int columns, string description)
        where T : unmanaged
    {
        _graph.Input.Add(ValueOf<T>(name, columns, description));
        return name;
    }

    /// <summary>Declares that a tensor is an output, shape (batch, columns).</summary>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <param name="name">The name of the tensor.</param>
    /// <param name="columns">The length of a row; null for shape (batch).</param>
    /// <param name="description">What it is, in plain words.</param>
    public void Output<T>(string name, int? columns, string description)
        where T : unmanaged => _graph.Output.Add(ValueOf<T>(name, columns, description));

    /// <summary>Adds a constant tensor.</summary>
    /// <typeparam name="T">The type of its numbers.</typeparam>
    /// <param name="name">The name of the tensor.</param>
    /// <param name="values">The numbers, the last dimension fastest. They stand in the file bit for bit.</param>
    /// <param name="shape">The dimensions; none for a single number.</param>
    /// <returns>The name.</returns>
    public string Constant<T>(string name, ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        var tensor = new TensorProto { Name = name, DataType = (int)TypeOf<T>(), RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        foreach (int length in shape)
        {
            tensor.Dims.Add(length);
        }

        _graph.Initializer.Add(tensor);
        return name;
    }

    /// <summary>Adds a single number.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="name">The name of the tensor.</param>
    /// <param name="value">The number.</param>
    /// <returns>The name.</returns>
    public string Constant<T>(string name, T value)
        where T : unmanaged => Constant(name, [value]);

    /// <summary>Adds a node of one output.</summary>
    /// <param name="operation">The operator, such as <c>Add</c>.</param>
    /// <param name="output">The name of its output, and of the node.</param>
    /// <param name="inputs">The names of its inputs.</param>
    /// <param name="attributes">What else it needs.</param>
    /// <returns>The name of the output.</returns>
    public string Node(string operation, string output, string[] inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = operation, Name = output };
        node.Input.Add(inputs);
        node.Output.Add(output);
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
        return output;
    }

    /// <summary>Adds a node that turns numbers into those of another type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="output">The name of its output, and of the node.</param>
    /// <param name="input">The name of its input.</param>
    /// <returns>The name of the output.</returns>
    public string Cast<T>(string output, string input)
        where T : unmanaged => Node("Cast", output, [input], Attribute("to", (int)TypeOf<T>()));

    /// <summary>Makes an attribute of a node.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The attribute.</returns>
    public static AttributeProto Attribute(string name, long value) => new() { Name = name, Type = AttributeType.Int, I = value };

    /// <inheritdoc cref="Attribute(string, long)"/>
    public static AttributeProto Attribute(string name, float value) => new() { Name = name, Type = AttributeType.Float, F = value };

    /// <summary>Adds a text that travels with the model.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="value">The text.</param>
    public void Metadata(string key, string value) => _model.MetadataProps.Add(new StringStringEntryProto { Key = key, Value = WellFormed(value) });

    /// <summary>Gives the file: the same calls, the same bytes.</summary>
    /// <returns>The bytes of an <c>.onnx</c> file.</returns>
    public byte[] ToBytes() => _model.ToByteArray();

    private static ValueInfoProto ValueOf<T>(string name, int? columns, string description)
        where T : unmanaged
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = Batch });
        if (columns is { } length)
        {
            shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = length });
        }

        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TypeOf<T>(), Shape = shape };
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor }, DocString = WellFormed(description) };
    }

    private static DataType TypeOf<T>() => default(T) switch
    {
        float => DataType.Float,
        double => DataType.Double,
        sbyte => DataType.Int8,
        int => DataType.Int32,
        long => DataType.Int64,
        _ => throw new NotSupportedException($"A tensor of {typeof(T).Name} is not written."),
    };

    // Half of a surrogate pair, which no text in UTF-8 can hold, becomes the replacement character.
    private static string WellFormed(string text) => string.Concat(text.EnumerateRunes());
}
