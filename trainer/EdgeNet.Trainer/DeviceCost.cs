using System.Numerics;

namespace EdgeNet.Trainer;

/// <summary>What an engine costs on the device, estimated from its IL.</summary>
/// <param name="FlashBytes">IL and constants, or the model file.</param>
/// <param name="RamBytes">Arrays held.</param>
/// <param name="Instructions">IL instructions of one inference, raw values to logit.</param>
internal sealed record EngineCost(int FlashBytes, int RamBytes, int Instructions);

/// <summary>What of a model the generated class computes: a word of 64 bits, in which several units of a layer stand, takes one product for each input for which not all of their weights are 0.</summary>
/// <param name="Left">The products of an inference.</param>
/// <param name="All">The products that it would take if no weight were 0.</param>
/// <param name="InputsUsed">Inputs that a logit depends on; the class does not look at the others.</param>
/// <param name="Inputs">All inputs.</param>
internal sealed record WordCount(int Left, int All, int InputsUsed, int Inputs);

/// <summary>The cost of a stream on the device: its memory, counted, and its instructions from readings to features, estimated from the IL of the library's loops.</summary>
/// <param name="RamBytes">Arrays that a <see cref="Pipeline"/> holds, golden windows among them, beside the network's.</param>
/// <param name="InstructionsPerReading">IL instructions for a reading of every channel that completes no window.</param>
/// <param name="InstructionsPerWindow">IL instructions for the features of a complete window, without the network.</param>
internal sealed record StreamCost(int RamBytes, int InstructionsPerReading, int InstructionsPerWindow)
{
    // IL instructions of one pass of each loop, and of each feature beside its loops.
    private const int Reading = 60;
    private const int ReadingOfChannel = 85;
    private const int ReadingOfPair = 50;
    private const int Window = 60;
    private const int Extremes = 18;
    private const int Crossings = 22;
    private const int Deviations = 45;
    private const int Fold = 62;
    private const int Bins = 70;        // two at a time
    private const int BinsSample = 17;
    private const int BinsTable = 72;   // not kept by the table of the window
    private const int KeptWords = 256;
    private const int Feature = 45;
    private const int Root = 30;
    private const int Magnitude = 65;
    private const int MagnitudeOfChannel = 20;
    private const int Logarithm = 420;
    private const int Hann = 25;
    private const int Autocorrelation = 24;
    private const int Lags = 15;        // a product of two lags at a time

    /// <summary>Computes the cost of a stream.</summary>
    /// <param name="settings">The stream.</param>
    /// <param name="network">Its network.</param>
    /// <returns>The cost.</returns>
    /// <exception cref="ArgumentException">The network does not take its features.</exception>
    public static StreamCost Of(StreamSettings settings, Predictor network)
    {
        int window = settings.Window;
        int channels = settings.ComputedChannels;
        var needs = new Needs[channels];
        HashSet<int>[] bins = [.. Enumerable.Range(0, 2 * channels).Select(_ => new HashSet<int>())];
        int pairs = 0, instructions = Window;
        foreach (StreamFeature feature in settings.Features)
        {
            needs[feature.Channel] |= NeedsOf(feature.Kind) | (feature.IsHann ? Needs.Hann : Needs.None);
            pairs += feature.Kind == FeatureKind.Correlation ? 1 : 0;
            instructions += Feature + (RootsOf(feature.Kind) * Root);
            instructions += feature.Kind == FeatureKind.ZeroCrossings ? window * Crossings : 0;
            instructions += feature.IsLogarithm ? Logarithm : 0;
            if (feature.Kind == FeatureKind.BandEnergy)
            {
                bins[feature.Channel + (feature.IsHann ? channels : 0)].UnionWith(Enumerable.Range(feature.FirstBin, feature.LastBin - feature.FirstBin + 1));
            }
        }

        // From lag 1 to N/2 there are 3/8 of N² products.
        instructions += needs.Count(each => each.HasFlag(Needs.Period)) * (window * 3 * window / 16) * Lags;
        instructions += Bands(window, bins) + (window * needs.Sum(InstructionsOf));
        int magnitude = settings.Magnitude == 0 ? 0 : Magnitude + (BitOperations.PopCount((uint)settings.Magnitude) * MagnitudeOfChannel);
        int ram = new Pipeline(network, settings).RamBytes - network.RamBytes;
        return new StreamCost(ram, Reading + magnitude + (channels * ReadingOfChannel) + (pairs * ReadingOfPair), instructions);
    }

    /// <summary>Computes the cost of a second of the stream.</summary>
    /// <param name="settings">Rate and stride.</param>
    /// <param name="network">The network, which runs once a window.</param>
    /// <returns>IL instructions a second.</returns>
    public double InstructionsPerSecond(StreamSettings settings, EngineCost network)
    {
        double rate = settings.RateMillihertz / 1000.0;
        return rate * (InstructionsPerReading + (((double)InstructionsPerWindow + network.Instructions) / settings.Stride));
    }

    // Sums over a quarter of an even window, or half of an odd one, for two frequencies at a time.
    private static int Bands(int window, HashSet<int>[] bins)
    {
        int all = bins.SelectMany(channel => channel).Distinct().Count();
        if (all == 0)
        {
            return 0;
        }

        int samples = window % 2 == 0 ? window / 4 : window / 2;
        int width = (samples + 3) & ~3;
        bool isKept = Pairs(all) * width <= KeptWords;
        return bins.Where(channel => channel.Count > 0).Sum(
            channel => (samples * Fold) + (Pairs(channel.Count) * (Bins + (width * BinsSample) + (isKept ? 0 : samples * BinsTable))));

        static int Pairs(int count) => (count + 1) / 2;
    }

    private static Needs NeedsOf(FeatureKind kind) => kind switch
    {
        FeatureKind.Minimum or FeatureKind.Maximum or FeatureKind.PeakToPeak => Needs.Extremes,
        FeatureKind.Skewness or FeatureKind.Kurtosis or FeatureKind.BandEnergy => Needs.Extremes | Needs.Deviations,
        FeatureKind.AutocorrelationPeak or FeatureKind.AutocorrelationLag => Needs.Extremes | Needs.Deviations | Needs.Period,
        _ => Needs.None,
    };

    private static int RootsOf(FeatureKind kind) => kind switch
    {
        FeatureKind.StandardDeviation or FeatureKind.RootMeanSquare or FeatureKind.BandEnergy => 1,
        FeatureKind.Correlation => 2,
        _ => 0,
    };

    private static int InstructionsOf(Needs needs) =>
        (needs.HasFlag(Needs.Extremes) ? Extremes : 0) + (needs.HasFlag(Needs.Deviations) ? Deviations : 0)
        + (needs.HasFlag(Needs.Period) ? Autocorrelation : 0) + (needs.HasFlag(Needs.Hann) ? Hann : 0);

    [Flags]
    private enum Needs
    {
        None = 0,
        Extremes = 1,
        Deviations = 2,
        Period = 4,
        Hann = 8,
    }
}
