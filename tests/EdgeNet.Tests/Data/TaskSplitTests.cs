using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Tests.Data;

/// <summary>Splits of several classes, and of quantities, which have no classes.</summary>
[TestClass]
public class TaskSplitTests
{
    [TestMethod]
    public void Create_SeveralClasses_KeepsTheShareOfEach()
    {
        Dataset examples = Classes([100, 40, 10, 30]);

        StratifiedSplit split = StratifiedSplit.Create(examples, devShare: 0.2, testShare: 0.1, seed: 1);

        SplitLabels.AssertEachOnce(180, split.Train, split.Dev, split.Test);
        CollectionAssert.AreEqual((int[])[20, 8, 2, 6], Counts(examples.Select(split.Dev)));
        CollectionAssert.AreEqual((int[])[10, 4, 1, 3], Counts(examples.Select(split.Test)));
    }

    [TestMethod]
    public void CreateFolds_SeveralClasses_AreEvenInEveryFold()
    {
        Dataset examples = Classes([23, 14, 9]);

        StratifiedSplit[] splits = StratifiedSplit.CreateFolds(examples, folds: 5, seed: 2);

        SplitLabels.AssertEachOnce(46, [.. splits.Select(split => split.Test)]);
        for (int c = 0; c < 3; c++)
        {
            int[] counts = [.. splits.Select(split => Counts(examples.Select(split.Test))[c])];
            Assert.IsLessThanOrEqualTo(1, counts.Max() - counts.Min());
        }
    }

    [TestMethod]
    public void Create_Regression_DealsByLot()
    {
        Dataset examples = Ramp(200);

        StratifiedSplit split = StratifiedSplit.Create(examples, devShare: 0.15, testShare: 0.25, seed: 1);
        StratifiedSplit again = StratifiedSplit.Create(examples, devShare: 0.15, testShare: 0.25, seed: 1);
        StratifiedSplit other = StratifiedSplit.Create(examples, devShare: 0.15, testShare: 0.25, seed: 2);

        SplitLabels.AssertEachOnce(200, split.Train, split.Dev, split.Test);
        Assert.AreEqual((120, 30, 50), (split.Train.Length, split.Dev.Length, split.Test.Length));
        CollectionAssert.AreEqual(split.Test, again.Test);
        CollectionAssert.AreNotEqual(split.Test, other.Test);
        double mean = split.Test.Average();
        Assert.IsTrue(mean is > 80 and < 120, $"The test part has a mean number of {mean}; it must be drawn from all of the file.");
    }

    [TestMethod]
    public void CreateFolds_Regression_TestsEachExampleOnce()
    {
        StratifiedSplit[] splits = StratifiedSplit.CreateFolds(Ramp(23), folds: 4, seed: 1);

        SplitLabels.AssertEachOnce(23, [.. splits.Select(split => split.Test)]);
        CollectionAssert.AreEqual((int[])[6, 6, 6, 5], splits.Select(split => split.Test.Length).ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StratifiedSplit.CreateFolds(Ramp(3), folds: 4, seed: 1));
    }

    private static int[] Counts(Dataset examples) => [.. Enumerable.Range(0, examples.ClassNames.Count).Select(examples.CountOf)];

    private static Dataset Classes(int[] counts)
    {
        int[] classes = [.. counts.SelectMany((count, c) => Enumerable.Repeat(c, count))];
        new Random(7).Shuffle(classes);
        var labels = new Matrix<float>(counts.Length, classes.Length);
        for (int e = 0; e < classes.Length; e++)
        {
            labels[classes[e], e] = 1;
        }

        return new Dataset(new Matrix<float>(1, classes.Length), labels, ["x"], [.. counts.Select((_, c) => $"class {c}")]);
    }

    private static Dataset Ramp(int examples) => Dataset.ForRegression(
        new Matrix<float>(1, examples), new Matrix<float>(1, examples, [.. Enumerable.Range(0, examples).Select(e => (float)e)]), ["x"], ["y"]);
}
