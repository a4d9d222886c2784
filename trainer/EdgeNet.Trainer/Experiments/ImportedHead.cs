using EdgeNet.Interchange;
using EdgeNet.Trainer.Data;

namespace EdgeNet.Trainer.Experiments;

/// <summary>Changes of the first and the last layer of an imported network that leave its answers as they are.</summary>
internal static class ImportedHead
{
    /// <summary>The logit of the other class.</summary>
    public static (Matrix<double> Weights, double[] Biases) Negated(Matrix<double> weights, double[] biases)
    {
        Matrix<double> negated = weights.Clone();
        System.Numerics.Tensors.TensorPrimitives.Negate<double>(negated.Values, negated.Values);
        return (negated, [.. biases.Select(bias => -bias)]);
    }

    /// <summary>The units in another order.</summary>
    public static (Matrix<double> Weights, double[] Biases) Rows(Matrix<double> weights, double[] biases, int[] order)
    {
        var moved = new Matrix<double>(order.Length, weights.Columns);
        for (int j = 0; j < order.Length; j++)
        {
            weights.Row(order[j]).CopyTo(moved.Row(j));
        }

        return (moved, [.. order.Select(unit => biases[unit])]);
    }

    /// <summary>Takes inputs of another scaling: with <c>u = (x - μ)/σ</c> of the file and <c>v = (x - ν)/τ</c> it is <c>u = v τ/σ + (ν - μ)/σ</c>.</summary>
    public static (Matrix<double> Weights, double[] Biases) Restated(Matrix<double> weights, double[] biases, IReadOnlyList<Affine> from, Standardizer to)
    {
        var restated = new Matrix<double>(weights.Rows, weights.Columns);
        double[] sums = [.. biases];
        for (int i = 0; i < weights.Columns; i++)
        {
            (double mean, double deviation) = (from[i].Mean, from[i].Deviation);
            bool isSame = double.IsInfinity(deviation) || (to.Means[i] == mean && to.Deviations[i] == deviation);
            double factor = isSame ? 1 : to.Deviations[i] / deviation;
            double shift = isSame ? 0 : (to.Means[i] - mean) / deviation;
            for (int j = 0; j < weights.Rows; j++)
            {
                restated[j, i] = weights[j, i] * factor;
                sums[j] += weights[j, i] * shift;
            }
        }

        return (restated, sums);
    }

    /// <summary>Gives outputs of another scaling: <c>(z·Scale + Offset - ν)/τ</c>.</summary>
    public static (Matrix<double> Weights, double[] Biases) Scaled(Matrix<double> weights, double[] biases, IReadOnlyList<Affine> maps, Standardizer to)
    {
        Matrix<double> scaled = weights.Clone();
        var sums = new double[biases.Length];
        for (int j = 0; j < biases.Length; j++)
        {
            (double mean, double deviation) = (to.Means[j], to.Deviations[j]);
            bool isSame = maps[j].Scale == deviation && maps[j].Offset == mean;
            double factor = isSame ? 1 : maps[j].Scale / deviation;
            System.Numerics.Tensors.TensorPrimitives.Multiply<double>(scaled.Row(j), factor, scaled.Row(j));
            sums[j] = isSame ? biases[j] : (maps[j].Of(biases[j]) - mean) / deviation;
        }

        return (scaled, sums);
    }
}

/// <summary>The scaling of inputs that quantization begins with: that of the data, or the file's own where they are the same.</summary>
internal static class ImportedScaling
{
    /// <summary>The scaling of the file; an input that it multiplies by 0 is constant.</summary>
    public static Standardizer OfFile(InputValues inputs) => Standardizer.Of(
        inputs.Maps.Select(map => map.Mean), inputs.Maps.Select(map => double.IsInfinity(map.Deviation) ? 0 : map.Deviation), HoldsOf(inputs));

    /// <summary>The scaling that the data has, with what the file holds.</summary>
    /// <param name="inputs">The inputs of the file.</param>
    /// <param name="train">The examples.</param>
    /// <param name="areReadings">Whether the device takes readings as they are.</param>
    /// <param name="warnings">Columns that do not vary are added.</param>
    public static Standardizer Of(InputValues inputs, Dataset train, bool areReadings, List<string> warnings)
    {
        var fitted = Standardizer.Fit(train, InputScaling.Standardized);
        if (train.Origin.Images is not null)
        {
            fitted = fitted.WithLeastDeviation(Recipes.RecipeImages.LeastDeviation * (areReadings ? byte.MaxValue : 1));
        }

        Standardizer own = OfFile(inputs);
        if (IsSame(own, fitted))
        {
            return fitted;
        }

        var guessed = new List<string>();
        double[] deviations = [.. fitted.Deviations];
        double[] means = [.. fitted.Means];
        for (int i = 0; i < deviations.Length; i++)
        {
            if (own.IsConstant(i))
            {
                (means[i], deviations[i]) = (own.Means[i], 0);
            }
            else if (fitted.IsConstant(i))
            {
                // The network uses the input though the data never moves it: the device must not ignore it.
                deviations[i] = own.Deviations[i] != 1 ? Math.Abs(own.Deviations[i]) : Math.Max(1, Math.Abs(means[i]));
                guessed.Add(train.FeatureNames[i]);
            }
        }

        if (guessed.Count > 0 && train.Origin.Images is null)
        {
            warnings.Add($"{train.Source}: {NameList.Of([.. guessed.Select(name => $"'{name}'")])} {(guessed.Count == 1 ? "has" : "have")} one value only, so that the range of the codes had to be guessed; calibrate with data in which every input varies.");
        }

        return Standardizer.Of(means, deviations, HoldsOf(inputs));
    }

    private static Standardizer.Hold?[]? HoldsOf(InputValues inputs) => inputs.Holds is null ? null
        : [.. inputs.Holds.Select(hold => hold == InputHold.None ? null : new Standardizer.Hold(hold.LowFence, hold.HighFence, hold.Lowest, hold.Highest))];

    private static bool IsSame(Standardizer own, Standardizer fitted) =>
        own.Means.SequenceEqual(fitted.Means) && own.Deviations.SequenceEqual(fitted.Deviations) && own.Holds.SequenceEqual(fitted.Holds);
}
