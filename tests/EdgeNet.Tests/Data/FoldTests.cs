using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Tests.Data;

/// <summary>The folds of cross-validation.</summary>
[TestClass]
public class FoldTests
{
    [TestMethod]
    public void CreateFolds_EverySizeAndNumber_TestsEachExampleOnceInEvenFolds()
    {
        var random = new Random(1);
        for (int examples = 2; examples <= 40; examples++)
        {
            for (int folds = 2; folds <= examples; folds++)
            {
                Matrix<float> labels = SplitLabels.Make(examples, random.Next(examples + 1), seed: folds);

                StratifiedSplit[] splits = StratifiedSplit.CreateFolds(labels, folds, seed: examples);

                Assert.HasCount(folds, splits);
                SplitLabels.AssertEachOnce(examples, [.. splits.Select(split => split.Test)]);
                AssertEven(splits.Select(split => split.Test.Length));
                AssertEven(splits.Select(split => SplitLabels.CountOf(labels, split.Test, 0)));
                AssertEven(splits.Select(split => SplitLabels.CountOf(labels, split.Test, 1)));
            }
        }
    }

    [TestMethod]
    public void CreateFolds_EachFold_TrainsOnAllThatItDoesNotTest()
    {
        foreach (StratifiedSplit split in StratifiedSplit.CreateFolds(SplitLabels.Make(31, 9, 1), folds: 4, seed: 1))
        {
            SplitLabels.AssertEachOnce(31, split.Train, split.Test);
            Assert.IsEmpty(split.Dev);
        }
    }

    [TestMethod]
    public void CreateFolds_Seed_FixesTheFolds()
    {
        Matrix<float> labels = SplitLabels.Make(50, 20, 1);
        StratifiedSplit[] first = StratifiedSplit.CreateFolds(labels, 5, seed: 3);
        StratifiedSplit[] second = StratifiedSplit.CreateFolds(labels, 5, seed: 3);
        StratifiedSplit[] other = StratifiedSplit.CreateFolds(labels, 5, seed: 4);

        for (int f = 0; f < 5; f++)
        {
            CollectionAssert.AreEqual(first[f].Train, second[f].Train);
            CollectionAssert.AreEqual(first[f].Test, second[f].Test);
            CollectionAssert.AreNotEquivalent(first[f].Test, other[f].Test);
        }
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(0)]
    [DataRow(-1)]
    [DataRow(11)]
    public void CreateFolds_NumberOutOfRange_IsRefused(int folds)
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StratifiedSplit.CreateFolds(SplitLabels.Make(10, 5, 1), folds, seed: 1));
        Assert.AreEqual("folds", error.ParamName);
    }

    private static void AssertEven(IEnumerable<int> counts)
    {
        int[] sorted = [.. counts.Order()];
        Assert.IsLessThanOrEqualTo(1, sorted[^1] - sorted[0]);
    }

    [TestMethod]
    public void CreateFolds_NeighbouringSeedsAndRuns_NoPartitionInCommon()
    {
        Dataset examples = TestData.Clouds(features: 2, examples: 60, seed: 1);
        var partitions = new HashSet<string>();
        for (int seed = 1; seed <= 10; seed++)
        {
            for (int run = 0; run < 10; run++)
            {
                StratifiedSplit[] folds = StratifiedSplit.CreateFolds(examples, 5, seed, run);
                partitions.Add(string.Join('|', folds.Select(fold => string.Join(',', fold.Test.Order())).Order()));
            }
        }

        Assert.HasCount(100, partitions);
    }
}
