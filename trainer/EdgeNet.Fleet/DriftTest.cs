namespace EdgeNet.Fleet;

/// <summary>Whether an input stands at an end of its codes more often than it did in training: more often than chance explains, and by enough to matter.</summary>
/// <remarks>
/// <para>
/// Under "as in training", the decisions in which the input stands at an end are binomial, <c>X ~ B(n, p)</c>, with the share p of training. The input has
/// drifted when <c>P(X ≥ k) &lt; α / m</c> for the k that was counted, where m is the number of inputs (Bonferroni), so that a node whose data are those of
/// training is called wrongly by fewer than α of its records; each is tested together with some before it, so that calls also come in rows.
/// </para>
/// <para>
/// Neighbouring windows of a stream are alike, so n decisions say less than n draws: the share must also be greater by <see cref="LeastMore"/>.
/// Training knows p from a sample, and a file says it in 255ths: it is never taken to be less than <c>1/255</c>.
/// </para>
/// </remarks>
internal static class DriftTest
{
    /// <summary>α: the share of records of a node without drift that may be called wrongly.</summary>
    public const double Alpha = 0.001;

    /// <summary>Decisions below which nothing is said.</summary>
    public const int LeastDecisions = 100;

    /// <summary>How much greater than in training a share must be.</summary>
    public const double LeastMore = 0.02;

    /// <summary>The least share that training is taken to have had.</summary>
    public const double LeastShare = 1.0 / 255;

    /// <summary>Tests one input.</summary>
    /// <param name="decisions">n.</param>
    /// <param name="share">k/n, what the node saw.</param>
    /// <param name="trained">p, what training saw.</param>
    /// <param name="inputs">m, how many inputs are tested.</param>
    public static bool HasDrifted(int decisions, double share, double trained, int inputs)
    {
        double expected = Math.Max(trained, LeastShare);
        return decisions >= LeastDecisions && share >= expected + LeastMore
            && LogUpperTail(decisions, (int)Math.Floor(share * decisions), expected) < Math.Log(Alpha / inputs);
    }

    /// <summary>The logarithm of <c>P(X ≥ k)</c> of <c>X ~ B(n, p)</c>, for a k above the mean.</summary>
    /// <param name="n">Draws, 1 or more.</param>
    /// <param name="k">Above n·p; 0 has the logarithm 0.</param>
    /// <param name="p">0 to 1.</param>
    public static double LogUpperTail(int n, int k, double p)
    {
        if (k <= 0 || p >= 1)
        {
            return 0;
        }

        // The terms behind the first: each is smaller than the one before by (n - i) / (i + 1) · p / (1 - p), which falls.
        double odds = p / (1 - p);
        double sum = 1;
        double term = 1;
        for (int i = k; i < n && term > 1e-17 * sum; i++)
        {
            term *= (double)(n - i) / (i + 1) * odds;
            sum += term;
        }

        return LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k) + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p)) + Math.Log(sum);
    }

    // Stirling's series: below 10 the product, above an error below 1e-9.
    private static double LogFactorial(int n)
    {
        double sum = 0;
        int m = n;
        while (m < 10)
        {
            sum -= Math.Log(++m);
        }

        double x = m;
        return sum + (x * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI * x)) + (1 / (12 * x)) - (1 / (360 * x * x * x)) + (1 / (1260 * Math.Pow(x, 5)));
    }
}
