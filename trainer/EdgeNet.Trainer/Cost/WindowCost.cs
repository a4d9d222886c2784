namespace EdgeNet.Trainer.Cost;

/// <summary>The IL instructions that a complete window takes beyond a reading: its features, the vote and the decision, without the network.</summary>
/// <remarks>Sums are not negative, one of eight readings crosses the mean, and deviations are some thousand sixteenths of a count.</remarks>
internal static class WindowCost
{
    private const int Mean = 22;
    private const int SquareRoot = 25;
    private const int Window = 6 + 19 + 18;     // Advance, Compute and FillRest
    private const int Channel = 34;
    private const int Scan = 95;
    private const int ScannedReading = 22;      // two at a time; one in eight crosses the mean
    private const int Deviations = 10 + 140;
    private const int DeviationsShift = 4 * 11; // searched for
    private const int Deviation = 47;
    private const int Moments = 54 + SquareRoot;
    private const int Bands = 17;
    private const int Band = 28 + 32 + SquareRoot;
    private const int Bin = 13;
    private const int Feature = 23;
    private const int FirstRoot = 59;           // of a channel, for its correlations
    private const int KnownRoot = 27;
    private const int Correlation = 43;
    private const int Inferred = 35;            // features into the network, logits out of it
    private const int InferredFeature = 16;
    private const int Logarithm = 420;
    private const int SlowMean = 40;
    private const int HannReading = 25;
    private const int PeriodReading = 24;
    private const int Lags = 15;                // a product of two lags at a time
    private const int Decided = 88;
    private const int VotedBinary = 133;
    private const int Voted = 102;
    private const int Class = 25;

    /// <summary>Counts the instructions.</summary>
    /// <param name="settings">The stream.</param>
    /// <param name="outputs">Outputs of the network.</param>
    /// <param name="isRegression">Whether it computes quantities.</param>
    public static int Of(StreamSettings settings, int outputs, bool isRegression)
    {
        int window = settings.Window;
        var rooted = new HashSet<int>();
        int instructions = Window + Inferred + (settings.Features.Length * InferredFeature) + Decision(outputs, isRegression);
        foreach (StreamFeature feature in settings.Features)
        {
            instructions += Feature + Of(feature) + (feature.IsLogarithm ? Logarithm : 0) + (feature.IsSlow ? SlowMean : 0);
            if (feature.Kind == FeatureKind.Correlation)
            {
                instructions += rooted.Add(feature.Channel) ? FirstRoot : KnownRoot;
                instructions += rooted.Add(feature.SecondChannel) ? FirstRoot : KnownRoot;
            }
        }

        var spectrum = new SpectrumCost(settings);
        for (int c = 0; c < settings.ComputedChannels; c++)
        {
            bool hasHann = settings.Features.Any(feature => feature.Channel == c && feature.IsHann);
            bool hasBands = settings.Features.Any(feature => feature.Channel == c && feature.Kind == FeatureKind.BandEnergy && !feature.IsHann);
            FeatureKind[] kinds = [.. settings.Features.Where(feature => feature.Channel == c).Select(feature => feature.Kind)];
            instructions += Channel;
            instructions += kinds.Any(NeedsScan) ? Scan + (window * ScannedReading) : 0;
            instructions += kinds.Any(NeedsDeviations) ? Deviations + DeviationsShift + Mean + (window * Deviation) + Moments : 0;
            instructions += hasBands ? Bands + spectrum.Measure(c) : 0;
            instructions += hasHann ? Bands + spectrum.Measure(settings.ComputedChannels + c) + (window * HannReading) : 0;

            // From lag 1 to N/2 there are 3/8 of N² products.
            instructions += kinds.Any(kind => kind >= FeatureKind.AutocorrelationPeak) ? (window * PeriodReading) + (window * 3 * window / 16 * Lags) : 0;
        }

        return instructions;
    }

    /// <summary>Whether a feature is computed from the deviations of the window from its mean.</summary>
    public static bool NeedsDeviations(FeatureKind kind) => kind is FeatureKind.Skewness or FeatureKind.Kurtosis or FeatureKind.BandEnergy or FeatureKind.AutocorrelationPeak or FeatureKind.AutocorrelationLag;

    private static int Of(StreamFeature feature) => feature.Kind switch
    {
        FeatureKind.Mean => 6 + Mean,
        FeatureKind.StandardDeviation => 35 + SquareRoot,
        FeatureKind.RootMeanSquare => 14 + SquareRoot,
        FeatureKind.Minimum or FeatureKind.Maximum => 8,
        FeatureKind.PeakToPeak => 11,
        FeatureKind.MeanAbsoluteDifference => 17,
        FeatureKind.ZeroCrossings => 6,
        FeatureKind.Skewness or FeatureKind.Kurtosis => 9,
        FeatureKind.AutocorrelationPeak or FeatureKind.AutocorrelationLag => 9,
        FeatureKind.BandEnergy => Band + ((feature.LastBin - feature.FirstBin + 1) * Bin),
        _ => 8 + Correlation,
    };

    private static int Decision(int outputs, bool isRegression) =>
        Decided + (isRegression ? 0 : outputs == 1 ? VotedBinary : Voted + (outputs * Class));

    private static bool NeedsScan(FeatureKind kind) =>
        kind is FeatureKind.Minimum or FeatureKind.Maximum or FeatureKind.PeakToPeak or FeatureKind.ZeroCrossings || NeedsDeviations(kind);
}
