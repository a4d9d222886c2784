namespace EdgeNet.Trainer.Cost;

/// <summary>The IL instructions that <c>Pipeline.Load</c> takes beyond those of <c>Model.Load</c>: to read the stream and to make its windows and tables.</summary>
internal static class StreamLoadCost
{
    private const int Fixed = 1300;
    private const int Channel = 260;
    private const int ClearedReading = 15;
    private const int Feature = 530;
    private const int ListedFeature = 20;     // of every channel
    private const int Golden = 200;
    private const int GoldenReading = 13;
    private const int Pair = 60;
    private const int Bins = 700;             // the tables of frequencies
    private const int Angle = 221;            // its cosine and its sine
    private const int Bin = 43;
    private const int BinOfChannel = 15;
    private const int PairOfChannel = 24;
    private const int KeptRow = 33;

    /// <summary>Counts the instructions.</summary>
    /// <param name="settings">The stream.</param>
    /// <param name="reader">What reads the file.</param>
    public static int Of(StreamSettings settings, ReaderCost reader)
    {
        int channels = settings.Channels.Length;
        int features = settings.Features.Length;
        int instructions = Fixed + (15 * reader.Number) + reader.Words(channels) + (settings.Channels.Sum(name => Channel + reader.Number + reader.Text(name.Length)));
        instructions += channels * settings.Window * ClearedReading;
        instructions += features * (Feature + (6 * reader.Number) + (channels * ListedFeature));
        instructions += settings.Features.Count(feature => feature.Kind == FeatureKind.Correlation) * Pair;
        foreach (GoldenWindow golden in settings.Golden)
        {
            instructions += Golden + (golden.Readings.Length * (GoldenReading + reader.Number));
            instructions += reader.Words(golden.Features.Length) + reader.Words(golden.Logits.Length);
        }

        var spectrum = new SpectrumCost(settings);
        return spectrum.HasBands ? instructions + Tables(settings, spectrum) : instructions;
    }

    private static int Tables(StreamSettings settings, SpectrumCost spectrum)
    {
        int channels = settings.Channels.Length;
        int bins = (settings.Window / 2) + 1;
        int bands = settings.Features.Where(feature => feature.Kind == FeatureKind.BandEnergy).Sum(band => band.LastBin - band.FirstBin + 1);
        return Bins + (settings.Window * Angle) + (bins * (Bin + (channels * BinOfChannel))) + (bands * 14)
            + (channels * spectrum.Pairs * PairOfChannel * 2) + (spectrum.AreKept ? spectrum.AllRows() + (spectrum.Pairs * spectrum.Steps * KeptRow) : spectrum.Pairs * 12);
    }
}
