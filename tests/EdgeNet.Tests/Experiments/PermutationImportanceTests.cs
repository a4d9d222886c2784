using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Tests.Experiments;

[TestClass]
public class PermutationImportanceTests
{
    [TestMethod]
    public void N35_Measure_SquaredErrorOfTheTruth_RisesByTwiceTheVariance()
    {
        // ŷ = x[0] = y: over all permutations the mean of (x[i] - x[π(i)])² is twice the variance of x.
        Dataset examples = Examples(2, 40, 1);
        float[] values = examples.Features.Row(0).ToArray();
        double mean = values.Average(value => (double)value);
        double variance = values.Average(value => (value - mean) * (value - mean));

        IReadOnlyList<PermutationImportance> found = PermutationImportance.Measure(examples, SquaredError, [0, 1], 4000, 1);

        Assert.AreEqual(2 * variance, found[0].Mean, 0.02 * variance);
        Assert.IsGreaterThan(0, found[0].Deviation);
        Assert.AreEqual(new PermutationImportance(1, 0, 0), found[1], "The model does not look at it.");

        double SquaredError(Dataset shuffled) =>
            Enumerable.Range(0, shuffled.Count).Average(e => Math.Pow(shuffled.Features[0, e] - values[e], 2));
    }

    [TestMethod]
    public void N35_Measure_EveryShuffle_MovesOneInputOnlyAndKeepsItsValues()
    {
        Dataset examples = Examples(3, 20, 2);
        float[] before = examples.Features.Values.ToArray();
        int calls = 0;

        IReadOnlyList<PermutationImportance> found = PermutationImportance.Measure(examples, Look, [2, 0], 5, 3);

        Assert.AreEqual(1 + (2 * 5), calls);
        CollectionAssert.AreEqual((int[])[2, 0], found.Select(each => each.Feature).ToArray());
        CollectionAssert.AreEqual(before, examples.Features.Values.ToArray(), "The examples are left as they were.");

        double Look(Dataset shuffled)
        {
            int moved = calls == 0 ? -1 : calls <= 5 ? 2 : 0;
            for (int i = 0; i < 3; i++)
            {
                float[] now = shuffled.Features.Row(i).ToArray(), then = examples.Features.Row(i).ToArray();
                Assert.AreEqual(i != moved, now.SequenceEqual(then));
                CollectionAssert.AreEquivalent(then, now);
            }

            CollectionAssert.AreEqual(examples.Labels.Values.ToArray(), shuffled.Labels.Values.ToArray());
            return calls++;
        }
    }

    [TestMethod]
    public void MeasureGroups_InputsOfAGroup_MoveTogether()
    {
        Dataset examples = Examples(3, 40, 2);
        float[] before = examples.Features.Values.ToArray();

        // The model looks at the difference of two inputs: dealt out together, it stays among their differences.
        IReadOnlyList<PermutationImportance> found = PermutationImportance.MeasureGroups(examples, Difference, [[0, 1], [2], [0]], 50, 1);

        Assert.AreSequenceEqual([0, 1, 2], found.Select(each => each.Feature));
        Assert.AreEqual(0, found[0].Mean, 1e-6, "The sum over all examples is of the same pairs.");
        Assert.AreEqual(0, found[1].Mean, "The model does not look at it.");
        Assert.IsGreaterThan(0, found[2].Deviation);
        CollectionAssert.AreEqual(before, examples.Features.Values.ToArray(), "The examples are left as they were.");
        Assert.AreSequenceEqual(found, PermutationImportance.MeasureGroups(examples, Difference, [[0, 1], [2], [0]], 50, 1));

        static double Difference(Dataset shuffled) =>
            Enumerable.Range(0, shuffled.Count).Average(e => Math.Pow((double)shuffled.Features[0, e] - shuffled.Features[1, e], 2));
    }

    [TestMethod]
    public void N35_Measure_SameSeed_GivesTheSameWhateverElseIsMeasured()
    {
        Dataset examples = Examples(4, 30, 4);

        PermutationImportance[] all = [.. PermutationImportance.Measure(examples, Cost, [0, 1, 2, 3], 6, 7)];
        PermutationImportance[] some = [.. PermutationImportance.Measure(examples, Cost, [2], 6, 7)];

        CollectionAssert.AreEqual(all, PermutationImportance.Measure(examples, Cost, [0, 1, 2, 3], 6, 7).ToArray());
        Assert.AreEqual(all[2], some[0]);
        Assert.AreNotEqual(all[2], PermutationImportance.Measure(examples, Cost, [2], 6, 8)[0]);

        // Depends on every input and on the order of the examples.
        static double Cost(Dataset shuffled) =>
            Enumerable.Range(0, shuffled.Count).Sum(e => (e + 1) * (shuffled.Features[0, e] + (2 * shuffled.Features[1, e]) + Math.Abs(shuffled.Features[2, e]) + shuffled.Features[3, e]));
    }

    private static Dataset Examples(int features, int count, int seed)
    {
        var random = new Random(seed);
        var x = new Matrix<float>(features, count);
        foreach (ref float value in x.Values)
        {
            value = (float)random.NextDouble();
        }

        var y = new Matrix<float>(1, count);
        return new Dataset(x, y, [.. Enumerable.Range(0, features).Select(i => $"x{i}")], ["no", "yes"]);
    }
}
