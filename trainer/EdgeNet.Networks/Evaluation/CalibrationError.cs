using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Evaluation;

/// <summary>The expected calibration error at temperature 1 and at that of the models, with intervals, and what chance alone makes of it.</summary>
/// <remarks>
/// The error is that of <see cref="CalibrationCurve"/>, with ten bins of equal width; of several runs the mean. From few examples it is never 0, not even of
/// perfect probabilities, and larger than the error of all examples there could be. The bootstrap repeats that bias, so the intervals are the basic ones,
/// <c>2 ECE - quantile</c> (Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 5.2), which take it off; whole groups are drawn where there are any.
/// </remarks>
/// <param name="Before">At temperature 1.</param>
/// <param name="After">At the temperatures of the models.</param>
/// <param name="Reduction"><c>Before - After</c>, with an interval of its own, because both err alike.</param>
/// <param name="Perfect">What probabilities like those after would show if they were exactly right: the mean, and 95 % of samples.</param>
internal sealed record CalibrationError(CalibrationEstimate Before, CalibrationEstimate After, CalibrationEstimate Reduction, CalibrationEstimate Perfect)
{
    private const double Tail = 0.025;

    /// <summary>Measures models.</summary>
    /// <param name="runs">One or more sets of predictions, of which each has every example at most once.</param>
    /// <param name="seed">The seed of the samples.</param>
    /// <param name="samples">The number of samples.</param>
    /// <exception cref="ArgumentException">There is no prediction.</exception>
    public static CalibrationError Of(IReadOnlyList<JudgedProbabilities> runs, int seed, int samples = 1000)
    {
        if (runs.Count == 0 || runs.Any(run => run.Count == 0))
        {
            throw new ArgumentException("There is no prediction to judge.", nameof(runs));
        }

        int[] units = [.. runs.SelectMany(run => run.Units).Distinct().Order()];
        runs = [.. runs.Select(run => run with { Units = [.. run.Units.Select(unit => Array.BinarySearch(units, unit))] })];
        var drawn = new int[units.Length];
        Array.Fill(drawn, 1);
        (double before, double after) = ErrorOf(runs, drawn);
        double[] befores = new double[samples], afters = new double[samples], perfects = new double[samples];
        var random = SeededRandom.For(seed, RandomPurpose.Bootstrap);
        for (int s = 0; s < samples; s++)
        {
            Array.Clear(drawn);
            for (int u = 0; u < drawn.Length; u++)
            {
                drawn[random.Next(drawn.Length)]++;
            }

            (befores[s], afters[s]) = ErrorOf(runs, drawn);
            perfects[s] = runs.Average(run => CalibrationCurve.Of(run.After, [.. run.After.Select(p => random.NextDouble() < p ? 1f : 0)]).ExpectedError);
        }

        double[] reductions = [.. befores.Zip(afters, (first, second) => first - second)];
        (double lowest, double highest) = Ends(perfects);
        return new CalibrationError(
            Basic(before, befores, 0), Basic(after, afters, 0), Basic(before - after, reductions, double.NegativeInfinity), new CalibrationEstimate(perfects.Average(), lowest, highest));
    }

    private static (double Before, double After) ErrorOf(IReadOnlyList<JudgedProbabilities> runs, int[] drawn)
    {
        double before = 0, after = 0;
        foreach (JudgedProbabilities run in runs)
        {
            double[] first = new double[CalibrationCurve.DefaultBins], second = new double[CalibrationCurve.DefaultBins];
            int count = 0;
            for (int e = 0; e < run.Count; e++)
            {
                int times = drawn[run.Units[e]];
                count += times;
                first[CalibrationCurve.BinOf(run.Before[e])] += times * (run.IsRight[e] - run.Before[e]);
                second[CalibrationCurve.BinOf(run.After[e])] += times * (run.IsRight[e] - run.After[e]);
            }

            before += first.Sum(Math.Abs) / Math.Max(1, count);
            after += second.Sum(Math.Abs) / Math.Max(1, count);
        }

        return (before / runs.Count, after / runs.Count);
    }

    private static CalibrationEstimate Basic(double value, double[] samples, double least)
    {
        (double lowest, double highest) = Ends(samples);
        return new CalibrationEstimate(value, Math.Max(least, (2 * value) - highest), Math.Max(least, (2 * value) - lowest));
    }

    private static (double Lowest, double Highest) Ends(double[] samples)
    {
        Array.Sort(samples);
        int left = (int)(Tail * samples.Length);
        return (samples[left], samples[^(left + 1)]);
    }
}

/// <summary>A number with its interval of 95 %.</summary>
internal readonly record struct CalibrationEstimate(double Value, double Lowest, double Highest);

/// <summary>What a model says of m examples, and whether it is so.</summary>
/// <param name="Before">The probability of the positive class, or of the class decided for, at temperature 1.</param>
/// <param name="After">The same at the model's temperature.</param>
/// <param name="IsRight">1 where the example is of that class, else 0.</param>
/// <param name="Units">The group of each example, or its own number.</param>
internal sealed record JudgedProbabilities(double[] Before, double[] After, float[] IsRight, int[] Units)
{
    /// <summary>m.</summary>
    public int Count => After.Length;

    /// <summary>Judges logits.</summary>
    /// <param name="logits">Z, shape (1, m) of two classes or (k, m), at the model's temperature.</param>
    /// <param name="labels">Y, of the same shape.</param>
    /// <param name="temperature">The model's temperature.</param>
    /// <param name="units">For each example its group; null where each stands for itself.</param>
    public static JudgedProbabilities Of(Matrix<double> logits, Matrix<float> labels, double temperature = 1, IReadOnlyList<int>? units = null)
    {
        double[] after = Probabilities(logits);
        var plain = new Matrix<double>(logits.Rows, logits.Columns, [.. logits.Values.ToArray().Select(logit => logit * temperature)]);
        float[] isRight = [.. Enumerable.Range(0, logits.Columns).Select(e => labels[logits.Rows == 1 ? 0 : Softmax.IndexOfLargest(logits, e), e])];
        return new JudgedProbabilities(temperature == 1 ? after : Probabilities(plain), after, isRight, [.. units ?? [.. Enumerable.Range(0, after.Length)]]);
    }

    /// <summary>Puts parts of a run together.</summary>
    public static JudgedProbabilities Join(IEnumerable<JudgedProbabilities> parts)
    {
        JudgedProbabilities[] all = [.. parts];
        return new JudgedProbabilities(
            [.. all.SelectMany(part => part.Before)], [.. all.SelectMany(part => part.After)], [.. all.SelectMany(part => part.IsRight)], [.. all.SelectMany(part => part.Units)]);
    }

    private static double[] Probabilities(Matrix<double> logits)
    {
        var probabilities = new Matrix<double>(logits.Rows, logits.Columns);
        if (logits.Rows == 1)
        {
            ActivationFunctions.Sigmoid<double>(logits.Values, probabilities.Values);
            return probabilities.Values.ToArray();
        }

        Softmax.Forward(logits, probabilities);
        return [.. Enumerable.Range(0, logits.Columns).Select(e => Math.Min(1, probabilities[Softmax.IndexOfLargest(logits, e), e]))];
    }
}
