using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Advice;

/// <summary>Names columns that count the rows of a table or tell their time: a model learns the order of the file from them.</summary>
internal static class RowNumbers
{
    private const int LeastRows = 20;

    // Fewer rows may be sorted by a measured value.
    private const int ManyRows = 40;

    // Of the steps from row to row, and how much of the usual step they may be off.
    private const double MostSteps = 0.95;
    private const double Uneven = 0.5;

    private const int FewSteps = 3;

    // Whole numbers beyond it fall together in single precision.
    private const float LargestExact = 1 << 24;

    /// <summary>Looks at the columns.</summary>
    /// <param name="examples">The rows, in the order of the file.</param>
    /// <returns>The feature of each finding, and the finding.</returns>
    public static IEnumerable<(int Feature, Finding Finding)> In(Dataset examples)
    {
        for (int i = 0; examples.Count >= LeastRows && examples.Features.Rows > 1 && i < examples.Features.Rows; i++)
        {
            if (Describe(examples.Features.Row(i)) is { } text)
            {
                string name = examples.FeatureNames[i];
                yield return (i, new Finding(
                    AdviceKind.RowNumbers, name, text, $"A model learns the order of the file from it; leave it out with \"ignore\": [\"{name}\"], or name the others in 'features'."));
            }
        }
    }

    private static string? Describe(ReadOnlySpan<float> column)
    {
        int last = column.Length - 1;
        int direction = Math.Sign(column[last] - column[0]);
        var steps = new double[last];
        int still = 0;
        bool isMonotone = direction != 0;
        for (int r = 0; r < last; r++)
        {
            steps[r] = direction * ((double)column[r + 1] - column[r]);
            isMonotone &= steps[r] >= 0;
            still += steps[r] == 0 ? 1 : 0;
        }

        if (!isMonotone)
        {
            return CountsInAnotherOrder(column);
        }

        string way = direction > 0 ? "up" : "down";
        double[] sorted = [.. steps];
        Array.Sort(sorted);
        double usual = sorted[last / 2];
        double rounding = 4 * SinglePrecision.StepAt(Math.Max(Math.Abs(column[0]), Math.Abs(column[last])));
        if (still == 0 && sorted[^1] - sorted[0] <= Math.Max(rounding, 1e-3 * usual))
        {
            return FormattableString.Invariant($"goes {way} by {(column[last] - (double)column[0]) * direction / last:G6} from row to row");
        }

        if (still == 0 && sorted.Count(step => Math.Abs(step - usual) <= Uneven * usual) >= MostSteps * last)
        {
            return FormattableString.Invariant($"goes {way} by about {usual:G3} from row to row");
        }

        bool isLarge = Math.Abs(column[0]) >= LargestExact && last - still >= FewSteps && last >= ManyRows;
        return (still <= last / 2 && last >= ManyRows) || isLarge ? $"only goes {way} from row to row, as times do" : null;
    }

    // A shuffled file: each number occurs once, while measured whole numbers would repeat (the birthday problem).
    private static string? CountsInAnotherOrder(ReadOnlySpan<float> column)
    {
        const double Meetings = 9;
        float[] sorted = column.ToArray();
        Array.Sort(sorted);
        if (Meetings * ((double)sorted[^1] - sorted[0] + 1) > 0.5 * sorted.Length * (sorted.Length - 1))
        {
            return null;
        }

        for (int k = 0; k < sorted.Length; k++)
        {
            if (sorted[k] != MathF.Floor(sorted[k]) || (k > 0 && sorted[k] == sorted[k - 1]))
            {
                return null;
            }
        }

        return FormattableString.Invariant($"has whole numbers from {sorted[0]} to {sorted[^1]}, none of them twice, as a number of the row has");
    }
}
