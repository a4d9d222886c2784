namespace EdgeNet.Tuning;

/// <summary>The density of one parameter's places among some trials, with a prior that keeps every place possible.</summary>
/// <remarks>
/// Of numbers: a normal distribution, cut to 0 to 1, around each place, as wide as the way to the farther of its neighbours, and a wide one in the
/// middle for the prior (Bergstra, Bardenet, Bengio and Kégl, "Algorithms for Hyper-Parameter Optimization", 2011). Of choices: counts and the prior.
/// </remarks>
internal sealed class ParzenEstimator
{
    private const double InverseRootOfTwoPi = 0.3989422804014327;
    private const double PriorMean = 0.5;
    private const double PriorWidth = 1;
    private const double MostSteps = 100; // the least width is 1/100 of the scale

    private readonly double[] _means;
    private readonly double[] _widths;
    private readonly double[] _masses;
    private readonly double[]? _shares;

    /// <param name="places">Places from 0 to below 1, in any order; perhaps none.</param>
    /// <param name="choices">How many values without an order there are; 0 for a number.</param>
    public ParzenEstimator(IEnumerable<double> places, int choices)
    {
        if (choices > 0)
        {
            double[] counts = [.. Enumerable.Repeat(1.0 / choices, choices)];
            foreach (double place in places)
            {
                counts[(int)(place * choices)]++;
            }

            double sum = counts.Sum();
            _shares = [.. counts.Select(count => count / sum)];
            (_means, _widths, _masses) = ([], [], []);
            return;
        }

        _means = [.. places.Append(PriorMean).Order()];
        int prior = Array.IndexOf(_means, PriorMean);
        double least = 1 / Math.Min(MostSteps, _means.Length + 1);
        _widths = new double[_means.Length];
        _masses = new double[_means.Length];
        for (int k = 0; k < _means.Length; k++)
        {
            double below = _means[k] - (k == 0 ? 0 : _means[k - 1]);
            double above = (k == _means.Length - 1 ? 1 : _means[k + 1]) - _means[k];
            _widths[k] = k == prior ? PriorWidth : Math.Clamp(Math.Max(below, above), least, 1);
            _masses[k] = Cumulative((1 - _means[k]) / _widths[k]) - Cumulative(-_means[k] / _widths[k]);
        }
    }

    /// <summary>The density at a place; of choices the probability.</summary>
    public double DensityAt(double place)
    {
        if (_shares is not null)
        {
            return _shares[(int)(place * _shares.Length)];
        }

        double density = 0;
        for (int k = 0; k < _means.Length; k++)
        {
            double z = (place - _means[k]) / _widths[k];
            density += Elementary.Exp(-0.5 * z * z) / (_widths[k] * _masses[k]);
        }

        return InverseRootOfTwoPi * density / _means.Length;
    }

    /// <summary>Draws a place.</summary>
    /// <param name="which">An even draw from 0 to below 1, for the trial around which the place lies.</param>
    /// <param name="where">Another one, for the place.</param>
    public double Draw(double which, double where)
    {
        if (_shares is not null)
        {
            int choice = 0;
            for (double rest = which; choice < _shares.Length - 1 && rest >= _shares[choice]; choice++)
            {
                rest -= _shares[choice];
            }

            return (choice + 0.5) / _shares.Length;
        }

        int k = (int)(which * _means.Length);
        double target = Cumulative(-_means[k] / _widths[k]) + (where * _masses[k]);
        (double low, double high) = (0, 1);
        for (int halving = 0; halving < 40; halving++)
        {
            double middle = (low + high) / 2;
            (low, high) = Cumulative((middle - _means[k]) / _widths[k]) < target ? (middle, high) : (low, middle);
        }

        return low;
    }

    // The normal distribution, within 7.5e-8 (Abramowitz and Stegun, 26.2.17).
    private static double Cumulative(double z)
    {
        double t = 1 / (1 + (0.2316419 * Math.Abs(z)));
        double tail = InverseRootOfTwoPi * Elementary.Exp(-0.5 * z * z)
            * t * (0.319381530 + (t * (-0.356563782 + (t * (1.781477937 + (t * (-1.821255978 + (t * 1.330274429))))))));
        return z < 0 ? tail : 1 - tail;
    }
}
