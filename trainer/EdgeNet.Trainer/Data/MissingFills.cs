namespace EdgeNet.Trainer.Data;

/// <summary>What stands for missing values: a number for each feature, computed from the known values of the training part alone.</summary>
/// <param name="Values">n[0] numbers, finite; 0 for a feature of which no value is known.</param>
/// <param name="Missing">For each feature, how many values of the training part are missing.</param>
/// <param name="Count">The examples of the training part.</param>
internal sealed record MissingFills(float[] Values, int[] Missing, int Count)
{
    /// <summary>Computes them; values that are no readings, such as error codes, do not count.</summary>
    /// <param name="train">The training part, raw, with NaN for missing values.</param>
    /// <param name="by">The mean or the median.</param>
    public static MissingFills Of(Dataset train, MissingCells by)
    {
        var fills = new float[train.Features.Rows];
        var missing = new int[fills.Length];
        for (int i = 0; i < fills.Length; i++)
        {
            float[] known = Known(train.Features.Row(i));
            missing[i] = train.Count - known.Length;
            float[] near = train.Origin.Far?[i] is { } far ? Array.FindAll(known, value => !far.Contains(value)) : known;
            near = near.Length > 0 ? near : known;
            fills[i] = near.Length == 0 ? 0 : (float)(by == MissingCells.Mean ? near.Average(value => (double)value) : MedianOf(near));
        }

        return new MissingFills(fills, missing, train.Count);
    }

    /// <summary>The values that are there.</summary>
    public static float[] Known(ReadOnlySpan<float> values) => Array.FindAll(values.ToArray(), value => !float.IsNaN(value));

    /// <summary>Fills examples.</summary>
    /// <returns>A dataset that shares everything with this one but the features.</returns>
    public Dataset Fill(Dataset examples)
    {
        Matrix<float> features = examples.Features.Clone();
        for (int i = 0; i < features.Rows; i++)
        {
            Span<float> row = features.Row(i);
            for (int e = 0; e < row.Length; e++)
            {
                row[e] = float.IsNaN(row[e]) ? Values[i] : row[e];
            }
        }

        return examples.WithFeatures(features, examples.Origin with { Fills = this });
    }

    /// <summary>Warns of features of which too little is known.</summary>
    /// <param name="names">n[0] names.</param>
    /// <param name="source">The name of the examples.</param>
    public IEnumerable<string> Warnings(IReadOnlyList<string> names, string source)
    {
        for (int i = 0; i < Missing.Length; i++)
        {
            if (Missing[i] == Count)
            {
                yield return $"{source}: no value of the column '{names[i]}' is known in the {Count} examples for training, so it counts as 0 and says nothing; leave it out.";
            }
            else if (2 * Missing[i] > Count)
            {
                yield return $"{source}: {Missing[i]} of {Count} values of the column '{names[i]}' are missing in the training part; a column of which more than half is made up says little. Leave it out, or fill it in.";
            }
        }
    }

    private static double MedianOf(float[] values)
    {
        float[] sorted = [.. values.Order()];
        return ((double)sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
