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
        if (++_nodes > MostNodes)
        {
            throw new InputException($"{path}: has more than {MostNodes:N0} nodes in its functions; export the dense network alone.");
        }

        if (!_functions.TryGetValue((node.Domain, node.OpType), out FunctionProto? function))
        {
            return [node];
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

        // Attributes are shared, not copied: a function may be called often.
        NodeProto Rename(NodeProto inner)
        {
            var copy = new NodeProto { Name = inner.Name, OpType = inner.OpType, Domain = inner.Domain };
            copy.Input.Add(inner.Input.Select(NameOf));
            copy.Output.Add(inner.Output.Select(NameOf));
            copy.Attribute.Add(inner.Attribute.Select(Resolve).OfType<AttributeProto>());
            return copy;
        }

        AttributeProto? Resolve(AttributeProto own)
        {
            if (own.RefAttrName.Length == 0)
            {
                return own;
            }

            AttributeProto? given = node.Attribute.FirstOrDefault(attribute => attribute.Name == own.RefAttrName) ?? function.AttributeProto.FirstOrDefault(attribute => attribute.Name == own.RefAttrName);
            AttributeProto? named = given?.Clone();
            if (named is not null)
            {
                named.Name = own.Name;
            }

            return named;
        }

        string NameOf(string name) => name.Length == 0 ? name : names.TryGetValue(name, out string? outer) ? outer : names[name] = $"{call}:{name}";
    }
}
