using System.Numerics.Tensors;

namespace EdgeNet.Trainer.Data;

/// <summary>An affine map of every feature, or of every target of a regression, fitted on the training part only: to mean 0 and standard deviation 1, to the range from 0 to 1, or none.</summary>
internal sealed class Standardizer
{
    private readonly double[] _means;
    private readonly double[] _deviations;
    private readonly Hold?[] _holds;

    private Standardizer(double[] means, double[] deviations, Hold?[]? holds = null)
    {
        _means = means;
        _deviations = deviations;
        _holds = holds ?? new Hold?[means.Length];
    }

    /// <summary>μ of each feature: what becomes 0.</summary>
    public IReadOnlyList<double> Means => _means;

    /// <summary>σ of each feature, over m, or another width that becomes 1; 0 for a constant feature.</summary>
    public IReadOnlyList<double> Deviations => _deviations;

    /// <summary>What holds values of each feature that are no readings; null where nothing does.</summary>
    public IReadOnlyList<Hold?> Holds => _holds;

    /// <summary>Computes mean and standard deviation of every feature.</summary>
    /// <param name="features">X of the training part, shape (n[0], m), m at least 1.</param>
    /// <returns>The standardizer.</returns>
    /// <exception cref="ShapeException">There is no example.</exception>
    public static Standardizer Fit(Matrix<float> features) => Fit(features, isCentred: true);

    /// <summary>Computes the standard deviations alone and takes the means for 0, so that 0 stays 0: for targets of a ReLU output.</summary>
    /// <param name="targets">Y of the training part, shape (t, m), m at least 1.</param>
    /// <returns>The standardizer.</returns>
    /// <exception cref="ShapeException">There is no example.</exception>
    public static Standardizer FitScale(Matrix<float> targets) => Fit(targets, isCentred: false);

    /// <summary>Takes the lowest value of every feature for μ and the width of its range for σ, so that training sees 0 to 1.</summary>
    /// <param name="features">X of the training part, shape (n[0], m), m at least 1.</param>
    /// <returns>The standardizer.</returns>
    /// <exception cref="ShapeException">There is no example.</exception>
    public static Standardizer FitRange(Matrix<float> features)
    {
        Standardizer standard = Fit(features);
        double[] lowest = [.. Enumerable.Range(0, features.Rows).Select(i => (double)TensorPrimitives.Min<float>(features.Row(i)))];
        double[] widths = [.. lowest.Select((low, i) => TensorPrimitives.Max<float>(features.Row(i)) - low)];
        return new Standardizer([.. lowest.Select((low, i) => standard.IsConstant(i) ? standard._means[i] : low)], widths);
    }

    /// <summary>Leaves every feature as it is, but for a constant one, which becomes 0 as in every map.</summary>
    /// <param name="features">X of the training part, shape (n[0], m), m at least 1.</param>
    /// <returns>The standardizer.</returns>
    /// <exception cref="ShapeException">There is no example.</exception>
    public static Standardizer FitNothing(Matrix<float> features)
    {
        Standardizer standard = Fit(features);
        return new Standardizer(
            [.. standard._means.Select((mean, i) => standard.IsConstant(i) ? mean : 0)], [.. standard._deviations.Select(deviation => deviation == 0 ? 0.0 : 1.0)]);
    }

    /// <summary>Fits the map of a recipe; a feature that varies by the rounding of its numbers alone is constant, and a heavy tail does not rule the scale of its column.</summary>
    /// <param name="train">The training part. Values that are no readings are not counted, and are held to the end of the range of the others.</param>
    /// <param name="scaling">Which.</param>
    /// <returns>The standardizer.</returns>
    internal static Standardizer Fit(Dataset train, InputScaling scaling)
    {
        Standardizer plain = FitAll(train.Features, scaling);
        var holds = new Hold?[train.Features.Rows];
        for (int i = 0; i < holds.Length; i++)
        {
            ReadOnlySpan<float> row = train.Features.Row(i);
            if (train.Origin.Merged.ContainsKey(i) || IsRounding(row))
            {
                (plain._means[i], plain._deviations[i]) = (row[0], 0);
            }
            else if (train.Origin.Far?[i] is { } far && Array.FindAll(row.ToArray(), value => !far.Contains(value)) is { Length: > 0 } near)
            {
                Standardizer own = FitAll(new Matrix<float>(1, near.Length, near), scaling);
                (plain._means[i], plain._deviations[i]) = (own._means[0], own._deviations[0]);
                holds[i] = Hold.Of(far, near);
            }
        }

        return new Standardizer(plain._means, plain._deviations, holds);
    }

    // Whole numbers are exact, and their neighbours counts.
    private static bool IsRounding(ReadOnlySpan<float> row)
    {
        if (!SinglePrecision.AreNeighbours(TensorPrimitives.Min(row), TensorPrimitives.Max(row)))
        {
            return false;
        }

        foreach (float value in row)
        {
            if (value != MathF.Floor(value))
            {
                return true;
            }
        }

        return false;
    }

    private static Standardizer FitAll(Matrix<float> features, InputScaling scaling) => scaling switch
    {
        InputScaling.Range => FitRange(features),
        InputScaling.Raw => FitNothing(features),
        _ => FitRobust(features),
    };

    // Where a few values rule σ, a scale of it makes nearly all others one number: between σ and the σ of a normal distribution with these
    // quartiles lies one for both.
    private static Standardizer FitRobust(Matrix<float> features)
    {
        const double NormalQuartiles = 1.349; // from the first to the third, in σ (Tukey)
        const double Ruled = 20;
        Standardizer plain = Fit(features);
        for (int i = 0; i < features.Rows; i++)
        {
            float[] sorted = features.Row(i).ToArray();
            Array.Sort(sorted);
            double ofQuartiles = ((double)sorted[3 * sorted.Length / 4] - sorted[sorted.Length / 4]) / NormalQuartiles;
            if (ofQuartiles > 0 && plain._deviations[i] > Ruled * ofQuartiles)
            {
                (plain._means[i], plain._deviations[i]) = (sorted[sorted.Length / 2], Math.Sqrt(ofQuartiles * plain._deviations[i]));
            }
        }

        return plain;
    }

    /// <summary>
    /// Raises small deviations, so that a feature that hardly varied in training, such as the pixels of a corner, does not outweigh all others
    /// where it varies later. Constant features stay so.
    /// </summary>
    /// <param name="deviation">The least σ, in the features' unit; above 0.</param>
    /// <returns>A new standardizer.</returns>
    public Standardizer WithLeastDeviation(double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(deviation);
        return new Standardizer(_means, [.. _deviations.Select(own => own == 0 ? 0 : Math.Max(own, deviation))], _holds);
    }

    /// <summary>Says whether a feature had one value only in training, or none but the rounding of one: it is then 0 whatever its value.</summary>
    /// <param name="feature">0 to n[0] - 1.</param>
    /// <returns>True for a constant feature.</returns>
    public bool IsConstant(int feature) => _deviations[feature] == 0;

    /// <summary>Computes <c>(x - μ) / σ</c>; what is no reading is held to the end of the range that readings have, as the codes of the device are.</summary>
    /// <param name="features">X, shape (n[0], m).</param>
    /// <returns>A new matrix of the same shape.</returns>
    /// <exception cref="ShapeException">X does not have n[0] rows.</exception>
    public Matrix<float> Apply(Matrix<float> features)
    {
        Check(features);
        var result = new Matrix<float>(features.Rows, features.Columns);
        for (int i = 0; i < features.Rows; i++)
        {
            if (IsConstant(i))
            {
                continue;
            }

            ReadOnlySpan<float> source = features.Row(i);
            Span<float> target = result.Row(i);
            Hold? hold = _holds[i];
            for (int c = 0; c < source.Length; c++)
            {
                double value = hold is null ? source[c] : hold.Apply(source[c]);
                target[c] = (float)((value - _means[i]) / _deviations[i]);
            }
        }

        return result;
    }

    /// <summary>Computes <c>a·σ + μ</c>, what <see cref="Apply"/> was given: estimates in the user's units.</summary>
    /// <param name="standardized">A, shape (n[0], m).</param>
    /// <returns>A new matrix of the same shape.</returns>
    /// <exception cref="ShapeException">A does not have n[0] rows.</exception>
    public Matrix<double> Invert(Matrix<float> standardized)
    {
        Check(standardized);
        var result = new Matrix<double>(standardized.Rows, standardized.Columns);
        for (int i = 0; i < standardized.Rows; i++)
        {
            ReadOnlySpan<float> source = standardized.Row(i);
            Span<double> target = result.Row(i);
            for (int c = 0; c < source.Length; c++)
            {
                target[c] = (source[c] * _deviations[i]) + _means[i];
            }
        }

        return result;
    }

    private static Standardizer Fit(Matrix<float> features, bool isCentred)
    {
        if (features.Columns == 0)
        {
            throw new ShapeException($"A standardizer needs at least 1 example; it was given {features}.");
        }

        var means = new double[features.Rows];
        var deviations = new double[features.Rows];
        for (int i = 0; i < features.Rows; i++)
        {
            ReadOnlySpan<float> row = features.Row(i);
            if (!row.ContainsAnyExcept(row[0]))
            {
                means[i] = row[0];
                continue;
            }

            double sum = 0;
            foreach (float value in row)
            {
                sum += value;
            }

            means[i] = sum / row.Length;
            double squares = 0;
            foreach (float value in row)
            {
                squares += (value - means[i]) * (value - means[i]);
            }

            deviations[i] = Math.Sqrt(squares / row.Length);
        }

        return new Standardizer(isCentred ? means : new double[means.Length], deviations);
    }

    private void Check(Matrix<float> matrix)
    {
        if (matrix.Rows != _means.Length)
        {
            throw new ShapeException($"The standardizer was fitted on {_means.Length} features; it was given {matrix.Rows}.");
        }
    }

    /// <summary>Holds values that are no readings, such as error codes, a little beyond the readings, so that a network can tell them from the highest.</summary>
    /// <param name="LowFence">Values below it are held.</param>
    /// <param name="HighFence">Values above it are held.</param>
    /// <param name="Lowest">What values below become.</param>
    /// <param name="Highest">What values above become.</param>
    internal sealed record Hold(double LowFence, double HighFence, double Lowest, double Highest)
    {
        private const double Beyond = 0.1;

        public static Hold Of(FarValues far, float[] near)
        {
            double lowest = TensorPrimitives.Min<float>(near), highest = TensorPrimitives.Max<float>(near);
            double margin = Beyond * (highest - lowest);
            return new Hold(far.LowFence, far.HighFence, Math.Max(lowest - margin, far.LowFence), Math.Min(highest + margin, far.HighFence));
        }

        public double Apply(float value) => value < LowFence ? Lowest : value > HighFence ? Highest : value;
    }
}

/// <summary>How training scales a feature before the network sees it.</summary>
internal enum InputScaling
{
    /// <summary>Mean 0 and standard deviation 1 in the training part.</summary>
    Standardized,

    /// <summary>0 at the lowest and 1 at the highest value of the training part.</summary>
    Range,

    /// <summary>Nothing: the value as it is.</summary>
    Raw,
}

/// <summary>Which numbers single precision can tell apart: it has 24 bits, about 7 digits.</summary>
internal static class SinglePrecision
{
    // The error from rounding the same number in another way.
    private const int FewSteps = 3;

    /// <summary>The distance of two neighbouring numbers.</summary>
    public static double StepAt(double value)
    {
        float magnitude = (float)Math.Abs(value);
        return (double)MathF.BitIncrement(magnitude) - magnitude;
    }

    /// <summary>Whether two numbers differ by their rounding only.</summary>
    public static bool AreNeighbours(double lowest, double highest) =>
        highest - lowest <= FewSteps * StepAt(Math.Max(Math.Abs(lowest), Math.Abs(highest)));
}
