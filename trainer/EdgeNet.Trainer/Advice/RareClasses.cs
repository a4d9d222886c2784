using EdgeNet.Trainer.Data;
using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Trainer.Advice;

/// <summary>Names classes that cannot be judged, and those that a model never says.</summary>
internal static class RareClasses
{
    private const int Few = 5;

    /// <summary>Looks for classes with a few examples in a part; one with none is warned of elsewhere.</summary>
    public static IEnumerable<Finding> In(Dataset part, string name)
    {
        (string Name, int Count)[] few =
        [
            .. part.ClassNames.Select((each, number) => (Name: each, Count: part.CountOf(number))).Where(each => each.Count is > 0 and < Few).OrderBy(each => each.Count),
        ];
        if (few.Length > 0)
        {
            string others = few.Length == 1 ? string.Empty : $", and fewer than {Few} of {few.Length - 1} other {(few.Length == 2 ? "class" : "classes")}";
            yield return new Finding(
                AdviceKind.FewExamples,
                string.Empty,
                $"the {name} part has {NameList.Count(few[0].Count, "example")} of '{few[0].Name}'{others}",
                "So few say little of how well a model finds a class; add examples, or cross-validate with 'edgenet evaluate'.");
        }
    }

    /// <summary>Looks for classes that a model never says though they are there.</summary>
    /// <param name="classes">Their names.</param>
    /// <param name="tables">What the model says on some parts.</param>
    /// <param name="where">What the parts are called.</param>
    public static IEnumerable<Finding> NeverSaid(IReadOnlyList<string> classes, IReadOnlyList<ConfusionTable> tables, string where)
    {
        for (int c = 0; c < classes.Count; c++)
        {
            int actual = tables.Sum(table => table.Actual(c));
            if (actual > 0 && tables.All(table => table.Decided(c) == 0))
            {
                double right = tables.Sum(table => table.Accuracy * table.Count) / tables.Sum(table => (double)table.Count);
                yield return new Finding(
                    AdviceKind.SilentClasses,
                    string.Empty,
                    FormattableString.Invariant($"the model never says '{classes[c]}' on {where}, where {NameList.Count(actual, "example")} {(actual == 1 ? "is" : "are")}, and is right {100 * right:F1} % of the time that way"),
                    $"{(right > 1.0 / classes.Count ? "Accuracy does not show it; see" : "See")} 'training.classWeights'{(classes.Count == 2 ? " and 'threshold'" : string.Empty)}, or add examples of the class.");
            }
        }
    }
}
