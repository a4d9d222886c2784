using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Advice;

/// <summary>Names values that are far from all others of their column: error codes and glitches.</summary>
internal static class FarColumns
{
    private const int Named = 3;
    private const string Remedy = "The model leaves such values out of mean and standard deviation, and takes them for the end of that range; correct or remove them.";

    /// <summary>Looks at the features.</summary>
    /// <param name="examples">All examples, with what is far of each feature.</param>
    /// <param name="isTrained">Whether they are training examples, and not those of a file for another part.</param>
    public static IEnumerable<Finding> In(Dataset examples, bool isTrained = true)
    {
        string remedy = isTrained ? Remedy : "The part is judged with them; correct or remove them.";
        for (int i = 0; examples.Origin.Far is { } far && i < far.Count; i++)
        {
            if (far[i] is { } values)
            {
                yield return Of(examples.FeatureNames[i], examples.Features.Row(i), values, example => Place.Of(examples, example), examples.Windows is not null, remedy);
            }
        }
    }

    /// <summary>Looks at the targets of a regression, which are not clamped.</summary>
    public static IEnumerable<Finding> InTargets(Dataset examples)
    {
        for (int t = 0; t < examples.TargetNames.Count; t++)
        {
            if (FarValues.Of(examples.Labels.Row(t)) is { } values)
            {
                yield return Of(
                    examples.TargetNames[t], examples.Labels.Row(t), values, example => Place.Of(examples, example), isOfWindows: false, "It is a target, so that the model learns to say such values; remove the rows.");
            }
        }
    }

    /// <summary>Describes the far values.</summary>
    public static AdviceKind KindOf(FarValues values) => values.IsCode ? AdviceKind.ErrorCodes : AdviceKind.Glitches;

    private static Finding Of(string column, ReadOnlySpan<float> all, FarValues values, Func<int, string> place, bool isOfWindows, string remedy)
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
        string[] named = [.. counts.OrderByDescending(pair => pair.Value.Count).Take(Named).Select(pair => FormattableString.Invariant(
            $"{pair.Key} ({(pair.Value.Count == 1 ? string.Empty : "first in ")}{place(pair.Value.First)})"))];
        string which = (isOfWindows, counts.Count > Named) switch
        {
            (true, true) => $"in {far} of {all.Length} windows, such as {named[0]}, it is",
            (true, false) => $"in {far} of {all.Length} windows it is {NameList.Or(named)},",
            (false, true) => $"{far} of {all.Length} values, such as {named[0]}, are",
            _ => $"{far} of {all.Length} values {(far == 1 ? "is" : "are")} {NameList.Or(named)},",
        };
        return new Finding(
            KindOf(values),
            column,
            FormattableString.Invariant($"{which} far from all others, {values.Lowest:G7} to {values.Highest:G7}"),
            remedy)
        { IsOfFeature = isOfWindows };
    }
}
