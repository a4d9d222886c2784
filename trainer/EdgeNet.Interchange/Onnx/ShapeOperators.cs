using DataType = EdgeNet.Interchange.Onnx.TensorProto.Types.DataType;

namespace EdgeNet.Interchange.Onnx;

/// <summary>Operators that give the same numbers other dimensions, or another type.</summary>
internal static class ShapeOperators
{
    public static IEnumerable<(string Name, Func<Operation, Value[]> Run)> All =>
    [
        ("Constant", operation => [new Constant(ReadConstant(operation))]),
        ("ConstantOfShape", operation => [ConstantOfShape(operation)]),
        ("Shape", operation => [ShapeOf(operation)]),
        ("Cast", operation => [Cast(operation)]),
        ("CastLike", operation => [operation[0]]),
        ("Flatten", operation => [Flatten(operation)]),
        ("Reshape", operation => [Reshape(operation)]),
        ("Squeeze", operation => [Squeeze(operation)]),
        ("Unsqueeze", operation => [Unsqueeze(operation)]),
        ("Transpose", operation => [Transpose(operation)]),
        ("Expand", operation => [Expand(operation)]),
    ];

    private static Tensor ReadConstant(Operation operation)
    {
        if (operation.Find("value") is { T: { } tensor })
        {
            return operation.Tensors.Read(tensor);
        }

        if (operation.Find("value_float") is { } number)
        {
            return Tensor.Of(number.F);
        }

        if (operation.Find("value_floats") is { } numbers)
        {
            return new Tensor([numbers.Floats.Count], [.. numbers.Floats.Select(value => (double)value)]);
        }

        if (operation.Find("value_int") is { } whole)
        {
            return new Tensor([], [whole.I]) { Type = DataType.Int64 };
        }

        return operation.Find("value_ints") is { } wholes ? Tensor.OfIntegers([.. wholes.Ints])
            : operation.Find("value_strings") is { } texts ? new Tensor([texts.Strings.Count], []) { Type = DataType.String, Texts = [.. texts.Strings.Select(text => text.ToStringUtf8())] }
            : throw new InputException("is a constant of an unknown kind, such as a sparse one; export it dense");
    }

    private static Constant ConstantOfShape(Operation operation)
    {
        int[] shape = operation.Tensor(0).ToIntegers();
        if (shape.Contains(Dimensions.Batch))
        {
            throw new InputException("makes a value with a row for each example, as the state of a recurrent layer; use dense layers alone");
        }

        Tensor one = operation.Find("value") is { T: { } proto } ? operation.Tensors.Read(proto) : Tensor.Of(0);
        return one.Count != 1 || one.Texts is not null ? throw new InputException("fills a value with more than one number")
            : new Constant(one with { Shape = shape, Values = [.. Enumerable.Repeat(one.Values[0], Dimensions.Count(shape))] });
    }

    private static Constant ShapeOf(Operation operation)
    {
        int[] shape = operation[0] is Constant constant ? constant.Tensor.Shape
            : operation.Signal(0) is { } x && x.HasBatch ? [Dimensions.Batch, .. x.Shape] : operation.Signal(0).Shape;
        int start = End("start", 0), end = End("end", shape.Length);
        return new Constant(Tensor.OfIntegers([.. shape[Math.Min(start, end)..end].Select(size => (long)size)]));

        int End(string name, int missing) => (int)Math.Clamp(operation.Int(name, missing) is var at && at < 0 ? at + shape.Length : at, 0, shape.Length);
    }

    private static Value Cast(Operation operation)
    {
        var type = (DataType)operation.Int("to", (long)DataType.Float);
        bool isFloat = type is DataType.Float or DataType.Double or DataType.Float16 or DataType.Bfloat16;
        return operation[0] switch
        {
            Constant { Tensor.Texts: null } constant => new Constant(
                (isFloat ? constant.Tensor : constant.Tensor.Map(value => type == DataType.Bool ? (value != 0 ? 1 : 0) : Math.Truncate(value))) with { Type = type }),
            Varying varying when isFloat => varying,
            Varying => throw new InputException("rounds values to whole numbers; export the network in float"),
            Value other => other,
        };
    }

    private static Value Flatten(Operation operation)
    {
        if (operation[0] is Constant { Tensor: var tensor })
        {
            int at = Dimensions.Axis(operation.Int("axis", 1), tensor.Shape.Length + 1);
            return new Constant(tensor with { Shape = [Dimensions.Count(tensor.Shape[..at]), Dimensions.Count(tensor.Shape[at..])] });
        }

        if (operation[0] is not Varying { Signal: { HasBatch: true } x })
        {
            throw new InputException("flattens a value without examples");
        }

        int axis = Dimensions.Axis(operation.Int("axis", 1), x.Shape.Length + 2);
        bool isWhole = axis >= 1 && x.Shape[..Math.Min(axis - 1, x.Shape.Length)].All(size => size == 1);
        return isWhole ? new Varying(x.Reshape([x.Count])) : throw new InputException($"flattens from axis {axis} on, across the examples; flatten from axis 1 on");
    }

    private static Value Reshape(Operation operation)
    {
        int[] wanted = operation.Has(1) ? operation.Tensor(1).ToIntegers() : operation.Ints("shape") ?? throw new InputException("has no shape");
        bool keepsZero = operation.Int("allowzero", 0) != 0;
        switch (operation[0])
        {
            case Constant { Tensor: var tensor }:
                return new Constant(tensor with { Shape = Fill(Copy(wanted, tensor.Shape, keepsZero), tensor.Count) });
            case Varying { Signal: var x }:
                return new Varying(Reshape(operation, x, wanted, keepsZero));
            default:
                return operation[0];
        }
    }

    private static Signal Reshape(Operation operation, Signal x, int[] wanted, bool keepsZero)
    {
        int[] full = x.HasBatch ? [Dimensions.Batch, .. x.Shape] : x.Shape;
        int[] shape = Copy(wanted, full, keepsZero);
        int batch = operation.Graph.FixedBatch;
        if (!x.HasBatch)
        {
            return x.Reshape(Fill(shape, x.Count), hasBatch: false);
        }

        bool isFirst = shape.Length > 0 && (shape[0] is -1 or 1 or Dimensions.Batch || (batch > 0 && shape[0] == batch));
        if (isFirst && TryFill(shape[1..], x.Count) is { } rest)
        {
            return x.Reshape(rest);
        }

        return batch == 1 && TryFill(shape, x.Count) is { } single ? x.Reshape(single, hasBatch: false)
            : throw new InputException($"gives {Dimensions.Text(full)} numbers the dimensions {Dimensions.Text(wanted)}, which mixes examples");
    }

    private static int[] Copy(int[] wanted, int[] own, bool keepsZero) =>
        [.. wanted.Select((size, d) => size == 0 && !keepsZero ? d < own.Length ? own[d] : throw new InputException("copies a dimension that there is not") : size)];

    private static int[] Fill(int[] shape, int count) => TryFill(shape, count) ?? throw new InputException($"gives {count} numbers the dimensions {Dimensions.Text(shape)}");

    private static int[]? TryFill(int[] shape, int count)
    {
        if (shape.Any(size => size < -1) || shape.Count(size => size == -1) > 1)
        {
            return null;
        }

        long others = shape.Where(size => size != -1).Aggregate(1L, (product, size) => Math.Min(product * size, int.MaxValue));
        if (!shape.Contains(-1))
        {
            return others == count ? shape : null;
        }

        return others > 0 && count % others == 0 ? [.. shape.Select(size => size == -1 ? (int)(count / others) : size)] : null;
    }

    /// <summary>Runs an operator on the dimensions of a value, where those of a signal begin with the examples.</summary>
    public static Value Move(Operation operation, int argument, Func<int[], (int[]? Sources, int[] Shape)> move)
    {
        switch (operation[argument])
        {
            case Constant { Tensor: var tensor }:
                (int[]? sources, int[] shape) = move(tensor.Shape);
                return new Constant(sources is null ? tensor with { Shape = shape } : tensor.Select(sources, shape));
            case Varying { Signal: var x }:
                (sources, shape) = move(x.HasBatch ? [Dimensions.Batch, .. x.Shape] : x.Shape);
                bool hasBatch = shape.Length > 0 && shape[0] == Dimensions.Batch;
                if (shape.Count(size => size == Dimensions.Batch) != (x.HasBatch ? 1 : 0) || hasBatch != x.HasBatch)
                {
                    throw new InputException("moves the dimension of the examples; it has to be the first one");
                }

                int[] own = hasBatch ? shape[1..] : shape;
                return new Varying(sources is null ? x.Reshape(own, hasBatch) : x.Select(sources, own));
            default:
                return operation[argument];
        }
    }

    private static Value Squeeze(Operation operation)
    {
        int[]? axes = operation.Axes(1);
        if (operation[0] is Varying { Signal: { HasBatch: true } x } && operation.Graph.FixedBatch == 1 && (axes is null || axes.Contains(0)))
        {
            return new Varying(x.Reshape([.. x.Shape.Where((size, d) => axes is null ? size != 1 : !axes.Contains(d + 1))], hasBatch: false));
        }

        return Move(operation, 0, shape =>
        {
            int[] gone = axes is null ? [.. Enumerable.Range(0, shape.Length).Where(d => shape[d] == 1)] : [.. axes.Select(axis => Dimensions.Axis(axis, shape.Length))];
            return gone.Any(d => shape[d] != 1) ? throw new InputException($"takes a dimension other than 1 away from {Dimensions.Text(shape)}")
                : (null, [.. shape.Where((_, d) => !gone.Contains(d))]);
        });
    }

    private static Value Unsqueeze(Operation operation)
    {
        int[] axes = operation.Axes(1) ?? throw new InputException("names no axis");
        return Move(operation, 0, shape =>
        {
            int rank = shape.Length + axes.Length;
            int[] added = [.. axes.Select(axis => Dimensions.Axis(axis, rank)).Distinct()];
            var rest = new Queue<int>(shape);
            return added.Length < axes.Length ? throw new InputException("names an axis twice")
                : (null, [.. Enumerable.Range(0, rank).Select(d => added.Contains(d) ? 1 : rest.Dequeue())]);
        });
    }

    private static Value Transpose(Operation operation) => Move(operation, 0, shape =>
    {
        int[] order = operation.Ints("perm") ?? [.. Enumerable.Range(0, shape.Length).Reverse()];
        if (shape.Length == 0 || shape[0] != Dimensions.Batch)
        {
            return Dimensions.Transpose(shape, order);
        }

        if (order.Length != shape.Length || order[0] != 0)
        {
            throw new InputException("moves the dimension of the examples; it has to be the first one");
        }

        (int[] sources, int[] turned) = Dimensions.Transpose(shape[1..], [.. order[1..].Select(axis => axis - 1)]);
        return (sources, [Dimensions.Batch, .. turned]);
    });

    private static Value Expand(Operation operation)
    {
        int[] wanted = [.. operation.Tensor(1).ToIntegers().Select(size => size == Dimensions.Batch ? 1 : size)];
        return Move(operation, 0, shape =>
        {
            bool hasBatch = shape.Length > 0 && shape[0] == Dimensions.Batch;
            int[] own = hasBatch ? [1, .. shape[1..]] : shape;
            int[] spread = Dimensions.Broadcast(own, wanted);
            return (Dimensions.Sources(own, spread), hasBatch && spread.Length == own.Length && spread[0] == 1 ? [Dimensions.Batch, .. spread[1..]] : spread);
        });
    }
}
