namespace EdgeNet.Trainer.Advice;

/// <summary>Names columns that equal another one, or the label, in every row.</summary>
internal static class SameColumns
{
    private const int LeastRows = 20;

    /// <summary>Looks for columns with the same values.</summary>
    public static IEnumerable<Finding> In(Dataset examples)
    {
        var first = new Dictionary<int, int>();
        for (int i = 0; examples.Count >= LeastRows && i < examples.Features.Rows; i++)
        {
            ReadOnlySpan<float> row = examples.Features.Row(i);
            if (!row.ContainsAnyExcept(row[0]))
            {
                continue;
            }

            var hash = default(HashCode);
            foreach (float value in row)
            {
                hash.Add(value);
            }

            int key = hash.ToHashCode();
            if (first.TryGetValue(key, out int other) && row.SequenceEqual(examples.Features.Row(other)))
            {
                yield return new Finding(
                    AdviceKind.SameColumns, examples.FeatureNames[i], $"has the values of '{examples.FeatureNames[other]}' in every row", "One of them is enough; leave the other out with 'ignore'.");
            }

            first.TryAdd(key, i);
        }
    }

    /// <summary>Looks for columns that determine the label: each class has its own value, or the column is the target itself.</summary>
    public static IEnumerable<Finding> OfLabel(Dataset examples)
    {
        for (int i = 0; examples.Count >= LeastRows && i < examples.Features.Rows; i++)
        {
            if (Describe(examples, examples.Features.Row(i)) is { } text)
            {
                yield return new Finding(
                    AdviceKind.LabelCopies, examples.FeatureNames[i], text, "The model only repeats it, and a device does not have it before the model has decided; leave it out with 'ignore'.");
            }
        }
    }

    private static string? Describe(Dataset examples, ReadOnlySpan<float> row)
    {
        for (int t = 0; t < examples.TargetNames.Count; t++)
        {
            if (row.SequenceEqual(examples.Labels.Row(t)) && row.ContainsAnyExcept(row[0]))
            {
                return $"is the target '{examples.TargetNames[t]}' in every row";
            }
        }

        int classes = examples.ClassNames.Count;
        var values = new float?[classes];
        for (int e = 0; classes > 0 && e < row.Length; e++)
        {
            ref float? own = ref values[examples.ClassOf(e)];
            own ??= row[e];
            if (own != row[e])
            {
                return null;
            }
        }

        return classes > 0 && values.Distinct().Count() == classes && values.All(value => value is not null)
            ? FormattableString.Invariant($"is {values[0]} for '{examples.ClassNames[0]}', {values[1]} for '{examples.ClassNames[1]}'{(classes > 2 ? " and so on" : string.Empty)} in every row")
            : null;
    }
}
