using Google.Protobuf;

namespace EdgeNet.Interchange.Onnx;

/// <summary>Reads the dense network of an ONNX file (github.com/onnx/onnx, opset 7 and later; ai.onnx.ml as scikit-learn's converter writes it).</summary>
/// <remarks>
/// Only the nodes that an output needs are run, in the order of the file, with a <see cref="Value"/> for each name: nothing recurses, and a
/// name that no earlier node gives, as in a cycle, is an error.
/// </remarks>
internal sealed class OnnxReader
{
    private const int FirstOpset = 7;
    private const int MostNodes = 100_000;
    private const long MostBytes = 1L << 27;
    private const int MostOutputs = 16;

    private static readonly Dictionary<string, Func<Operation, Value[]>> Operators = new(StringComparer.Ordinal);

    private readonly string _path;
    private readonly ModelProto _model;
    private readonly OnnxFunctions _functions;
    private readonly Dictionary<string, Value> _given = new(StringComparer.Ordinal);
    private readonly GraphFacts _facts;
    private readonly long _opset;

    static OnnxReader()
    {
        foreach ((string name, Func<Operation, Value[]> run) in (IEnumerable<(string, Func<Operation, Value[]>)>)
            [.. ArithmeticOperators.All, .. ActivationOperators.All, .. ShapeOperators.All, .. PartOperators.All, .. QuantizedOperators.All, .. ClassicOperators.All])
        {
            Operators.Add(name, run);
        }

        Operators.Add("FusedGemm", Operators["Gemm"]);
    }

    private OnnxReader(string path, ModelProto model, bool keepsLinear)
    {
        _path = path;
        _model = model;
        _functions = new OnnxFunctions(model);
        _facts = new GraphFacts(new TensorReader(Path.GetDirectoryName(Path.GetFullPath(path))!), new NetworkTrace(keepsLinear));
        _opset = model.OpsetImport.FirstOrDefault(opset => opset.Domain is "" or "ai.onnx")?.Version ?? long.MaxValue;
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file; its constants may lie in files beside it.</param>
    /// <param name="inputCount">The number of inputs, where the file leaves it open; null if that is not known.</param>
    /// <param name="outputName">The output to take; null for the only one that there is.</param>
    /// <exception cref="InputException">It cannot be read, or is no dense network; the message names the node and what to do.</exception>
    public static ImportedNetwork Read(string path, int? inputCount = null, string? outputName = null)
    {
        ModelProto model = Parse(path);
        Dictionary<string, string> metadata = MetadataOf(model);
        var reader = new OnnxReader(path, model, metadata.ContainsKey("edgenet.task"));
        return reader.Read(inputCount, outputName) with { Metadata = metadata };
    }

    /// <summary>Reads what a file says of itself.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It cannot be read.</exception>
    public static IReadOnlyDictionary<string, string> MetadataOf(string path) => MetadataOf(Parse(path));

    private static Dictionary<string, string> MetadataOf(ModelProto model)
    {
        Dictionary<string, string> metadata = new(StringComparer.Ordinal);
        foreach (StringStringEntryProto entry in model.MetadataProps)
        {
            metadata[entry.Key] = entry.Value;
        }

        return metadata;
    }

    private static ModelProto Parse(string path)
    {
        byte[] bytes = WholeFile.Read(path, MostBytes);
        try
        {
            ModelProto model = ModelProto.Parser.ParseFrom(bytes);
            return model.Graph is { Node.Count: > 0 } ? model : throw new InputException($"{path}: is no ONNX file, or has no graph; export the network again.");
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InputException($"{path}: is no ONNX file, or is damaged; export or copy it again.", e);
        }
    }

    private ImportedNetwork Read(int? inputCount, string? outputName)
    {
        if (_opset < FirstOpset)
        {
            throw new InputException($"{_path}: is of opset {_opset}, and {FirstOpset} is the earliest that can be read; export it with a later one.");
        }

        GraphProto graph = _model.Graph;
        if (graph.Node.Count > MostNodes)
        {
            throw new InputException($"{_path}: has {graph.Node.Count:N0} nodes, and {MostNodes:N0} are possible; export the dense network alone.");
        }

        ReadInitializers(graph);
        (InputValues inputs, IReadOnlyList<string>? names) = OnnxInputs.Read(_path, graph, _given, _facts, inputCount);
        NodeProto[] nodes = [.. graph.Node.SelectMany(node => _functions.Expand(_path, node))];
        (Signal output, bool isClass) = ReadOutput(graph, nodes, outputName);
        string source = $"ONNX by {ShownName.Of(_model.ProducerName.Length > 0 ? $"{_model.ProducerName} {_model.ProducerVersion}".Trim() : "an unnamed exporter")}";
        ImportedNetwork network = Named(_path, () => NetworkEnd.Of(output, isClass, source));
        return network with
        {
            Inputs = network.Inputs == inputs ? inputs : throw new InputException($"{_path}: the output does not depend on the inputs."),
            InputNames = names,
            Labels = _facts.Labels,
            Notes = [.. network.Notes, .. _facts.Notes],
        };
    }

    private void ReadInitializers(GraphProto graph)
    {
        foreach (TensorProto tensor in graph.Initializer)
        {
            try
            {
                _given[tensor.Name] = new Constant(_facts.Tensors.Read(tensor));
            }
            catch (InputException e)
            {
                throw new InputException($"{_path}: the constant {e.Message}.", e);
            }
        }

        if (graph.SparseInitializer.Count > 0)
        {
            throw new InputException($"{_path}: has sparse constants; export them dense.");
        }
    }

    private (Signal Signal, bool IsClass) ReadOutput(GraphProto graph, NodeProto[] nodes, string? outputName)
    {
        ValueInfoProto[] outputs = [.. graph.Output.Where(output => outputName is null || output.Name == outputName)];
        if (outputs.Length == 0)
        {
            throw new InputException(graph.Output.Count == 0 ? $"{_path}: has no output."
                : $"{_path}: has no output '{ShownName.Of(outputName ?? string.Empty)}'; its outputs are {NameList.Of([.. graph.Output.Select(output => ShownName.Of(output.Name))])}.");
        }

        if (outputs.Length > MostOutputs)
        {
            throw new InputException($"{_path}: has {outputs.Length} outputs; name one with --output-name.");
        }

        var faults = new List<(string Name, InputException Fault)>();
        var signals = new List<(string Name, Signal Signal)>();
        Signal? choice = null;
        foreach (ValueInfoProto output in outputs)
        {
            try
            {
                switch (Run(nodes, output.Name))
                {
                    case Varying varying when !signals.Any(each => each.Signal == varying.Signal):
                        signals.Add((output.Name, varying.Signal));
                        break;
                    case Choice scores:
                        choice ??= scores.Scores;
                        break;
                }
            }
            catch (InputException e)
            {
                faults.Add((output.Name, e));
            }
        }

        if (signals.Count > 1)
        {
            throw new InputException($"{_path}: has several outputs, {NameList.Of([.. signals.Select(each => ShownName.Of(each.Name))])}; name one with --output-name.");
        }

        if (faults.Count > 0)
        {
            (string name, InputException fault) = faults[0];
            throw outputs.Length == 1 ? fault
                : new InputException($"{fault.Message} It gives the output '{ShownName.Of(name)}'; name another one with --output-name if that will do.", fault);
        }

        return signals.Count > 0 ? (signals[0].Signal, false)
            : choice is not null ? (choice, true)
            : throw new InputException($"{_path}: the output is the same for every example; export the network with its input.");
    }

    private Value Run(NodeProto[] nodes, string output)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal) { output };
        var isNeeded = new bool[nodes.Length];
        for (int n = nodes.Length - 1; n >= 0; n--)
        {
            if (nodes[n].Output.Any(needed.Contains))
            {
                isNeeded[n] = true;
                needed.UnionWith(nodes[n].Input);
            }
        }

        var values = new Dictionary<string, Value>(_given, StringComparer.Ordinal);
        for (int n = 0; n < nodes.Length; n++)
        {
            if (isNeeded[n])
            {
                Run(nodes[n], values);
            }
        }

        return values.TryGetValue(output, out Value? value) ? value
            : throw new InputException($"{_path}: no node gives the output '{ShownName.Of(output)}'; the file is damaged.");
    }

    private void Run(NodeProto node, Dictionary<string, Value> values)
    {
        if (node.Output.Where(output => output.Length > 0).All(values.ContainsKey))
        {
            return;
        }

        Named(_path, () =>
        {
            Value[] arguments = [.. node.Input.Select(name => name.Length == 0 ? Missing.Value
                : values.TryGetValue(name, out Value? value) ? value
                : throw new InputException($"takes '{ShownName.Of(name)}', which no node before it gives: the graph has a cycle, or is out of order"))];
            if (node.Domain is not ("" or "ai.onnx" or "ai.onnx.ml" or "com.microsoft"))
            {
                throw new InputException($"is an operator of '{ShownName.Of(node.Domain)}', which is not part of ONNX; export the network with the operators of ONNX");
            }

            if (!Operators.TryGetValue(node.OpType, out Func<Operation, Value[]>? run))
            {
                throw new InputException($"is no part of a dense network; {OnnxAdvice.For(node.OpType)}");
            }

            Value[] results = run(new Operation(node, arguments, _opset, _facts));
            _facts.Trace.Spend(results.Sum(result => SizeOf(result, arguments)));
            for (int k = 0; k < Math.Min(results.Length, node.Output.Count); k++)
            {
                values[node.Output[k]] = results[k];
            }

            return results;
        }, node);
    }

    // Numbers that a node adds to those of its arguments.
    private static long SizeOf(Value result, Value[] arguments)
    {
        if (arguments.Contains(result, ReferenceEqualityComparer.Instance))
        {
            return 0;
        }

        if (result is Constant constant)
        {
            return constant.Tensor.Count;
        }

        const int ForEach = 6; // a row and a map
        return result is not Varying { Signal: var x } ? 0
            : ((long)x.Count * ForEach)
                + (x.Weights is { } weights && !Known(known => known.Weights == weights) ? weights.Values.Length : 0)
                + (x.From is LayerValues layer && !Known(known => known.From == layer) ? layer.Weights.Values.Length : 0);

        bool Known(Func<Signal, bool> isSame) => arguments.Any(argument => argument is Varying varying && isSame(varying.Signal));
    }

    private static T Named<T>(string path, Func<T> run, NodeProto? node = null)
    {
        try
        {
            return run();
        }
        catch (InputException e)
        {
            string place = node is null ? string.Empty : $"{Operation.Describe(node)} ";
            throw new InputException($"{path}: {place}{e.Message}{(e.Message.EndsWith('.') ? string.Empty : ".")}", e);
        }
        catch (Exception e) when (node is not null && e is IndexOutOfRangeException or ArgumentException or OverflowException or InvalidOperationException or FormatException)
        {
            throw new InputException($"{path}: {Operation.Describe(node!)} has arguments that do not fit each other; the file is damaged, or of an unknown kind.", e);
        }
    }
}
