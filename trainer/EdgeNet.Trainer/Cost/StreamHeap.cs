using static EdgeNet.Trainer.Cost.HeapSize;

namespace EdgeNet.Trainer.Cost;

/// <summary>Adds up the objects that a pipeline has beside its network.</summary>
internal static class StreamHeap
{
    /// <summary>Those of the settings, with their golden windows: they are there before the network is loaded.</summary>
    public static int Settings(StreamSettings settings)
    {
        int channels = settings.Channels.Length;
        int bytes = Object(10) + Object(5) + References(channels) + settings.Channels.Sum(Text) + Array(channels, sizeof(float));
        bytes += References(settings.Features.Length) + (settings.Features.Length * Object(6)) + References(settings.Golden.Length);
        return bytes + settings.Golden.Sum(golden =>
            Object(3) + Array(golden.Readings.Length, sizeof(short)) + Array(golden.Features.Length, sizeof(int)) + Array(golden.Logits.Length, sizeof(int)));
    }

    /// <summary>Those of the pipeline, its windows and its tables.</summary>
    /// <param name="settings">The stream.</param>
    /// <param name="network">Its network.</param>
    public static HeapNeed Windows(StreamSettings settings, Predictor network)
    {
        int channels = settings.ComputedChannels;
        int features = settings.Features.Length;
        int window = settings.Window;
        int pairs = settings.Features.Count(feature => feature.Kind == FeatureKind.Correlation);
        int deviating = settings.Features.Where(feature => WindowCost.NeedsDeviations(feature.Kind)).Select(feature => feature.Channel).Distinct().Count();
        int bands = settings.Features.Count(feature => feature.Kind == FeatureKind.BandEnergy);
        int held = Object(17) + Object(0) + Array(features, sizeof(float)) + (2 * Array(network.OutputCount, sizeof(int))) + Array(channels, sizeof(int));
        held += network.IsRegression ? 0 : Object(10) + Array(settings.Rules.OfLast, sizeof(short)) + Array(network.KnowsUnfamiliar ? network.LabelCount + 1 : network.LabelCount, sizeof(int));
        held += Object(27) + Array(features, sizeof(int)) + (2 * Array(features, 1)) + (2 * Array(features, sizeof(short))) + References(features);
        held += (3 * References(channels)) + Array(channels, 1) + (channels * (Object(10) + Array(window, sizeof(short)) + Array(bands / channels, sizeof(int))));
        held += References(pairs) + (pairs * Object(3)) + (deviating * (Object(7) + Array(window, sizeof(int))));
        var spectrum = new SpectrumCost(settings);
        int planned = References(channels) + Array(channels, sizeof(int)) + (channels * Array((window / 2) + 1, 1));
        if (!spectrum.HasBands)
        {
            return new HeapNeed(held, held + planned);
        }

        (int tables, int angles) = (Tables(spectrum, window, channels), 2 * Array(window, sizeof(int)));
        return new HeapNeed(held + tables + (spectrum.AreKept ? 0 : angles), held + tables + angles + planned + Array((window / 2) + 1, sizeof(int)));
    }

    private static int Tables(SpectrumCost spectrum, int window, int channels)
    {
        int classes = spectrum.Classes;
        int width = spectrum.Steps * SpectrumCost.Step;
        int row = Array(2 * SpectrumCost.Step, sizeof(long));
        int bytes = Object(16) + Array(classes, sizeof(long)) + (2 * References(classes)) + (2 * classes * Array(width, sizeof(long))) + Array((window / 2) + 1, sizeof(long));
        bytes += (2 * Array(spectrum.Pairs, sizeof(int))) + (2 * Array(spectrum.Pairs, sizeof(long)));
        bytes += References(channels * classes) + (channels * classes * Array(spectrum.Pairs / classes, sizeof(int)));
        return bytes + (spectrum.AreKept
            ? References(spectrum.Steps) + (spectrum.Steps * (References(spectrum.Pairs) + (spectrum.Pairs * row)))
            : References(spectrum.Pairs) + row);
    }
}
