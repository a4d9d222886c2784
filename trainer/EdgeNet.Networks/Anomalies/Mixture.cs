namespace EdgeNet.Networks.Anomalies;

/// <summary>What normal examples look like: some prototypes, each with a width in every input. The farther an example is from the nearest, the less normal.</summary>
/// <param name="Centres">K prototypes of n[0] standardised values.</param>
/// <param name="Variances">K times n[0] variances above 0.</param>
/// <param name="LogShares">K logarithms of the share of the examples.</param>
internal sealed record Mixture(double[][] Centres, double[][] Variances, double[] LogShares) : INormality
{
    /// <summary>The least variance, of standardised values: codes of eight bits are no finer.</summary>
    public const double LeastVariance = 0.0025;

    private const double LogTwoPi = 1.8378770664093453;

    /// <summary>K.</summary>
    public int Count => Centres.Length;

    /// <inheritdoc/>
    public double Least => Enumerable.Range(0, Count).Min(Constant);

    /// <summary>Computes <see cref="Surprise"/> of the nearest prototype alone, as the device computes it.</summary>
    /// <param name="examples">m examples of n[0] standardised values.</param>
    /// <returns>m numbers.</returns>
    public double[] Surprises(IReadOnlyList<double[]> examples) => [.. examples.Select(example => Enumerable.Range(0, Count).Min(k => Surprise(k, example)))];

    /// <summary>Computes the negative logarithm of a prototype's density times its share.</summary>
    /// <param name="prototype">0 to K - 1.</param>
    /// <param name="example">n[0] standardised values.</param>
    public double Surprise(int prototype, ReadOnlySpan<double> example)
    {
        double[] centre = Centres[prototype];
        double[] variances = Variances[prototype];
        double sum = 0;
        for (int i = 0; i < centre.Length; i++)
        {
            double difference = example[i] - centre[i];
            sum += difference * difference / variances[i];
        }

        return (0.5 * sum) + Constant(prototype);
    }

    /// <summary>What of <see cref="Surprise"/> does not depend on the example.</summary>
    public double Constant(int prototype)
    {
        double logarithms = 0;
        foreach (double variance in Variances[prototype])
        {
            logarithms += Elementary.Log(variance) + LogTwoPi;
        }

        return (0.5 * logarithms) - LogShares[prototype];
    }

    /// <summary>Computes the mean over examples of the logarithm of the density, of the nearest prototype alone.</summary>
    /// <param name="examples">Standardised.</param>
    public double LogLikelihood(IReadOnlyList<double[]> examples) => -Surprises(examples).Average();
}

/// <summary>k-means: prototypes, each with one width for all inputs (Lloyd, "Least Squares Quantization in PCM", 1982; first ones by Arthur and Vassilvitskii, "k-means++", 2007).</summary>
internal static class KMeans
{
    private const int Restarts = 5;
    private const int MostRounds = 200;
    private const double Borrowed = 2; // examples of the mean width, so that a prototype of few examples is not too narrow

    /// <summary>Fits prototypes.</summary>
    /// <param name="examples">Standardised, one at least.</param>
    /// <param name="count">Prototypes, 1 to the number of different examples; of fewer different examples as many.</param>
    /// <param name="seed">The user's.</param>
    /// <returns>The best of several starts. The same for the same examples and seed.</returns>
    public static Mixture Fit(IReadOnlyList<double[]> examples, int count, int seed)
    {
        (double[][] centres, int[] nearest, double error) = Centres(examples, count, seed);
        int inputs = examples[0].Length;
        double mean = error / examples.Count;
        var counts = new double[centres.Length];
        var sums = new double[centres.Length];
        for (int e = 0; e < nearest.Length; e++)
        {
            counts[nearest[e]]++;
            sums[nearest[e]] += Squared(examples[e], centres[nearest[e]]);
        }

        double[] variances = [.. sums.Select((sum, k) => Math.Max((sum + (Borrowed * mean)) / (counts[k] + Borrowed) / inputs, Mixture.LeastVariance))];
        return new Mixture(
            centres,
            [.. variances.Select(variance => Enumerable.Repeat(variance, inputs).ToArray())],
            [.. counts.Select(count => Elementary.Log(Math.Max(count, 1) / examples.Count))]);
    }

    /// <summary>Finds the centres.</summary>
    /// <returns>The centres, the nearest of each example, and the sum of the squared distances.</returns>
    public static (double[][] Centres, int[] Nearest, double Error) Centres(IReadOnlyList<double[]> examples, int count, int seed)
    {
        (double[][] Centres, int[] Nearest, double Error) best = ([], [], double.PositiveInfinity);
        for (int start = 0; start < Restarts; start++)
        {
            var random = SeededRandom.For(seed, RandomPurpose.Prototypes, start);
            (double[][] Centres, int[] Nearest, double Error) found = Descend(examples, FirstCentres(examples, count, random));
            best = found.Error < best.Error ? found : best;
        }

        return best;
    }

    private static double[][] FirstCentres(IReadOnlyList<double[]> examples, int count, Random random)
    {
        List<double[]> centres = [examples[random.Next(examples.Count)]];
        double[] distances = [.. examples.Select(example => Squared(example, centres[0]))];
        while (centres.Count < count && distances.Sum() is > 0 and double sum)
        {
            double left = random.NextDouble() * sum;
            int next = 0;
            while (next < distances.Length - 1 && (left -= distances[next]) >= 0)
            {
                next++;
            }

            centres.Add(examples[next]);
            for (int e = 0; e < distances.Length; e++)
            {
                distances[e] = Math.Min(distances[e], Squared(examples[e], centres[^1]));
            }
        }

        return [.. centres.Select(centre => centre.ToArray())];
    }

    private static (double[][] Centres, int[] Nearest, double Error) Descend(IReadOnlyList<double[]> examples, double[][] centres)
    {
        var nearest = new int[examples.Count];
        double error = double.PositiveInfinity;
        for (int round = 0; round < MostRounds; round++)
        {
            double before = error;
            error = 0;
            for (int e = 0; e < nearest.Length; e++)
            {
                double least = double.PositiveInfinity;
                for (int k = 0; k < centres.Length; k++)
                {
                    double distance = Squared(examples[e], centres[k]);
                    if (distance < least)
                    {
                        (least, nearest[e]) = (distance, k);
                    }
                }

                error += least;
            }

            if (error >= before)
            {
                break;
            }

            for (int k = 0; k < centres.Length; k++)
            {
                double[][] own = [.. examples.Where((_, e) => nearest[e] == k)];
                if (own.Length > 0)
                {
                    centres[k] = [.. Enumerable.Range(0, centres[k].Length).Select(i => own.Average(example => example[i]))];
                }
            }
        }

        return (centres, nearest, error);
    }

    private static double Squared(double[] example, double[] centre)
    {
        double sum = 0;
        for (int i = 0; i < example.Length; i++)
        {
            double difference = example[i] - centre[i];
            sum += difference * difference;
        }

        return sum;
    }
}

/// <summary>Gaussian mixtures with diagonal covariances, by expectation maximisation (Dempster, Laird and Rubin, 1977), from the centres of k-means.</summary>
internal static class GaussianMixture
{
    private const int MostRounds = 200;
    private const double Enough = 1e-4; // gained by a round, of the mean logarithm

    /// <summary>Fits a mixture.</summary>
    /// <param name="examples">Standardised, one at least.</param>
    /// <param name="count">Components, 1 or more; of fewer different examples as many.</param>
    /// <param name="seed">The user's.</param>
    /// <returns>The mixture. The same for the same examples and seed.</returns>
    public static Mixture Fit(IReadOnlyList<double[]> examples, int count, int seed)
    {
        (double[][] centres, int[] nearest, _) = KMeans.Centres(examples, count, seed);
        var shares = new double[centres.Length][];
        for (int k = 0; k < shares.Length; k++)
        {
            shares[k] = [.. nearest.Select(own => own == k ? 1.0 : 0.0)];
        }

        Mixture mixture = Maximise(examples, shares, centres);
        double before = double.NegativeInfinity;
        for (int round = 0; round < MostRounds; round++)
        {
            double mean = Expect(examples, mixture, shares);
            if (mean - before < Enough)
            {
                break;
            }

            before = mean;
            mixture = Maximise(examples, shares, mixture.Centres);
        }

        return mixture;
    }

    private static double Expect(IReadOnlyList<double[]> examples, Mixture mixture, double[][] shares)
    {
        double sum = 0;
        var surprises = new double[mixture.Count];
        for (int e = 0; e < examples.Count; e++)
        {
            for (int k = 0; k < surprises.Length; k++)
            {
                surprises[k] = mixture.Surprise(k, examples[e]);
            }

            double least = surprises.Min();
            double total = 0;
            for (int k = 0; k < surprises.Length; k++)
            {
                shares[k][e] = Elementary.Exp(least - surprises[k]);
                total += shares[k][e];
            }

            for (int k = 0; k < surprises.Length; k++)
            {
                shares[k][e] /= total;
            }

            sum += Elementary.Log(total) - least;
        }

        return sum / examples.Count;
    }

    private static Mixture Maximise(IReadOnlyList<double[]> examples, double[][] shares, double[][] before)
    {
        const double LeastWeight = 1e-6;
        int inputs = examples[0].Length;
        var centres = new double[shares.Length][];
        var variances = new double[shares.Length][];
        var logShares = new double[shares.Length];
        for (int k = 0; k < shares.Length; k++)
        {
            double weight = Math.Max(shares[k].Sum(), LeastWeight);
            centres[k] = new double[inputs];
            variances[k] = new double[inputs];
            for (int i = 0; i < inputs; i++)
            {
                double mean = 0;
                for (int e = 0; e < examples.Count; e++)
                {
                    mean += shares[k][e] * examples[e][i];
                }

                mean = weight > LeastWeight ? mean / weight : before[k][i];
                double variance = 0;
                for (int e = 0; e < examples.Count; e++)
                {
                    double difference = examples[e][i] - mean;
                    variance += shares[k][e] * difference * difference;
                }

                centres[k][i] = mean;
                variances[k][i] = Math.Max(variance / weight, Mixture.LeastVariance);
            }

            logShares[k] = Elementary.Log(weight / examples.Count);
        }

        return new Mixture(centres, variances, logShares);
    }
}
