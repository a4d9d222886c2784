using System.Globalization;

namespace EdgeNet.Interchange.Onnx;

/// <summary>A node of a graph with the values of its arguments.</summary>
/// <param name="node">The node.</param>
/// <param name="arguments">The values of its inputs.</param>
/// <param name="opset">The version of the operator set.</param>
/// <param name="graph">What is known of the whole graph.</param>
internal sealed class Operation(NodeProto node, Value[] arguments, long opset, GraphFacts graph)
{
    /// <summary>The version of the operator set.</summary>
    public long Opset => opset;

    /// <summary>What is known of the whole graph.</summary>
    public GraphFacts Graph => graph;

    /// <summary>The reader of constants.</summary>
    public TensorReader Tensors => graph.Tensors;

    /// <summary>How many arguments there are.</summary>
    public int Count => arguments.Length;

    /// <summary>How many results the node has.</summary>
    public int Outputs => node.Output.Count;

    /// <summary>Refuses a product that takes the examples in columns.</summary>
    public void RequireRows()
    {
        if (Int("transA", 0) != 0)
        {
            throw new InputException("takes the examples in columns; export the network with an example in each row");
        }
    }

    /// <summary>The node in messages: its name and operator.</summary>
    public string Where => Describe(node);

    /// <summary>Gives an argument.</summary>
    /// <exception cref="InputException">It is missing.</exception>
    public Value this[int index] => index < arguments.Length && arguments[index] is not Missing ? arguments[index] : throw new InputException($"has no argument {index + 1}");

    /// <summary>Whether an optional argument is there.</summary>
    public bool Has(int index) => index < arguments.Length && arguments[index] is not Missing;

    /// <summary>Gives an argument that depends on the example.</summary>
    public Signal Signal(int index) => this[index] switch
    {
        Varying varying => varying.Signal,
        Constant => throw new InputException($"takes a constant as argument {index + 1}, where the data of an example are expected"),
        _ => throw new InputException($"takes the number of a class as argument {index + 1}, where numbers are expected"),
    };

    /// <summary>Gives an argument that is the same for every example.</summary>
    public Tensor Tensor(int index) => this[index] is Constant constant ? constant.Tensor
        : throw new InputException($"takes an argument {index + 1} that depends on the example, where weights or other constants are expected");

    /// <summary>Gives a constant argument that is one number.</summary>
    public double Number(int index) => Tensor(index) is { Count: 1, Texts: null } tensor ? tensor.Values[0] : throw new InputException($"takes more than one number as argument {index + 1}");

    /// <summary>Gives a number from the attributes; a float becomes the decimal number that it was written as.</summary>
    public double Float(string name, double missing) => Find(name) is { } found ? double.Parse(found.F.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : missing;

    /// <summary>Gives a whole number from the attributes.</summary>
    public long Int(string name, long missing) => Find(name)?.I ?? missing;

    /// <summary>Gives whole numbers from the attributes; null where there are none.</summary>
    public int[]? Ints(string name) => Find(name) is { } found ? [.. found.Ints.Select(value => (int)Math.Clamp(value, -int.MaxValue, int.MaxValue))] : null;

    /// <summary>Gives numbers from the attributes; none where they are left out.</summary>
    public double[] Floats(string name) => Find(name) is { } found ? [.. found.Floats.Select(value => (double)value)] : [];

    /// <summary>Gives a text from the attributes.</summary>
    public string Text(string name, string missing) => Find(name)?.S.ToStringUtf8() ?? missing;

    /// <summary>Gives names from the attributes, texts or numbers; null where there are neither.</summary>
    public string[]? Names(string texts, string numbers)
    {
        AttributeProto? named = Find(texts);
        if (named is { Strings.Count: > 0 })
        {
            return [.. named.Strings.Select(text => text.ToStringUtf8())];
        }

        AttributeProto? numbered = Find(numbers);
        return numbered is { Ints.Count: > 0 } ? [.. numbered.Ints.Select(number => number.ToString(CultureInfo.InvariantCulture))] : null;
    }

    /// <summary>Gives an attribute; null where it is left out.</summary>
    public AttributeProto? Find(string name) => node.Attribute.FirstOrDefault(attribute => attribute.Name == name);

    /// <summary>The axes of an operator that took them from an attribute first, and later from an argument.</summary>
    public int[]? Axes(int argument) => Has(argument) ? Tensor(argument).ToIntegers() : Ints("axes");

    /// <summary>A node in messages.</summary>
    public static string Describe(NodeProto node)
    {
        string name = node.Name.Length > 0 ? node.Name : node.Output.Count > 0 ? node.Output[0] : "?";
        return $"node '{ShownName.Of(name)}' ({ShownName.Of(node.OpType)})";
    }
}

/// <summary>What the operators learn of a graph and have to know of it.</summary>
/// <param name="tensors">The reader of constants.</param>
/// <param name="trace">What makes layers.</param>
internal sealed class GraphFacts(TensorReader tensors, NetworkTrace trace)
{
    /// <summary>The reader of constants.</summary>
    public TensorReader Tensors => tensors;

    /// <summary>What makes layers.</summary>
    public NetworkTrace Trace => trace;

    /// <summary>The number of examples that the inputs are fixed to; 0 where it is open.</summary>
    public int FixedBatch { get; set; }

    /// <summary>What was read in another way than it was written, one sentence each.</summary>
    public HashSet<string> Notes { get; } = [];

    /// <summary>The names of the classes, where a node has them.</summary>
    public IReadOnlyList<string>? Labels { get; set; }
}
