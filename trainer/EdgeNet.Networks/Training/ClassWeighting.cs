using System.Numerics;
using EdgeNet.Files;
using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Training;

/// <summary>Weights of the examples by their class, for data in which some classes are rare.</summary>
/// <remarks>
/// The cost is <c>J = 1/m Σ w loss</c>, where w is the weight of the example's class. Weights are scaled so that their mean over the
/// training examples is 1: then only their ratios count, and a step is as long as it would be without them. Balanced weights,
/// <c>m / (k m[c])</c> for k classes with <c>m[c]</c> examples each, have that mean already; with them every class has the same share
/// in the cost. The dev set is measured with the same weights.
/// </remarks>
internal static class ClassWeighting
{
    /// <summary>Counts the examples of each class.</summary>
    /// <param name="labels">Y: one row of 0 and 1, or one row for each of k classes.</param>
    /// <returns>Two counts, the negative class first, or k.</returns>
    public static int[] Count<T>(Matrix<T> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var counts = new int[ClassesOf(labels)];
        for (int e = 0; e < labels.Columns; e++)
        {
            counts[ClassOf(labels, e)]++;
        }

        return counts;
    }

    /// <summary>Computes balanced weights, <c>m / (k m[c])</c>.</summary>
    /// <param name="counts"><c>m[c]</c>, each 1 or more.</param>
    /// <returns>A weight for each class.</returns>
    /// <exception cref="InputException">A class has no example.</exception>
    public static double[] Balanced(IReadOnlyList<int> counts)
    {
        int total = counts.Sum();
        for (int c = 0; c < counts.Count; c++)
        {
            if (counts[c] == 0)
            {
                throw new InputException($"Class {c} of 0 to {counts.Count - 1} has no training example, so that its balanced weight would be infinite; add examples or name the weights.");
            }
        }

        return [.. counts.Select(count => (double)total / ((double)counts.Count * count))];
    }

    /// <summary>Scales weights so that their mean over the training examples is 1.</summary>
    /// <param name="weights">A weight for each class, above 0.</param>
    /// <param name="counts"><c>m[c]</c> of the training examples, of as many classes.</param>
    /// <returns>The weights divided by their mean.</returns>
    /// <exception cref="ArgumentException">There are more or fewer weights than classes.</exception>
    public static double[] Scale(IReadOnlyList<double> weights, IReadOnlyList<int> counts)
    {
        if (weights.Count != counts.Count)
        {
            throw new ArgumentException($"There are {counts.Count} classes and {weights.Count} class weights; give one for each class.", nameof(weights));
        }

        double mean = weights.Zip(counts, (weight, count) => weight * count).Sum() / counts.Sum();
        return [.. weights.Select(weight => weight / mean)];
    }

    /// <summary>Gives each example the weight of its class.</summary>
    /// <param name="labels">Y: one row of 0 and 1, or one row for each of k classes.</param>
    /// <param name="weights">A weight for each class.</param>
    /// <returns>Shape (1, m).</returns>
    public static Matrix<T> ToExamples<T>(Matrix<T> labels, IReadOnlyList<double> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var examples = new Matrix<T>(1, labels.Columns);
        for (int e = 0; e < labels.Columns; e++)
        {
            examples[0, e] = T.CreateChecked(weights[ClassOf(labels, e)]);
        }

        return examples;
    }

    private static int ClassesOf<T>(Matrix<T> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Math.Max(2, labels.Rows);

    private static int ClassOf<T>(Matrix<T> labels, int example)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T half = T.One / T.CreateChecked(2);
        return labels.Rows == 1 ? (labels[0, example] >= half ? 1 : 0) : Softmax.IndexOfLargest(labels, example);
    }
}
