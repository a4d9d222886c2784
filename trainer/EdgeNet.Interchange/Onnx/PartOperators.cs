namespace EdgeNet.Interchange.Onnx;

/// <summary>Operators that take values apart and put them together.</summary>
internal static class PartOperators
{
    public static IEnumerable<(string Name, Func<Operation, Value[]> Run)> All =>
    [
        ("Concat", operation => [Concat(operation)]),
        ("Gather", operation => [Gather(operation)]),
        ("Slice", operation => [Slice(operation)]),
        ("Split", Split),
    ];

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
        var starts = new int[signals.Length];
        for (int s = 1; s < starts.Length; s++)
        {
            starts[s] = starts[s - 1] + signals[s - 1].Count;
        }

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

    private static Value Pick(Operation operation, long along, Func<int, (int[] Indices, int[] Shape)> which) => ShapeOperators.Move(operation, 0, shape =>
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
}
