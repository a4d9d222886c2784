using EdgeNet.Networks.Layers;

namespace EdgeNet.Networks.Evaluation;

/// <summary>Counts, for each logit, the examples of each of two classes; examples of equal logits are decided alike, so the counts suffice.</summary>
internal sealed class LogitCounts
{
    private readonly int[] _logits;
    private readonly int[] _positives;
    private readonly int[] _negatives;

    private LogitCounts(int[] logits)
    {
        _logits = logits;
        _positives = new int[logits.Length];
        _negatives = new int[logits.Length];
    }

    /// <summary>The different logits, ascending.</summary>
    public ReadOnlySpan<int> Logits => _logits;

    /// <summary>All positive examples.</summary>
    public int PositiveCount { get; private set; }

    /// <summary>All negative examples.</summary>
    public int NegativeCount { get; private set; }

    /// <summary>The highest logit that has an example.</summary>
    public int Highest => _logits[LastWithExample()];

    /// <summary>Counts examples.</summary>
    public static LogitCounts Of(ReadOnlySpan<int> logits, ReadOnlySpan<float> labels)
    {
        int[] sorted = logits.ToArray();
        float[] sortedLabels = labels.ToArray();
        Array.Sort(sorted, sortedLabels);
        var counts = new LogitCounts(Distinct(sorted));
        for (int e = 0, index = 0; e < sorted.Length; e++)
        {
            index += sorted[e] == counts._logits[index] ? 0 : 1;
            counts.Add(index, sortedLabels[e] == 1);
        }

        return counts;
    }

    /// <summary>Counts of the same logits without an example.</summary>
    public LogitCounts Empty() => new(_logits);

    /// <summary>Draws as many examples of each class with replacement; earlier counts are replaced.</summary>
    public void Resample(LogitCounts source, SeededRandom random)
    {
        Resample(source._positives, source.PositiveCount, _positives, random);
        Resample(source._negatives, source.NegativeCount, _negatives, random);
        PositiveCount = source.PositiveCount;
        NegativeCount = source.NegativeCount;
    }

    public (int Positives, int Negatives) At(int index) => (_positives[index], _negatives[index]);

    public bool IsEmptyAt(int index) => _positives[index] == 0 && _negatives[index] == 0;

    // Draws an example; its logit is found by the running sums.
    private static void Resample(int[] source, int count, int[] target, SeededRandom random)
    {
        Array.Clear(target);
        var sums = new int[source.Length];
        int sum = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            sum += source[i];
            sums[i] = sum;
        }

        for (int e = 0; e < count; e++)
        {
            int drawn = random.Next(count) + 1;
            int low = 0, high = sums.Length - 1;
            while (low < high)
            {
                int middle = (low + high) / 2;
                (low, high) = sums[middle] >= drawn ? (low, middle) : (middle + 1, high);
            }

            target[low]++;
        }
    }

    private static int[] Distinct(int[] sorted)
    {
        var distinct = new int[sorted.Length];
        int count = 0;
        foreach (int logit in sorted)
        {
            if (count == 0 || distinct[count - 1] != logit)
            {
                distinct[count++] = logit;
            }
        }

        return distinct[..count];
    }

    private int LastWithExample()
    {
        int last = _logits.Length - 1;
        while (IsEmptyAt(last))
        {
            last--;
        }

        return last;
    }

    private void Add(int index, bool isPositive)
    {
        (isPositive ? _positives : _negatives)[index]++;
        PositiveCount += isPositive ? 1 : 0;
        NegativeCount += isPositive ? 0 : 1;
    }
}

/// <summary>Draws samples of the smoothed bootstrap: examples with replacement within each class, each logit with Gaussian noise.</summary>
/// <remarks>
/// The samples come from the kernel estimate of each class's density in place of its examples (Efron and Tibshirani, 1993, chapter 16; for minima of
/// steps, whose plain bootstrap is inconsistent, Kosorok, "Bootstrapping the Grenander Estimator", 2008). The noise has the standard deviation
/// <c>1.06 σ n^(-1/5)</c>, for a class of n examples with the standard deviation σ (Silverman, Density Estimation, 1986, section 3.4.2).
/// </remarks>
internal sealed class SmoothedLogits
{
    private readonly int[][] _classes;
    private readonly double[] _widths;
    private readonly int[] _logits;
    private readonly float[] _labels;
    private readonly double[] _noise;

    /// <summary>Measures the examples.</summary>
    public SmoothedLogits(ReadOnlySpan<int> logits, ReadOnlySpan<float> labels)
    {
        _logits = logits.ToArray();
        float[] truth = labels.ToArray();
        _classes = [[.. _logits.Where((_, e) => truth[e] == 0)], [.. _logits.Where((_, e) => truth[e] == 1)]];
        _widths = [.. _classes.Select(WidthOf)];
        _labels = [.. _classes.SelectMany((members, label) => members.Select(_ => (float)label))];
        _noise = new double[_labels.Length];
    }

    /// <summary>Draws a sample with as many examples of each class.</summary>
    public LogitCounts Draw(SeededRandom random)
    {
        Initializer.Fill<double>(_noise, 1, random);
        for (int e = 0; e < _logits.Length; e++)
        {
            int label = (int)_labels[e];
            double logit = _classes[label][random.Next(_classes[label].Length)] + (_widths[label] * _noise[e]);
            _logits[e] = (int)Math.Clamp(Math.Round(logit), int.MinValue, int.MaxValue);
        }

        return LogitCounts.Of(_logits, _labels);
    }

    private static double WidthOf(int[] logits)
    {
        if (logits.Length < 2)
        {
            return 0;
        }

        double mean = logits.Average(logit => (double)logit);
        double deviation = Math.Sqrt(logits.Sum(logit => (logit - mean) * (logit - mean)) / (logits.Length - 1));
        return 1.06 * deviation * Elementary.Exp(-0.2 * Elementary.Log(logits.Length));
    }
}
