using EdgeNet.Networks.Numerics;

namespace EdgeNet.Tests.Data;

/// <summary>Labels to split, and counts of what came out.</summary>
internal static class SplitLabels
{
    /// <summary>So many positive examples among so many, in an order from a seed.</summary>
    public static Matrix<float> Make(int examples, int positives, int seed)
    {
        var labels = new Matrix<float>(1, examples);
        labels.Values[..positives].Fill(1);
        new Random(seed).Shuffle(labels.Values);
        return labels;
    }

    public static int CountOf(Matrix<float> labels, int[] examples, float label) => examples.Count(example => labels[0, example] == label);

    /// <summary>Fails unless the parts together have each of the examples once.</summary>
    public static void AssertEachOnce(int examples, params int[][] parts) =>
        CollectionAssert.AreEqual(Enumerable.Range(0, examples).ToArray(), parts.SelectMany(part => part).Order().ToArray());
}
