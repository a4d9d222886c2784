namespace EdgeNet.Networks.Evaluation;

/// <summary>Counts of decisions between k classes, and what follows from them. A ratio without cases is 0.</summary>
public sealed class ConfusionTable
{
    private readonly int[] _counts;

    private ConfusionTable(int classes, int[] counts)
    {
        Classes = classes;
        _counts = counts;
    }

    /// <summary>k, 2 or more.</summary>
    public int Classes { get; }

    /// <summary>All examples.</summary>
    public int Count => _counts.Sum();

    /// <summary>Of all, those decided rightly, 0 to 1.</summary>
    public double Accuracy => Ratio(Range().Sum(c => this[c, c]), Count);

    /// <summary>The mean of the classes' F1, each class counted alike however rare it is (Yang and Liu, 1999), 0 to 1.</summary>
    public double MacroF1 => Range().Average(F1);

    /// <summary>Examples of one class that were decided as another, or as the same.</summary>
    /// <param name="actual">The true class, 0 to k - 1: the row.</param>
    /// <param name="decided">The decision, 0 to k - 1: the column.</param>
    public int this[int actual, int decided]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)actual, (uint)Classes, nameof(actual));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)decided, (uint)Classes, nameof(decided));
            return _counts[(actual * Classes) + decided];
        }
    }

    /// <summary>Counts decisions.</summary>
    /// <param name="classes">k, 2 or more.</param>
    /// <param name="decisions">Classes from 0 to k - 1.</param>
    /// <param name="truth">As many: the true classes, from 0 to k - 1.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a class is out of its range.</exception>
    public static ConfusionTable Of(int classes, ReadOnlySpan<int> decisions, ReadOnlySpan<int> truth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        if (decisions.Length != truth.Length)
        {
            throw new ArgumentException($"There are {decisions.Length} decisions and {truth.Length} labels.", nameof(truth));
        }

        var counts = new int[classes * classes];
        for (int i = 0; i < decisions.Length; i++)
        {
            if ((uint)decisions[i] >= (uint)classes || (uint)truth[i] >= (uint)classes)
            {
                throw new ArgumentException(
                    $"Example {i} is of class {truth[i]} and was taken for {decisions[i]}; the classes are 0 to {classes - 1}.", nameof(decisions));
            }

            counts[(truth[i] * classes) + decisions[i]]++;
        }

        return new ConfusionTable(classes, counts);
    }

    /// <summary>Adds tables of the same classes up.</summary>
    /// <param name="tables">At least one.</param>
    /// <returns>The counts of all.</returns>
    internal static ConfusionTable Sum(IReadOnlyList<ConfusionTable> tables) =>
        new(tables[0].Classes, [.. Enumerable.Range(0, tables[0]._counts.Length).Select(cell => tables.Sum(table => table._counts[cell]))]);

    /// <summary>The share of a class among the examples decided as it, 0 to 1.</summary>
    /// <param name="number">The class, 0 to k - 1.</param>
    /// <returns>The class's precision.</returns>
    public double Precision(int number) => Ratio(this[number, number], Decided(number));

    /// <summary>The share of a class's examples that are decided as it, 0 to 1.</summary>
    /// <param name="number">The class, 0 to k - 1.</param>
    /// <returns>The class's recall.</returns>
    public double Recall(int number) => Ratio(this[number, number], Actual(number));

    /// <summary>The harmonic mean of a class's precision and recall, 0 to 1.</summary>
    /// <param name="number">The class, 0 to k - 1.</param>
    /// <returns>The class's F1.</returns>
    public double F1(int number) => Ratio(2 * this[number, number], Actual(number) + Decided(number));

    /// <summary>Counts the examples of a class.</summary>
    /// <param name="number">The class, 0 to k - 1.</param>
    /// <returns>The sum of its row.</returns>
    public int Actual(int number) => Range().Sum(c => this[number, c]);

    /// <summary>Counts the examples taken for a class.</summary>
    /// <param name="number">The class, 0 to k - 1.</param>
    /// <returns>The sum of its column.</returns>
    public int Decided(int number) => Range().Sum(c => this[c, number]);

    internal static double Ratio(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private IEnumerable<int> Range() => Enumerable.Range(0, Classes);
}

/// <summary>Counts of decisions, and what follows from them. A ratio without cases is 0.</summary>
/// <param name="TruePositives">Positive examples called positive.</param>
/// <param name="FalsePositives">Negative examples called positive.</param>
/// <param name="TrueNegatives">Negative examples called negative.</param>
/// <param name="FalseNegatives">Positive examples called negative.</param>
internal readonly record struct ConfusionMatrix(int TruePositives, int FalsePositives, int TrueNegatives, int FalseNegatives)
{
    /// <summary>All examples.</summary>
    public int Count => TruePositives + FalsePositives + TrueNegatives + FalseNegatives;

    /// <summary>Of all, those decided rightly, 0 to 1.</summary>
    public double Accuracy => ConfusionTable.Ratio(TruePositives + TrueNegatives, Count);

    /// <summary>Of those called positive, the truly positive, 0 to 1.</summary>
    public double Precision => ConfusionTable.Ratio(TruePositives, TruePositives + FalsePositives);

    /// <summary>Of the truly positive, those called positive, 0 to 1.</summary>
    public double Recall => ConfusionTable.Ratio(TruePositives, TruePositives + FalseNegatives);

    /// <summary>The harmonic mean of precision and recall, 0 to 1.</summary>
    public double F1 => ConfusionTable.Ratio(2 * TruePositives, (2 * TruePositives) + FalsePositives + FalseNegatives);

    /// <summary>Counts decisions.</summary>
    /// <param name="decisions">True for positive.</param>
    /// <param name="labels">As many: 1 for positive, 0 for negative.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static ConfusionMatrix Of(ReadOnlySpan<bool> decisions, ReadOnlySpan<float> labels)
    {
        if (decisions.Length != labels.Length)
        {
            throw new ArgumentException($"There are {decisions.Length} decisions and {labels.Length} labels.", nameof(labels));
        }

        int truePositives = 0, falsePositives = 0, trueNegatives = 0, falseNegatives = 0;
        for (int i = 0; i < decisions.Length; i++)
        {
            bool isPositive = labels[i] == 1;
            truePositives += decisions[i] && isPositive ? 1 : 0;
            falsePositives += decisions[i] && !isPositive ? 1 : 0;
            trueNegatives += !decisions[i] && !isPositive ? 1 : 0;
            falseNegatives += !decisions[i] && isPositive ? 1 : 0;
        }

        return new ConfusionMatrix(truePositives, falsePositives, trueNegatives, falseNegatives);
    }
}
