using EdgeNet.Networks.Numerics;

namespace EdgeNet.Interchange;

/// <summary>The operations of dense networks on signals.</summary>
/// <param name="keepsLinear">Whether two matrices without an activation between stay two layers, as in the file; else they become one where that takes no more weights.</param>
internal sealed partial class NetworkTrace(bool keepsLinear = false)
{
    // Far above what a small device's network takes to read, and soon done.
    private const long MostNumbers = 1L << 25;
    private const int ProductsForNumber = 64;

    private long _numbers;

    /// <summary>Counts the numbers that reading the file makes, so that no file keeps the reader busy or fills the memory.</summary>
    /// <exception cref="InputException">They are too many.</exception>
    public void Spend(long numbers)
    {
        _numbers += numbers;
        if (_numbers > MostNumbers)
        {
            throw new InputException($"makes more than {MostNumbers:N0} numbers with what comes before it; this is no network for a small device");
        }
    }

    /// <summary>Counts the products of a multiplication.</summary>
    /// <exception cref="InputException">They are too many.</exception>
    public void SpendProducts(long products) => Spend(products / ProductsForNumber);

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
        SpendProducts((long)repeats * units * inputs * (x.Weights is null ? 1 : x.From.Count));
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

    private static void CheckSameStage(IReadOnlyList<Signal> parts)
    {
        if (parts.Any(part => part.From != parts[0].From))
        {
            throw new InputException("joins two branches, and a dense network has one; train it as a chain of layers");
        }
    }
}
