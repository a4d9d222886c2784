using EdgeNet.Networks.Evaluation;

namespace EdgeNet.Tests.Evaluation;

[TestClass]
public class ConfusionTableTests
{
    // Rows are true classes, columns decisions.
    //        0  1  2
    //   0    3  1  0
    //   1    0  2  2
    //   2    1  0  1
    private static readonly int[] Truth = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2];
    private static readonly int[] Decisions = [0, 0, 0, 1, 1, 1, 2, 2, 0, 2];

    [TestMethod]
    public void N35_Of_ThreeClasses_HasKnownCountsAndRatios()
    {
        ConfusionTable table = ConfusionTable.Of(3, Decisions, Truth);

        Assert.AreEqual((3, 1, 0), (table[0, 0], table[0, 1], table[0, 2]));
        Assert.AreEqual((0, 2, 2), (table[1, 0], table[1, 1], table[1, 2]));
        Assert.AreEqual((1, 0, 1), (table[2, 0], table[2, 1], table[2, 2]));
        Assert.AreEqual((10, 4, 3), (table.Count, table.Actual(1), table.Decided(1)));
        Assert.AreEqual(0.6, table.Accuracy, 1e-15);
        Assert.AreEqual(0.75, table.Precision(0), 1e-15);
        Assert.AreEqual(0.75, table.Recall(0), 1e-15);
        Assert.AreEqual(2 / 3.0, table.Precision(1), 1e-15);
        Assert.AreEqual(0.5, table.Recall(1), 1e-15);
        Assert.AreEqual(4 / 7.0, table.F1(1), 1e-15);
        Assert.AreEqual((0.75 + (4 / 7.0) + 0.4) / 3, table.MacroF1, 1e-15);
    }

    [TestMethod]
    public void N35_Of_RandomDecisions_AgreesWithPlainCounting()
    {
        for (int seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            int classes = random.Next(2, 7);
            int[] truth = [.. Enumerable.Range(0, random.Next(1, 80)).Select(_ => random.Next(classes))];
            int[] decisions = [.. truth.Select(actual => random.Next(2) == 0 ? actual : random.Next(classes))];

            ConfusionTable table = ConfusionTable.Of(classes, decisions, truth);

            int right = 0;
            double sumOfF1 = 0;
            for (int c = 0; c < classes; c++)
            {
                int hits = 0, alarms = 0, misses = 0;
                for (int i = 0; i < truth.Length; i++)
                {
                    hits += truth[i] == c && decisions[i] == c ? 1 : 0;
                    alarms += truth[i] != c && decisions[i] == c ? 1 : 0;
                    misses += truth[i] == c && decisions[i] != c ? 1 : 0;
                }

                double precision = hits == 0 ? 0 : (double)hits / (hits + alarms);
                double recall = hits == 0 ? 0 : (double)hits / (hits + misses);
                double f1 = hits == 0 ? 0 : 2 * precision * recall / (precision + recall);
                Assert.AreEqual(precision, table.Precision(c), 1e-15);
                Assert.AreEqual(recall, table.Recall(c), 1e-15);
                Assert.AreEqual(f1, table.F1(c), 1e-15);
                right += hits;
                sumOfF1 += f1;
            }

            Assert.AreEqual((double)right / truth.Length, table.Accuracy, 1e-15);
            Assert.AreEqual(sumOfF1 / classes, table.MacroF1, 1e-14);
        }
    }

    [TestMethod]
    public void N35_Of_TwoClasses_AgreesWithTheBinaryCounts()
    {
        bool[] decisions = [true, true, false, false, true];
        float[] labels = [1, 0, 0, 1, 1];
        ConfusionMatrix matrix = ConfusionMatrix.Of(decisions, labels);

        ConfusionTable table = ConfusionTable.Of(2, [1, 1, 0, 0, 1], [1, 0, 0, 1, 1]);

        Assert.AreEqual((matrix.Accuracy, matrix.Precision, matrix.Recall, matrix.F1), (table.Accuracy, table.Precision(1), table.Recall(1), table.F1(1)));
    }

    [TestMethod]
    public void N35_Ratios_ClassWithoutCases_AreZeroAndNeverNaN()
    {
        ConfusionTable table = ConfusionTable.Of(3, [0, 1], [0, 1]);
        Assert.AreEqual((0.0, 0.0, 0.0), (table.Precision(2), table.Recall(2), table.F1(2)));
        Assert.AreEqual(2 / 3.0, table.MacroF1, 1e-15);
        ConfusionTable empty = ConfusionTable.Of(3, [], []);
        Assert.AreEqual((0, 0.0, 0.0), (empty.Count, empty.Accuracy, empty.MacroF1));
    }

    [TestMethod]
    public void N35_Of_WhatDoesNotFit_SaysBothNumbers()
    {
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => ConfusionTable.Of(3, [0, 1], [0]));
        Assert.StartsWith("There are 2 decisions and 1 labels.", error.Message);
        error = Assert.ThrowsExactly<ArgumentException>(() => ConfusionTable.Of(3, [0, 3], [0, 1]));
        Assert.StartsWith("Example 1 is of class 1 and was taken for 3; the classes are 0 to 2.", error.Message);
        error = Assert.ThrowsExactly<ArgumentException>(() => ConfusionTable.Of(3, [0], [-1]));
        Assert.StartsWith("Example 0 is of class -1", error.Message);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => ConfusionTable.Of(1, [], []));
        ConfusionTable table = ConfusionTable.Of(3, Decisions, Truth);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => table[3, 0]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => table[0, -1]);
    }
}
