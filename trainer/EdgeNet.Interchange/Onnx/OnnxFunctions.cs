namespace EdgeNet.Interchange.Onnx;

/// <summary>Puts the nodes of a model's own functions in the place of their calls; PyTorch's exporter writes such functions for its modules.</summary>
/// <param name="model">The model.</param>
internal sealed class OnnxFunctions(ModelProto model)
{
    private const int MostDepth = 16;
    private const int MostNodes = 100_000;

    private readonly Dictionary<(string Domain, string Name), FunctionProto> _functions = model.Functions.GroupBy(function => (function.Domain, function.Name)).ToDictionary(group => group.Key, group => group.First());
    private int _calls;
    private int _nodes;

    /// <summary>Gives a node itself, or those that a function is made of.</summary>
    public IEnumerable<NodeProto> Expand(string path, NodeProto node, int depth = 0)
    {
        if (!_functions.TryGetValue((node.Domain, node.OpType), out FunctionProto? function))
        {
            return ++_nodes <= MostNodes ? [node] : throw new InputException($"{path}: has more than {MostNodes:N0} nodes in its functions; export the dense network alone.");
        }

        if (depth == MostDepth)
        {
            throw new InputException($"{path}: {Operation.Describe(node)} calls functions that call each other without end; the file is damaged.");
        }

        int call = _calls++;
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        Bind(function.Input, node.Input);
        Bind(function.Output, node.Output);
        return function.Node.SelectMany(inner => Expand(path, Rename(inner), depth + 1));

        void Bind(IList<string> own, IList<string> given)
        {
            for (int k = 0; k < own.Count; k++)
            {
                names[own[k]] = k < given.Count ? given[k] : string.Empty;
            }
        }

        NodeProto Rename(NodeProto inner)
        {
            NodeProto copy = inner.Clone();
            for (int k = 0; k < copy.Input.Count; k++)
            {
                copy.Input[k] = NameOf(copy.Input[k]);
            }

            for (int k = 0; k < copy.Output.Count; k++)
            {
                copy.Output[k] = NameOf(copy.Output[k]);
            }

            for (int k = copy.Attribute.Count - 1; k >= 0; k--)
            {
                if (copy.Attribute[k].RefAttrName is { Length: > 0 } wanted)
                {
                    AttributeProto? given = node.Attribute.FirstOrDefault(attribute => attribute.Name == wanted) ?? function.AttributeProto.FirstOrDefault(attribute => attribute.Name == wanted);
                    string name = copy.Attribute[k].Name;
                    copy.Attribute.RemoveAt(k);
                    if (given?.Clone() is { } value)
                    {
                        value.Name = name;
                        copy.Attribute.Add(value);
                    }
                }
            }

            return copy;
        }

        string NameOf(string name) => name.Length == 0 ? name : names.TryGetValue(name, out string? outer) ? outer : names[name] = $"{call}:{name}";
    }
}
