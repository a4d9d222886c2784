namespace EdgeNet.Interchange.Onnx;

/// <summary>The inputs of a graph: one for all features, or one for each column.</summary>
internal static class OnnxInputs
{
    private const int MostInputs = 4096;

    /// <summary>Gives each input its part of one vector.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="values">The constants; the inputs are added.</param>
    /// <param name="facts">Is told of a fixed number of examples.</param>
    /// <param name="inputCount">The number of features where the file leaves it open.</param>
    /// <returns>The inputs, and their names where each has its own.</returns>
    public static (InputValues Inputs, IReadOnlyList<string>? Names) Read(string path, GraphProto graph, Dictionary<string, Value> values, GraphFacts facts, int? inputCount)
    {
        ValueInfoProto[] given = [.. graph.Input.Where(input => !values.ContainsKey(input.Name))];
        if (given.Length is 0 or > MostInputs)
        {
            throw new InputException(given.Length == 0 ? $"{path}: has no input; export the network with one." : $"{path}: has {given.Length:N0} inputs, and {MostInputs:N0} are possible.");
        }

        int[][] shapes = [.. given.Select(input => ShapeOf(path, given.Length == 1 ? graph : null, input, facts, inputCount))];
        int total = 0;
        foreach ((ValueInfoProto input, int[] shape) in given.Zip(shapes))
        {
            try
            {
                total += Dimensions.Count(shape);
                Signal.CheckSize(total);
            }
            catch (InputException e)
            {
                throw new InputException($"{path}: the input '{ShownName.Of(input.Name)}' {e.Message}.", e);
            }
        }

        if (total == 0)
        {
            throw new InputException($"{path}: the inputs have no number.");
        }

        var inputs = new InputValues(total) { Shape = shapes.Length == 1 ? shapes[0] : null };
        int start = 0;
        var whole = Signal.Of(inputs, [total]);
        foreach ((ValueInfoProto input, int[] shape) in given.Zip(shapes))
        {
            int count = Dimensions.Count(shape);
            Signal own = whole.Select([.. Enumerable.Range(start, count)], shape);
            values[input.Name] = new Varying(RankOf(input) == 1 && !IsOpen(input, 0) ? own.Reshape(shape, hasBatch: false) : own);
            start += count;
        }

        return (inputs, given.Length > 1 && total == given.Length ? [.. given.Select(input => input.Name)] : null);
    }

    private static int RankOf(ValueInfoProto input) => input.Type?.TensorType?.Shape?.Dim.Count ?? -1;

    private static bool IsOpen(ValueInfoProto input, int dimension) =>
        input.Type.TensorType.Shape.Dim[dimension] is var dim && (dim.ValueCase != TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue || dim.DimValue == 0);

    // The dimensions of one example.
    private static int[] ShapeOf(string path, GraphProto? graph, ValueInfoProto input, GraphFacts facts, int? inputCount)
    {
        string name = ShownName.Of(input.Name);
        if (input.Type?.TensorType is not { } tensor)
        {
            throw new InputException($"{path}: the input '{name}' is no tensor; export the network with numbers as inputs.");
        }

        if (tensor.ElemType == (int)TensorProto.Types.DataType.String)
        {
            throw new InputException($"{path}: the input '{name}' takes texts; export the part of the model that takes numbers.");
        }

        if (RankOf(input) < 0)
        {
            return [Width() ?? throw Open()];
        }

        if (tensor.Shape.Dim.Any(dim => dim.ValueCase == TensorShapeProto.Types.Dimension.ValueOneofCase.DimValue && dim.DimValue < 0))
        {
            throw new InputException($"{path}: the input '{name}' has a negative dimension; the file is damaged.");
        }

        if (RankOf(input) == 1)
        {
            return IsOpen(input, 0) ? [] : [(int)Math.Min(tensor.Shape.Dim[0].DimValue, int.MaxValue)];
        }

        if (RankOf(input) > 1 && !IsOpen(input, 0))
        {
            facts.FixedBatch = (int)Math.Min(tensor.Shape.Dim[0].DimValue, int.MaxValue);
        }

        int[] open = [.. Enumerable.Range(1, Math.Max(RankOf(input) - 1, 0)).Where(d => IsOpen(input, d))];
        int[] sizes = [.. tensor.Shape.Dim.Skip(1).Select(dim => (int)Math.Min(dim.DimValue, int.MaxValue))];
        if (open.Length > 1 || (open.Length == 1 && sizes.Length > 1))
        {
            throw Open();
        }

        if (open.Length == 1)
        {
            sizes[0] = Width() ?? throw Open();
        }

        return sizes;

        // What the data has is the last resort.
        int? Width() => graph is null ? null : WidthOf(graph, input.Name) ?? inputCount;

        InputException Open() => new($"{path}: the file leaves the number of inputs of '{name}' open; export it with fixed dimensions.");
    }

    // The number of inputs by the first constants that they meet; null where that does not say it.
    private static int? WidthOf(GraphProto graph, string input)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { input };
        var constants = graph.Initializer.GroupBy(tensor => tensor.Name).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        foreach (NodeProto node in graph.Node.Where(node => node.Input.Any(names.Contains)))
        {
            TensorProto? constant = node.Input.Select(name => constants.GetValueOrDefault(name)).FirstOrDefault(tensor => tensor is { Dims.Count: > 0 });
            bool isTransposed = node.Attribute.Any(attribute => attribute is { Name: "transB", I: not 0 });
            int floats = node.Attribute.Where(attribute => attribute.Name is "offset" or "scale").Select(attribute => attribute.Floats.Count).DefaultIfEmpty(0).Max();
            int coefficients = node.Attribute.FirstOrDefault(attribute => attribute.Name == "coefficients")?.Floats.Count ?? 0;
            int intercepts = node.Attribute.FirstOrDefault(attribute => attribute.Name == "intercepts")?.Floats.Count ?? 0;
            long? width = node.OpType switch
            {
                "MatMul" or "MatMulInteger" or "QLinearMatMul" or "Gemm" when constant?.Dims.Count == 2 => constant.Dims[isTransposed ? 1 : 0],
                "Sub" or "Div" or "Mul" or "Add" when constant?.Dims[^1] > 1 => constant.Dims[^1],
                "Scaler" when floats > 1 => floats,
                "LinearClassifier" or "LinearRegressor" when coefficients > 0 => coefficients / Math.Max(1, intercepts),
                _ => null,
            };
            if (width is { } found)
            {
                return (int)Math.Clamp(found, 0, int.MaxValue);
            }

            names.UnionWith(node.Output);
        }

        return null;
    }
}
