using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Advice;

/// <summary>Names values that are far from all others of their column: error codes and glitches.</summary>
internal static class FarColumns
{
    private const string Remedy = "The model leaves such values out of mean and standard deviation, and takes them for the end of that range; correct or remove them.";

    /// <summary>Looks at the features.</summary>
    /// <param name="examples">All examples, with what is far of each feature.</param>
    public static IEnumerable<Finding> In(Dataset examples)
    {
        for (int i = 0; examples.Far is { } far && i < far.Count; i++)
        {
            if (far[i] is { } values)
            {
                yield return Of(examples.FeatureNames[i], examples.Features.Row(i), values, example => Place.Of(examples, example), examples.Windows is null ? "values" : "windows", Remedy);
            }
        }
    }

    /// <summary>Looks at the targets of a regression, which nobody holds to anything.</summary>
    public static IEnumerable<Finding> InTargets(Dataset examples)
    {
        for (int t = 0; t < examples.TargetNames.Count; t++)
        {
            if (FarValues.Of(examples.Labels.Row(t)) is { } values)
            {
                yield return Of(
                    examples.TargetNames[t], examples.Labels.Row(t), values, example => Place.Of(examples, example), "values", "It is a target, so that the model learns to say such values; remove the rows.");
            }
        }
    }

    /// <summary>What far values are.</summary>
    public static AdviceKind KindOf(FarValues values) => values.IsCode ? AdviceKind.ErrorCodes : AdviceKind.Glitches;

    private static Finding Of(string column, ReadOnlySpan<float> all, FarValues values, Func<int, string> place, string noun, string remedy)
    {
        var counts = new Dictionary<float, (int Count, int First)>();
        for (int e = 0; e < all.Length; e++)
        {
            if (values.Contains(all[e]))
            {
                (int count, int first) = counts.GetValueOrDefault(all[e], (0, e));
                counts[all[e]] = (count + 1, first);
            }
        }

        int far = values.Below + values.Above;
        (float value, (int _, int example)) = counts.MaxBy(pair => pair.Value.Count);
        string which = counts.Count > 1
            ? FormattableString.Invariant($"{far} of {all.Length} {noun}, such as {value:G8} ({place(example)}), are")
            : FormattableString.Invariant($"{far} of {all.Length} {noun} {(far == 1 ? "is" : "are")} {value:G8} ({(far == 1 ? string.Empty : "first in ")}{place(example)}),");
        return new Finding(
            KindOf(values),
            column,
            FormattableString.Invariant($"{which} far from all others, {values.Lowest:G7} to {values.Highest:G7}"),
            remedy);
    }
}
