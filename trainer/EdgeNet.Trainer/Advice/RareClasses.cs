using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Trainer.Advice;

/// <summary>Names classes that cannot be judged, and those that a model never predicts.</summary>
internal static class RareClasses
{
    private const int Few = 5;
    private const int Named = 2;

    /// <summary>Looks for classes with a few examples in a part; one with none is warned of elsewhere.</summary>
    public static IEnumerable<Finding> In(Dataset part, string name)
    {
        (string Name, int Count)[] few =
        [
            .. part.ClassNames.Select((each, number) => (Name: each, Count: part.CountOf(number))).Where(each => each.Count is > 0 and < Few).OrderBy(each => each.Count),
        ];
        if (few.Length > 0)
        {
            string others = string.Join(", ", few[1..].Select(each => $"{each.Count} of '{each.Name}'").Take(Named)) + (few.Length > Named + 1 ? $" and fewer than {Few} of {few.Length - Named - 1} more" : string.Empty);
            yield return new Finding(
                AdviceKind.FewExamples,
                string.Empty,
                $"the {name} part has {NameList.Count(few[0].Count, "example")} of '{few[0].Name}'{(few.Length > 1 ? ", " : string.Empty)}{others}",
                "So few say little of how well a model finds a class; add examples, or cross-validate with 'edgenet evaluate'.");
        }
    }

    /// <summary>Looks for classes that a model never predicts though the part has examples of them.</summary>
    /// <param name="classes">Their names.</param>
    /// <param name="tables">The model's decisions on some parts.</param>
    /// <param name="where">The names of the parts.</param>
    public static IEnumerable<Finding> NeverSaid(IReadOnlyList<string> classes, IReadOnlyList<ConfusionTable> tables, string where)
    {
        int[] silent = [.. Enumerable.Range(0, classes.Count).Where(c => ActualOf(c) > 0 && tables.All(table => table.Decided(c) == 0))];
        if (silent.Length > 0)
        {
            string names = NameList.Of([.. silent.Select(c => $"'{classes[c]}'")]);
            int actual = silent.Sum(ActualOf);
            double right = tables.Sum(table => table.Accuracy * table.Count) / tables.Sum(table => (double)table.Count);
            yield return new Finding(
                AdviceKind.SilentClasses,
                string.Empty,
                FormattableString.Invariant($"the model never says {names} on {where}, where {(actual == 1 ? "there is" : "there are")} {NameList.Count(actual, "example")} of {(silent.Length == 1 ? "it" : "them")}, and is right {100 * right:F1} % of the time that way"),
                $"{(right > 1.0 / classes.Count ? "Accuracy does not show it; see" : "See")} 'training.classWeights'{(classes.Count == 2 ? " and 'threshold'" : string.Empty)}, or add examples of the class{(silent.Length == 1 ? string.Empty : "es")}.");
        }

        int ActualOf(int c) => tables.Sum(table => table.Actual(c));
    }
}
