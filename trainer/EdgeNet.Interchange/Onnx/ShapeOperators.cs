using DataType = EdgeNet.Interchange.Onnx.TensorProto.Types.DataType;

namespace EdgeNet.Interchange.Onnx;

/// <summary>Operators that move numbers and compute nothing.</summary>
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
        ("Concat", operation => [Concat(operation)]),
        ("Gather", operation => [Gather(operation)]),
        ("Slice", operation => [Slice(operation)]),
        ("Split", Split),
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
        Tensor one = operation.Find("value") is { T: { } proto } ? operation.Tensors.Read(proto) : Tensor.Of(0);
        return one.Count != 1 || one.Texts is not null ? throw new InputException("fills a value with more than one number")
            : new Constant(one with { Shape = shape, Values = [.. Enumerable.Repeat(one.Values[0], Dimensions.Count(shape))] });
    }

    private static Constant ShapeOf(Operation operation)
    {
        int[] shape = operation[0] is Constant constant ? constant.Tensor.Shape
            : operation.Signal(0) is { } x && x.HasBatch ? [Dimensions.Batch, .. x.Shape] : operation.Signal(0).Shape;
        return new Constant(Tensor.OfIntegers([.. shape.Select(size => (long)size)]));
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

    private static Varying Flatten(Operation operation)
    {
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

    // Runs an operator on the dimensions of a value, where those of a signal begin with the examples.
    private static Value Move(Operation operation, int argument, Func<int[], (int[]? Sources, int[] Shape)> move)
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

    private static Value Concat(Operation operation)
    {
        if (Enumerable.Range(0, operation.Count).All(k => operation[k] is Constant))
        {
            Tensor[] parts = [.. Enumerable.Range(0, operation.Count).Select(operation.Tensor)];
            int axis = Dimensions.Axis(operation.Int("axis", 0), parts[0].Shape.Length);
            return axis != 0 && parts[0].Shape[..axis].Any(size => size != 1) ? throw new InputException("joins constants along an inner dimension")
                : new Constant(parts[0] with
                {
                    Shape = [.. parts[0].Shape[..axis], parts.Sum(part => part.Shape.Length == parts[0].Shape.Length ? part.Shape[axis] : throw new InputException("joins constants of other dimensions")), .. parts[0].Shape[(axis + 1)..]],
                    Values = [.. parts.SelectMany(part => part.Values)],
                    Texts = parts[0].Texts is null ? null : [.. parts.SelectMany(part => part.Texts ?? [])],
                });
        }

        Signal[] signals = [.. Enumerable.Range(0, operation.Count).Select(operation.Signal)];
        int rank = signals[0].Shape.Length + (signals[0].HasBatch ? 1 : 0);
        int own = Dimensions.Axis(operation.Int("axis", 1), Math.Max(rank, 1)) - (signals[0].HasBatch ? 1 : 0);
        if (own < 0 || signals.Any(signal => signal.HasBatch != signals[0].HasBatch || !OthersOf(signal, own).SequenceEqual(OthersOf(signals[0], own))))
        {
            throw new InputException("joins values of other dimensions, or examples");
        }

        Signal joined = NetworkTrace.Join(signals, [signals.Sum(signal => signal.Count)]);
        int outer = Dimensions.Count(signals[0].Shape[..own]);
        int[] starts = [.. signals.Select((_, s) => signals[..s].Sum(before => before.Count))];
        int[] sources = [.. Enumerable.Range(0, outer).SelectMany(o => signals.SelectMany((signal, s) => Enumerable.Range(starts[s] + (o * (signal.Count / outer)), signal.Count / outer)))];
        return new Varying(joined.Select(sources, [.. signals[0].Shape[..own], signals.Sum(signal => signal.Shape[own]), .. signals[0].Shape[(own + 1)..]]));
    }

    private static IEnumerable<int> OthersOf(Signal signal, int axis) => signal.Shape.Where((_, d) => d != axis).Append(signal.Shape.Length);

    private static Value Gather(Operation operation)
    {
        Tensor indices = operation.Tensor(1);
        long axis = operation.Int("axis", 0);
        return Pick(operation, axis, _ => (indices.ToIntegers(), indices.Shape));
    }

    private static Value Pick(Operation operation, long along, Func<int, (int[] Indices, int[] Shape)> which) => Move(operation, 0, shape =>
    {
        int axis = Dimensions.Axis(along, Math.Max(shape.Length, 1));
        bool hasBatch = shape.Length > 0 && shape[0] == Dimensions.Batch;
        if (hasBatch && axis == 0)
        {
            throw new InputException("picks examples");
        }

        int[] own = hasBatch ? shape[1..] : shape;
        int at = axis - (hasBatch ? 1 : 0);
        (int[] indices, int[] indexShape) = which(own[at]);
        (int[] sources, int[] picked) = Dimensions.Pick(own, at, indices, indexShape);
        return (sources, hasBatch ? [Dimensions.Batch, .. picked] : picked);
    });

    private static Value Slice(Operation operation)
    {
        int[] starts = operation.Has(1) ? operation.Tensor(1).ToIntegers() : operation.Ints("starts") ?? throw new InputException("has no start");
        int[] ends = operation.Has(2) ? operation.Tensor(2).ToIntegers() : operation.Ints("ends") ?? throw new InputException("has no end");
        int[] axes = (operation.Has(3) ? operation.Tensor(3).ToIntegers() : operation.Ints("axes")) ?? [.. Enumerable.Range(0, starts.Length)];
        int[] steps = operation.Has(4) ? operation.Tensor(4).ToIntegers() : [.. starts.Select(_ => 1)];
        return starts.Length != 1 || ends.Length != 1 || axes.Length != 1 || steps.Length != 1 || steps[0] < 1
            ? throw new InputException("cuts along several dimensions, or backwards")
            : Pick(operation, axes[0], size =>
            {
                int start = Math.Clamp(starts[0] < 0 ? starts[0] + size : starts[0], 0, size);
                int end = Math.Clamp(ends[0] < 0 ? ends[0] + size : ends[0], start, size);
                int[] indices = [.. Enumerable.Range(start, end - start).Where(index => (index - start) % steps[0] == 0)];
                return (indices, [indices.Length]);
            });
    }

    private static Value[] Split(Operation operation)
    {
        int parts = operation.Outputs;
        int[]? sizes = operation.Has(1) ? operation.Tensor(1).ToIntegers() : operation.Ints("split");
        return [.. Enumerable.Range(0, parts).Select(part => Pick(operation, operation.Int("axis", 0), size =>
        {
            int each = (size + parts - 1) / parts;
            int[] own = sizes ?? [.. Enumerable.Range(0, parts).Select(p => Math.Clamp(size - (p * each), 0, each))];
            if (own.Length != parts || own.Any(length => length < 0) || own.Sum() != size)
            {
                throw new InputException($"splits {size} numbers into {NameList.Of([.. own.Select(length => $"{length}")])}");
            }

            return ([.. Enumerable.Range(own[..part].Sum(), own[part])], [own[part]]);
        }))];
    }

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
