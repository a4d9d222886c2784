using EdgeNet.Networks.Numerics;

namespace EdgeNet.Interchange;

/// <summary>What one value of a file stands for: a vector for each example, whose numbers come from the inputs or a layer by an affine map.</summary>
/// <remarks>
/// A file is read by computing with these instead of numbers. Whatever linear operations stand between two activations, and in whatever dress,
/// add up to one matrix, and each activation ends a layer.
/// </remarks>
internal sealed class Signal
{
    /// <summary>The most weights that a network may have in a file, and the most numbers that a value may have.</summary>
    public const int MaxCount = 1 << 23;

    /// <summary>Where the numbers come from.</summary>
    public required Stage From { get; init; }

    /// <summary>W, whose rows the elements are made of; null where they are the numbers themselves.</summary>
    public Matrix<double>? Weights { get; init; }

    /// <summary>b of each row of W; null where there is no W.</summary>
    public double[]? Biases { get; init; }

    /// <summary>For each element the row of W, or the number that it is.</summary>
    public required int[] Rows { get; init; }

    /// <summary>For each element the map behind that.</summary>
    public required Affine[] Maps { get; init; }

    /// <summary>The dimensions of one example.</summary>
    public required int[] Shape { get; init; }

    /// <summary>Whether the value has a dimension for the examples before those of <see cref="Shape"/>.</summary>
    public bool HasBatch { get; init; } = true;

    /// <summary>Numbers for each example.</summary>
    public int Count => Rows.Length;

    /// <summary>Whether the elements are all numbers of the stage in their order, as they are.</summary>
    public bool IsWhole => Weights is null && Count == From.Count && !Rows.Where((row, k) => row != k).Any() && Maps.All(map => map.IsIdentity);

    /// <summary>All numbers of a stage.</summary>
    public static Signal Of(Stage stage, int[] shape) => new()
    {
        From = stage,
        Rows = [.. Enumerable.Range(0, stage.Count)],
        Maps = [.. Enumerable.Repeat(Affine.Identity, stage.Count)],
        Shape = shape,
    };

    /// <summary>Takes some elements, in any order and as often as wanted.</summary>
    /// <param name="elements">Which.</param>
    /// <param name="shape">Their dimensions.</param>
    public Signal Select(int[] elements, int[] shape) => new()
    {
        From = From,
        Weights = Weights,
        Biases = Biases,
        Rows = [.. elements.Select(element => Rows[element])],
        Maps = [.. elements.Select(element => Maps[element])],
        Shape = shape,
        HasBatch = HasBatch,
    };

    /// <summary>The same numbers in other dimensions.</summary>
    public Signal Reshape(int[] shape, bool hasBatch = true) => Copy(Maps, shape, hasBatch);

    /// <summary>Continues the map of each element.</summary>
    public Signal Map(Func<Affine, int, Affine> change) => Copy([.. Maps.Select(change)], Shape, HasBatch);

    /// <summary>Writes the elements as one matrix and biases over the numbers of the stage.</summary>
    /// <returns>W, shape (elements, numbers of the stage), and b.</returns>
    /// <exception cref="InputException">The matrix would be too large.</exception>
    public (Matrix<double> Weights, double[] Biases) ToDense()
    {
        CheckSize((long)Count * From.Count);
        var weights = new Matrix<double>(Count, From.Count);
        var biases = new double[Count];
        for (int k = 0; k < Count; k++)
        {
            Affine map = Maps[k];
            biases[k] = map.Offset + (Biases is null ? 0 : Biases[Rows[k]] * map.Scale);
            if (Weights is not null)
            {
                ReadOnlySpan<double> source = Weights.Row(Rows[k]);
                Span<double> row = weights.Row(k);
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] = source[i] * map.Scale;
                }
            }
            else if (From is InputValues inputs)
            {
                biases[k] = AddInput(inputs, Rows[k], map, 1, weights.Row(k));
            }
            else
            {
                weights[k, Rows[k]] = map.Scale;
            }
        }

        return (weights, biases);
    }

    /// <summary>Adds an input, by its map and a weight, to a row of weights over scaled inputs.</summary>
    /// <returns>What it adds to the bias.</returns>
    internal static double AddInput(InputValues inputs, int input, Affine map, double weight, Span<double> row)
    {
        Affine kept = inputs.Keep(input, map);
        if (kept.Hold != map.Hold)
        {
            throw new InputException($"takes input {input + 1} held to a range in one place and in another way elsewhere; hold it to the same range everywhere");
        }

        if (kept == map)
        {
            row[input] += weight;
            return double.IsInfinity(kept.Deviation) ? weight * map.Offset : 0; // such an input counts as 0 behind its map
        }

        if (double.IsInfinity(kept.Deviation))
        {
            throw new InputException($"takes input {input + 1}, which is multiplied by 0 elsewhere; multiply it by 0 in its weights instead");
        }

        // x = u·deviation + mean of what is kept, and then the other map.
        row[input] += weight * map.Scale * kept.Deviation;
        return weight * map.Of(kept.Mean);
    }

    private Signal Copy(Affine[] maps, int[] shape, bool hasBatch) =>
        new() { From = From, Weights = Weights, Biases = Biases, Rows = Rows, Maps = maps, Shape = shape, HasBatch = hasBatch };

    /// <summary>Throws where a value would be too large.</summary>
    internal static void CheckSize(long count)
    {
        if (count > MaxCount)
        {
            throw new InputException($"would make {count:N0} numbers, and {MaxCount:N0} are possible");
        }
    }
}
