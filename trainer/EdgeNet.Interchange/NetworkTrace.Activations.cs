using EdgeNet.Networks.Numerics;

namespace EdgeNet.Interchange;

/// <summary>What ends a layer.</summary>
internal sealed partial class NetworkTrace
{
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

        if (Held(x, lowest, highest) is { } held)
        {
            return held;
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

    // Inputs that are held to ends, in raw units. Where a map turns them round, a ReLU does it.
    private static Signal? Held(Signal x, double lowest, double highest) => x.Weights is not null || x.From is not InputValues || x.Maps.Any(map => !(map.Deviation > 0) || double.IsInfinity(map.Deviation)) ? null
        : x.Map((map, _) =>
        {
            double low = map.Inverse(lowest), high = map.Inverse(highest);
            var hold = new InputHold(low, low, high, high);
            return map with { Hold = map.Hold?.Then(hold) ?? hold };
        });

    private static Signal Whole(Signal x) => x.Reshape([x.Count]);

    private static Signal After(Signal x, LayerValues layer) => Signal.Of(layer, x.Shape).Reshape(x.Shape, x.HasBatch);

    private static Signal After(Signal x, Matrix<double> sums, LayerValues layer) => new()
    {
        From = layer, Weights = sums, Biases = new double[sums.Rows], Rows = [.. Enumerable.Range(0, sums.Rows)],
        Maps = [.. Enumerable.Repeat(Affine.Identity, sums.Rows)], Shape = x.Shape, HasBatch = x.HasBatch,
    };
}
