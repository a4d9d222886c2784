using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Tests.Data;

/// <summary>The split into training, dev and test part.</summary>
[TestClass]
public class StratifiedSplitTests
{
    [TestMethod]
    public void Create_ManySizesAndShares_PutsEachExampleInOnePartAndKeepsTheClassShares()
    {
        var random = new Random(1);
        for (int trial = 0; trial < 500; trial++)
        {
            int examples = random.Next(1, 80);
            Matrix<float> labels = SplitLabels.Make(examples, random.Next(examples + 1), trial);
            double devShare = random.NextDouble() * 0.6;
            double testShare = random.NextDouble() * (0.99 - devShare);

            StratifiedSplit split = StratifiedSplit.Create(labels, devShare, testShare, seed: trial);

            SplitLabels.AssertEachOnce(examples, split.Train, split.Dev, split.Test);
            for (int label = 0; label < 2; label++)
            {
                int members = labels.Values.Count((float)label);
                Assert.AreEqual(devShare * members, SplitLabels.CountOf(labels, split.Dev, label), 0.5, $"Dev part of trial {trial}.");
                Assert.AreEqual(testShare * members, SplitLabels.CountOf(labels, split.Test, label), 0.5, $"Test part of trial {trial}.");
            }
        }
    }

    [TestMethod]
    public void Create_KnownShares_GivesKnownSizes()
    {
        Matrix<float> labels = SplitLabels.Make(examples: 100, positives: 20, seed: 1);

        StratifiedSplit split = StratifiedSplit.Create(labels, devShare: 0.2, testShare: 0.1, seed: 1);

        Assert.AreEqual((70, 20, 10), (split.Train.Length, split.Dev.Length, split.Test.Length));
        Assert.AreEqual(14, SplitLabels.CountOf(labels, split.Train, 1));
        Assert.AreEqual(4, SplitLabels.CountOf(labels, split.Dev, 1));
        Assert.AreEqual(2, SplitLabels.CountOf(labels, split.Test, 1));
    }

    [TestMethod]
    public void Create_SharesOfZero_LeavesAllForTraining()
    {
        StratifiedSplit split = StratifiedSplit.Create(SplitLabels.Make(30, 10, 1), devShare: 0, testShare: 0, seed: 1);

        Assert.HasCount(30, split.Train);
        Assert.IsEmpty(split.Dev);
        Assert.IsEmpty(split.Test);
    }

    [TestMethod]
    public void Create_Seed_FixesTheSplit()
    {
        Matrix<float> labels = SplitLabels.Make(60, 30, 1);
        StratifiedSplit first = StratifiedSplit.Create(labels, 0.2, 0.2, seed: 3);
        StratifiedSplit second = StratifiedSplit.Create(labels, 0.2, 0.2, seed: 3);
        StratifiedSplit other = StratifiedSplit.Create(labels, 0.2, 0.2, seed: 4);

        CollectionAssert.AreEqual(first.Train, second.Train);
        CollectionAssert.AreEqual(first.Dev, second.Dev);
        CollectionAssert.AreEqual(first.Test, second.Test);
        CollectionAssert.AreNotEquivalent(first.Test, other.Test);
    }

    [TestMethod]
    public void Create_LabelsSortedByClass_MixesTheClassesInEveryPart()
    {
        var labels = new Matrix<float>(1, 100);
        labels.Values[50..].Fill(1);

        StratifiedSplit split = StratifiedSplit.Create(labels, 0.3, 0.3, seed: 1);

        foreach (int[] part in (int[][])[split.Train, split.Dev, split.Test])
        {
            int changes = part.Zip(part.Skip(1), (a, b) => labels[0, a] != labels[0, b]).Count(changed => changed);
            Assert.IsGreaterThan(5, changes, "Sorted by class it would be 1.");
        }
    }

    [TestMethod]
    public void Create_SharesJustBelowOne_NeverTakesMoreThanThereIs()
    {
        // 5 · 0.1 = ½ and 5 · 0.8999999999999999 = 4½ when rounded to double, and both halves are rounded up.
        Matrix<float> labels = SplitLabels.Make(examples: 5, positives: 0, seed: 1);

        StratifiedSplit split = StratifiedSplit.Create(labels, 0.1, 0.8999999999999999, seed: 1);

        SplitLabels.AssertEachOnce(5, split.Train, split.Dev, split.Test);
    }

    [TestMethod]
    [DataRow(-0.1, 0.2)]
    [DataRow(0.2, -0.1)]
    [DataRow(0.5, 0.5)]
    [DataRow(1.0, 0.0)]
    [DataRow(0.0, 1.0)]
    [DataRow(double.NaN, 0.1)]
    [DataRow(0.1, double.NaN)]
    public void Create_SharesOutOfRange_AreRefused(double devShare, double testShare)
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StratifiedSplit.Create(SplitLabels.Make(10, 5, 1), devShare, testShare, seed: 1));
    }
}
