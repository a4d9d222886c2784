namespace EdgeNet.Interchange;

/// <summary>Dimensions of values, and which elements an operation makes of which.</summary>
internal static class Dimensions
{
    /// <summary>Stands for the number of examples where a file computes with dimensions.</summary>
    public const int Batch = int.MinValue;

    private const int MostDimensions = 16;

    /// <summary>Multiplies dimensions.</summary>
    /// <exception cref="InputException">One is negative, or the product is too large.</exception>
    public static int Count(IEnumerable<int> shape)
    {
        long count = 1;
        int rank = 0;
        foreach (int size in shape)
        {
            if (++rank > MostDimensions)
            {
                throw new InputException($"has more than {MostDimensions} dimensions");
            }

            if (size < 0)
            {
                throw new InputException($"has a dimension of {size}");
            }

            count *= size;
            Signal.CheckSize(count);
        }

        return (int)count;
    }

    /// <summary>Finds the dimensions of two values that are combined element by element.</summary>
    /// <exception cref="InputException">They do not fit.</exception>
    public static int[] Broadcast(int[] left, int[] right)
    {
        int rank = Math.Max(left.Length, right.Length);
        var shape = new int[rank];
        for (int d = 0; d < rank; d++)
        {
            int a = At(left, d - rank + left.Length);
            int b = At(right, d - rank + right.Length);
            shape[d] = a == b || b == 1 ? a : a == 1 ? b : throw new InputException($"combines {Text(left)} and {Text(right)} numbers");
        }

        Count(shape);
        return shape;

        static int At(int[] shape, int d) => d < 0 ? 1 : shape[d];
    }

    /// <summary>For each element of broadcast dimensions the element of the value itself.</summary>
    public static int[] Sources(int[] own, int[] shape)
    {
        int[] strides = StridesOf(own);
        var sources = new int[Count(shape)];
        var position = new int[shape.Length];
        for (int k = 0; k < sources.Length; k++)
        {
            int source = 0;
            for (int d = 0; d < own.Length; d++)
            {
                int at = position[d + shape.Length - own.Length];
                source += own[d] == 1 ? 0 : at * strides[d];
            }

            sources[k] = source;
            Next(position, shape);
        }

        return sources;
    }

    /// <summary>For each element of a value whose dimensions are put in another order the element before.</summary>
    public static (int[] Sources, int[] Shape) Transpose(int[] shape, int[] order)
    {
        if (order.Length != shape.Length || order.Order().Index().Any(axis => axis.Item != axis.Index))
        {
            throw new InputException($"puts the dimensions {Text(shape)} in the order {Text(order)}");
        }

        int[] turned = [.. order.Select(axis => shape[axis])];
        int[] strides = StridesOf(shape);
        var sources = new int[Count(shape)];
        var position = new int[shape.Length];
        for (int k = 0; k < sources.Length; k++)
        {
            int source = 0;
            for (int d = 0; d < order.Length; d++)
            {
                source += position[d] * strides[order[d]];
            }

            sources[k] = source;
            Next(position, turned);
        }

        return (sources, turned);
    }

    /// <summary>For each element of the picked indices along a dimension the element of the value.</summary>
    public static (int[] Sources, int[] Shape) Pick(int[] shape, int axis, int[] indices, int[] indexShape)
    {
        int size = shape[axis];
        int inner = Count(shape[(axis + 1)..]);
        int outer = Count(shape[..axis]);
        int[] picked = [.. shape[..axis], .. indexShape, .. shape[(axis + 1)..]];
        Count(picked);
        var sources = new List<int>();
        for (int o = 0; o < outer; o++)
        {
            foreach (int index in indices)
            {
                int at = index < 0 ? index + size : index;
                if (at < 0 || at >= size)
                {
                    throw new InputException($"picks number {index} of {size}");
                }

                for (int i = 0; i < inner; i++)
                {
                    sources.Add((((o * size) + at) * inner) + i);
                }
            }
        }

        return ([.. sources], picked);
    }

    /// <summary>Counts an axis from the front.</summary>
    public static int Axis(long axis, int rank) =>
        axis >= -rank && axis < rank ? (int)(axis < 0 ? axis + rank : axis) : throw new InputException($"takes axis {axis} of {rank}");

    public static string Text(IReadOnlyList<int> shape) => shape.Count == 0 ? "one"
        : string.Join('×', shape.Take(MostDimensions).Select(size => size == Batch ? "batch" : $"{size}")) + (shape.Count > MostDimensions ? "×…" : string.Empty);

    private static int[] StridesOf(int[] shape)
    {
        var strides = new int[shape.Length];
        int stride = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= shape[d];
        }

        return strides;
    }

    private static void Next(int[] position, int[] shape)
    {
        for (int d = shape.Length - 1; d >= 0 && ++position[d] == shape[d]; d--)
        {
            position[d] = 0;
        }
    }
}
