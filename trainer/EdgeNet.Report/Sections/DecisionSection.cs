using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Report.Sections;

/// <summary>The confusion matrix of the integer model, and what each class has of it.</summary>
internal static class DecisionSection
{
    private const int MaxColumns = 20;

    public static void Write(Page page, Subject subject)
    {
        ConfusionTable confusion = subject.DeviceScore.Confusion!;
        IReadOnlyList<string> names = subject.OutputNames;
        page.OpenSection("confusion", "Decisions", $"What the {subject.Integers} model decides on the {subject.JudgedName} part.");
        if (confusion.Classes <= MaxColumns)
        {
            page.AddTable(
                "Confusion matrix",
                ["true class", .. names.Select(name => $"→ {Page.Shorten(name)}")],
                [.. Enumerable.Range(0, confusion.Classes).Select(
                    actual => (IReadOnlyList<string>)[names[actual], .. Enumerable.Range(0, confusion.Classes).Select(decided => Numbers.Count(confusion[actual, decided]))])],
                (row, column) => confusion.Actual(row) == 0 ? 0 : 0.6 * confusion[row, column - 1] / confusion.Actual(row),
                "A row for each true class, a column for each decision.");
        }
        else
        {
            WriteMistakes(page, confusion, names);
        }

        page.AddTable(
            "Classes",
            ["class", "examples", "precision", "recall", "F1"],
            [.. Enumerable.Range(0, Math.Min(confusion.Classes, 100)).Select(c => (IReadOnlyList<string>)
                [names[c], Numbers.Count(confusion.Actual(c)), .. Metric.ShowClass(confusion, c)])],
            null,
            confusion.Classes > 100 ? "The first 100 classes." : string.Empty);
        page.CloseSection();
    }

    // A matrix of many classes is mostly zeros: its largest mistakes say more.
    private static void WriteMistakes(Page page, ConfusionTable confusion, IReadOnlyList<string> names)
    {
        var mistakes = from actual in Enumerable.Range(0, confusion.Classes)
                       from decided in Enumerable.Range(0, confusion.Classes)
                       where actual != decided && confusion[actual, decided] > 0
                       orderby confusion[actual, decided] descending, actual, decided
                       select (IReadOnlyList<string>)[names[actual], names[decided], Numbers.Count(confusion[actual, decided])];
        page.AddTable(
            "Confusion matrix: the most frequent mistakes", ["true class", "taken for", "examples"], [.. mistakes.Take(MaxColumns)], null,
            $"Of {confusion.Classes} classes, the {MaxColumns} largest numbers beside the diagonal.");
    }
}
