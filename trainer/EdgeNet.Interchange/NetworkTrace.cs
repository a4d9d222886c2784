using EdgeNet.Networks.Numerics;

namespace EdgeNet.Interchange;

/// <summary>The operations of dense networks on signals.</summary>
/// <param name="keepsLinear">Whether two matrices without an activation between stay two layers, as in the file; else they become one where that takes no more weights.</param>
internal sealed class NetworkTrace(bool keepsLinear = false)
{
    /// <summary>Multiplies by a matrix from the right: <c>y = x·W</c> over the last dimension.</summary>
    /// <param name="x">The signal, last dimension n.</param>
    /// <param name="weights">W transposed, shape (m, n).</param>
    /// <param name="biases">m numbers; null for 0.</param>
    /// <param name="where">The operation, for messages.</param>
    /// <returns>The signal with the last dimension m.</returns>
    public Signal Multiply(Signal x, Matrix<double> weights, double[]? biases, string where)
    {
        int inputs = weights.Columns;
        int units = weights.Rows;
        int last = x.Shape.Length == 0 ? 1 : x.Shape[^1];
        if (last != inputs || units == 0)
        {
            throw new InputException($"multiplies {last} numbers by a matrix for {inputs}");
        }

        int[] shape = x.Shape.Length == 0 ? [units] : [.. x.Shape[..^1], units];
        int repeats = x.Count / inputs;
        Signal.CheckSize((long)repeats * units * x.From.Count);
        x = Open(x, repeats * units, where);
        var product = new Matrix<double>(repeats * units, x.From.Count);
        var sums = new double[product.Rows];
        for (int r = 0; r < product.Rows; r++)
        {
            int unit = r % units;
            sums[r] = (biases is null ? 0 : biases[unit]) + AddProducts(x, r / units * inputs, weights.Row(unit), product.Row(r));
        }

        return new Signal
        {
            From = x.From,
            Weights = product,
            Biases = sums,
            Rows = [.. Enumerable.Range(0, product.Rows)],
            Maps = [.. Enumerable.Repeat(Affine.Identity, product.Rows)],
            Shape = shape,
            HasBatch = x.HasBatch,
        };
    }

    /// <summary>Ends a layer with an activation without parameters: tanh, sigmoid, softmax, linear.</summary>
    public static Signal Activate(Signal x, Activation activation, string where, bool isLogarithm = false)
    {
        (Matrix<double> weights, double[] biases) = x.ToDense();
        return After(x, new LayerValues(x.From, weights, biases, activation, where) { IsLogarithm = isLogarithm });
    }

    /// <summary>Ends a layer with ReLU.</summary>
    public static Signal Relu(Signal x, string where) => Clip(x, 0, double.PositiveInfinity, where);

    /// <summary>Holds numbers between two ends. By <c>clip(z, l, h) = l + min(max(z - l, 0), h - l)</c> that is a ReLU with a ceiling; inputs are held as they come.</summary>
    public static Signal Clip(Signal x, double lowest, double highest, string where)
    {
        if (!(lowest < highest))
        {
            throw new InputException($"holds numbers between {lowest:G6} and {highest:G6}, which is no range");
        }

        if (double.IsInfinity(lowest) && double.IsInfinity(highest))
        {
            return x;
        }

        if (x.Weights is null && x.From is InputValues inputs && TryHold(x, inputs, lowest, highest))
        {
            return x;
        }

        if (x.IsWhole && x.From is LayerValues { Activation: Activation.Relu } relu && lowest <= 0 && highest > 0)
        {
            return highest >= relu.Ceiling ? x : After(x, relu.With(highest));
        }

        if (x.IsWhole && x.From is LayerValues { Activation: Activation.Sigmoid or Activation.Softmax, IsLogarithm: false } && lowest <= 0 && highest >= 1)
        {
            return x;
        }

        if (double.IsInfinity(lowest))
        {
            return Clip(x.Map((map, _) => map.Times(-1)), -highest, double.PositiveInfinity, where).Map((map, _) => map.Times(-1));
        }

        (Matrix<double> weights, double[] biases) = x.Map((map, _) => map.Minus(lowest)).ToDense();
        return After(x, new LayerValues(x.From, weights, biases, Activation.Relu, where) { Ceiling = highest - lowest }).Map((map, _) => map.Plus(lowest));
    }

    /// <summary>Ends a layer with leaky ReLU.</summary>
    /// <remarks>
    /// The device takes slopes from 0 to 1. With a slope s above 1 it is <c>-s·leaky(-z)</c> with the slope 1/s, and with one below 0
    /// <c>relu(z) - s·relu(-z)</c>, so that such units become two.
    /// </remarks>
    /// <param name="x">The signal.</param>
    /// <param name="slopes">The slope of each element.</param>
    /// <param name="isPRelu">Whether the file has a slope for each unit.</param>
    /// <param name="where">The operation, for messages.</param>
    public static Signal LeakyRelu(Signal x, double[] slopes, bool isPRelu, string where)
    {
        if (!slopes.All(double.IsFinite))
        {
            throw new InputException("has a slope that is no finite number");
        }

        if (slopes.All(slope => slope == 0))
        {
            return Relu(x, where);
        }

        if (slopes.All(slope => slope == 1))
        {
            return x;
        }

        Signal flipped = x.Map((map, k) => slopes[k] > 1 ? map.Times(-1) : map);
        (Matrix<double> weights, double[] biases) = flipped.ToDense();
        double[] own = [.. slopes.Select(slope => slope > 1 ? 1 / slope : Math.Max(slope, 0))];
        int[] negative = [.. Enumerable.Range(0, slopes.Length).Where(k => slopes[k] < 0)];
        if (negative.Length == 0)
        {
            return After(x, new LayerValues(x.From, weights, biases, Activation.LeakyRelu, where) { Slopes = own, IsPRelu = isPRelu || own.Distinct().Count() > 1 })
                .Map((map, k) => slopes[k] > 1 ? map.Times(-slopes[k]) : map);
        }

        // Each unit with a negative slope has a twin that sees -z.
        Signal all = Join([Whole(flipped), x.Select(negative, [negative.Length]).Map((map, _) => map.Times(-1))], [slopes.Length + negative.Length]);
        (weights, biases) = all.ToDense();
        double[] withTwins = [.. own, .. negative.Select(_ => 0.0)];
        LayerValues layer = withTwins.All(slope => slope == 0)
            ? new LayerValues(x.From, weights, biases, Activation.Relu, where)
            : new LayerValues(x.From, weights, biases, Activation.LeakyRelu, where) { Slopes = withTwins, IsPRelu = true };
        var sums = new Matrix<double>(slopes.Length, layer.Count);
        for (int k = 0; k < slopes.Length; k++)
        {
            sums[k, k] = slopes[k] > 1 ? -slopes[k] : 1;
        }

        for (int t = 0; t < negative.Length; t++)
        {
            sums[negative[t], slopes.Length + t] = -slopes[negative[t]];
        }

        return After(x, sums, layer);
    }

    /// <summary>Adds two signals that come from the same numbers.</summary>
    public static Signal Add(Signal left, Signal right, double sign)
    {
        CheckSameStage([left, right]);
        (Matrix<double> weights, double[] biases) = left.ToDense();
        (Matrix<double> others, double[] otherBiases) = right.ToDense();
        for (int k = 0; k < biases.Length; k++)
        {
            biases[k] += sign * otherBiases[k];
            for (int i = 0; i < weights.Columns; i++)
            {
                weights[k, i] += sign * others[k, i];
            }
        }

        return new Signal
        {
            From = left.From, Weights = weights, Biases = biases, Rows = [.. Enumerable.Range(0, biases.Length)],
            Maps = [.. Enumerable.Repeat(Affine.Identity, biases.Length)], Shape = left.Shape, HasBatch = left.HasBatch,
        };
    }

    /// <summary>Puts the elements of signals that come from the same numbers behind each other.</summary>
    public static Signal Join(IReadOnlyList<Signal> parts, int[] shape)
    {
        CheckSameStage(parts);
        Signal first = parts[0];
        if (parts.All(part => part.Weights == first.Weights))
        {
            return new Signal
            {
                From = first.From, Weights = first.Weights, Biases = first.Biases, Shape = shape, HasBatch = first.HasBatch,
                Rows = [.. parts.SelectMany(part => part.Rows)], Maps = [.. parts.SelectMany(part => part.Maps)],
            };
        }

        int count = parts.Sum(part => part.Count);
        Signal.CheckSize((long)count * first.From.Count);
        var weights = new Matrix<double>(count, first.From.Count);
        var biases = new double[count];
        int row = 0;
        foreach (Signal part in parts)
        {
            (Matrix<double> own, double[] ownBiases) = part.ToDense();
            own.Values.CopyTo(weights.Values[(row * weights.Columns)..]);
            ownBiases.CopyTo(biases, row);
            row += part.Count;
        }

        return new Signal
        {
            From = first.From, Weights = weights, Biases = biases, Rows = [.. Enumerable.Range(0, count)],
            Maps = [.. Enumerable.Repeat(Affine.Identity, count)], Shape = shape, HasBatch = first.HasBatch,
        };
    }

    // Before a second matrix: the first one is a linear layer, or goes into the second.
    private Signal Open(Signal x, int units, string where)
    {
        if (x.Weights is null)
        {
            return x;
        }

        bool isFewer = (long)units * x.From.Count <= (long)x.Count * (x.From.Count + units);
        return !keepsLinear && isFewer ? x : Activate(x, Activation.Linear, where);
    }

    // Adds weights·x to a row over the numbers of x's stage, and returns what goes to the bias.
    private static double AddProducts(Signal x, int start, ReadOnlySpan<double> weights, Span<double> row)
    {
        double bias = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            int k = start + i;
            Affine map = x.Maps[k];
            if (x.Weights is { } inner)
            {
                ReadOnlySpan<double> source = inner.Row(x.Rows[k]);
                double factor = weights[i] * map.Scale;
                for (int c = 0; factor != 0 && c < source.Length; c++)
                {
                    row[c] += factor * source[c];
                }

                bias += weights[i] * map.Of(x.Biases![x.Rows[k]]);
            }
            else if (x.From is InputValues inputs)
            {
                bias += Signal.AddInput(inputs, x.Rows[k], map, weights[i], row);
            }
            else
            {
                row[x.Rows[k]] += weights[i] * map.Scale;
                bias += weights[i] * map.Offset;
            }
        }

        return bias;
    }

    // Inputs that are held to ends, in raw units.
    private static bool TryHold(Signal x, InputValues inputs, double lowest, double highest)
    {
        if (x.Maps.Any(map => !(map.Deviation > 0) || double.IsInfinity(map.Deviation)))
        {
            return false;
        }

        for (int k = 0; k < x.Count; k++)
        {
            double low = x.Maps[k].Inverse(lowest), high = x.Maps[k].Inverse(highest);
            inputs.Hold(x.Rows[k], new InputHold(low, low, high, high));
        }

        return true;
    }

    private static void CheckSameStage(IReadOnlyList<Signal> parts)
    {
        if (parts.Any(part => part.From != parts[0].From))
        {
            throw new InputException("joins two branches, and a dense network has one; train it as a chain of layers");
        }
    }

    private static Signal Whole(Signal x) => x.Reshape([x.Count]);

    private static Signal After(Signal x, LayerValues layer) => Signal.Of(layer, x.Shape).Reshape(x.Shape, x.HasBatch);

    private static Signal After(Signal x, Matrix<double> sums, LayerValues layer) => new()
    {
        From = layer, Weights = sums, Biases = new double[sums.Rows], Rows = [.. Enumerable.Range(0, sums.Rows)],
        Maps = [.. Enumerable.Repeat(Affine.Identity, sums.Rows)], Shape = x.Shape, HasBatch = x.HasBatch,
    };
}
