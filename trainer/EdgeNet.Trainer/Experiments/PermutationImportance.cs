namespace EdgeNet.Trainer.Experiments;

/// <summary>The importance of one input: how much the cost rises when the input's values are shuffled among the examples.</summary>
/// <remarks>
/// Breiman, Random Forests, 2001, section 10; here with the cost in place of the errors, since it also shows effects that do not yet change a decision.
/// Inputs with the same information replace each other, so that none of them seems important.
/// </remarks>
/// <param name="Feature">The input, 0 to n[0] - 1, or the number of the group of inputs.</param>
/// <param name="Mean">The mean rise of the cost; about 0 or below it for an input that does not help.</param>
/// <param name="Deviation">The standard deviation of the rise from one shuffle to another.</param>
internal readonly record struct PermutationImportance(int Feature, double Mean, double Deviation)
{
    /// <summary>Measures inputs one by one.</summary>
    /// <param name="examples">Examples that were not trained on.</param>
    /// <param name="cost">The cost of the model on examples like these.</param>
    /// <param name="features">The inputs to be measured.</param>
    /// <param name="repeats">Shuffles of each, 2 or more.</param>
    /// <param name="seed">The seed of the shuffles; those of an input do not depend on which others are measured.</param>
    /// <returns>One an input, in the order of <paramref name="features"/>.</returns>
    public static IReadOnlyList<PermutationImportance> Measure(
        Dataset examples, Func<Dataset, double> cost, IReadOnlyList<int> features, int repeats, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 2);
        Dataset shuffled = examples.Select([.. Enumerable.Range(0, examples.Count)]);
        double before = cost(examples);
        var result = new PermutationImportance[features.Count];
        for (int f = 0; f < result.Length; f++)
        {
            var random = SeededRandom.For(seed, RandomPurpose.Permutation, features[f]);
            Span<float> row = shuffled.Features.Row(features[f]);
            var rises = new double[repeats];
            for (int r = 0; r < repeats; r++)
            {
                random.Shuffle(row);
                rises[r] = cost(shuffled) - before;
            }

            examples.Features.Row(features[f]).CopyTo(row);
            result[f] = Of(features[f], rises);
        }

        return result;
    }

    /// <summary>
    /// Measures groups of inputs: those of a group are shuffled together, so that inputs with the same information cannot replace each other within it.
    /// </summary>
    /// <param name="examples">Examples that were not trained on.</param>
    /// <param name="cost">The cost of the model on examples like these.</param>
    /// <param name="groups">The inputs of each group.</param>
    /// <param name="repeats">Shuffles of each, 2 or more.</param>
    /// <param name="seed">The seed of the shuffles.</param>
    /// <returns>One a group, in the order of <paramref name="groups"/>.</returns>
    public static IReadOnlyList<PermutationImportance> MeasureGroups(
        Dataset examples, Func<Dataset, double> cost, IReadOnlyList<IReadOnlyList<int>> groups, int repeats, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 2);
        int[] order = [.. Enumerable.Range(0, examples.Count)];
        Dataset shuffled = examples.Select(order);
        double before = cost(examples);
        var result = new PermutationImportance[groups.Count];
        for (int g = 0; g < result.Length; g++)
        {
            var random = SeededRandom.For(seed, RandomPurpose.Permutation, g);
            var rises = new double[repeats];
            for (int r = 0; r < repeats; r++)
            {
                random.Permute<int>(order);
                foreach (int feature in groups[g])
                {
                    for (int e = 0; e < order.Length; e++)
                    {
                        shuffled.Features[feature, e] = examples.Features[feature, order[e]];
                    }
                }

                rises[r] = cost(shuffled) - before;
            }

            foreach (int feature in groups[g])
            {
                examples.Features.Row(feature).CopyTo(shuffled.Features.Row(feature));
            }

            result[g] = Of(g, rises);
        }

        return result;
    }

    private static PermutationImportance Of(int feature, double[] rises)
    {
        double mean = rises.Average();
        double squares = rises.Sum(rise => (rise - mean) * (rise - mean));
        return new PermutationImportance(feature, mean, Math.Sqrt(squares / (rises.Length - 1)));
    }
}
