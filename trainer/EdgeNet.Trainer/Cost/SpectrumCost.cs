namespace EdgeNet.Trainer.Cost;

/// <summary>The IL instructions of the frequencies of a window: which of them are computed together, as the device library plans it.</summary>
internal sealed class SpectrumCost
{
    /// <summary>Samples of a step.</summary>
    public const int Step = 12;

    private const int MostKeptWords = 512;
    private const int Measured = 33;
    private const int FoldedEven = 108;
    private const int FoldedOdd = 57;
    private const int FoldedPair = 73;
    private const int FoldedMiddle = 34;
    private const int FoldedOddPair = 39;
    private const int Class = 18 + 14;     // even and odd frequencies; where the window is odd, all
    private const int KeptStep = 26 + Added;
    private const int OtherStep = 18;
    private const int OtherPair = 32 + Added;
    private const int Added = 187;         // the samples of a step into locals
    private const int Pair = 172;          // their products, for a pair of frequencies
    private const int FurtherStep = 8;
    private const int StoredStep = 9;
    private const int LastStep = 26;
    private const int SecondPower = 22;
    private const int RowOnce = 32;        // the cosines of a step for a pair
    private const int RowSample = 55;
    private const int RowWrap = 4;

    private readonly int _window;
    private readonly bool[][] _bins;       // by channel, those under a Hann window behind the others
    private readonly List<(int First, int Second)> _pairs = [];
    private readonly int _classes;
    private readonly int _steps;

    /// <summary>Plans which frequencies are computed together.</summary>
    /// <param name="settings">The stream.</param>
    public SpectrumCost(StreamSettings settings)
    {
        _window = settings.Window;
        _classes = _window % 2 == 0 ? 2 : 1;
        int half = _window / _classes;
        _steps = Math.Max(1, ((half / 2) + Step - 1) / Step);
        _bins = [.. Enumerable.Range(0, 2 * settings.ComputedChannels).Select(_ => new bool[(_window / 2) + 1])];
        foreach (StreamFeature band in settings.Features.Where(feature => feature.Kind == FeatureKind.BandEnergy))
        {
            Array.Fill(_bins[band.Channel + (band.IsHann ? settings.ComputedChannels : 0)], true, band.FirstBin, band.LastBin - band.FirstBin + 1);
        }

        // The next one of a class with the one before, as Spectrum.FindPartners has them.
        for (int kind = 0; kind < _classes; kind++)
        {
            int[] wanted = [.. Enumerable.Range(0, (_window / 2) + 1).Where(bin => bin % _classes == kind && _bins.Any(channel => channel[bin]))];
            _pairs.AddRange(wanted.Chunk(2).Select(two => (two[0], two.Length == 2 ? two[1] : 0)));
        }
    }

    /// <summary>Whether there is a band.</summary>
    public bool HasBands => Pairs > 0;

    /// <summary>Pairs of frequencies, of all channels.</summary>
    public int Pairs => _pairs.Count;

    /// <summary>Even and odd frequencies, or all where the window is odd.</summary>
    public int Classes => _classes;

    /// <summary>Rows of cosines of a pair.</summary>
    public int Steps => _steps;

    /// <summary>Whether the cosines are kept: else they are computed again for every window.</summary>
    public bool AreKept => 2 * Pairs * _steps * Step <= MostKeptWords;

    /// <summary>Counts the instructions to measure the frequencies of a channel in a window.</summary>
    /// <param name="channel">From 0; with the number of channels added, under a Hann window.</param>
    public int Measure(int channel)
    {
        int instructions = Measured + Fold();
        for (int kind = 0; kind < _classes; kind++)
        {
            (int First, int Second)[] pairs = [.. _pairs.Where(pair => pair.First % _classes == kind && (_bins[channel][pair.First] || _bins[channel][pair.Second]))];
            int perPair = (_steps * Pair) + ((_steps - 1) * (FurtherStep + StoredStep)) + LastStep;
            instructions += Class + (pairs.Length * perPair) + (pairs.Count(pair => pair.Second != 0) * SecondPower);
            instructions += AreKept ? _steps * KeptStep : (_steps * (OtherStep + (pairs.Length * OtherPair))) + pairs.Sum(Rows);
        }

        return instructions;
    }

    /// <summary>Counts the instructions to compute the cosines of every pair: when the window is made, where they are kept.</summary>
    public int AllRows() => _pairs.Sum(Rows);

    private int Rows((int First, int Second) pair) =>
        _steps * (RowOnce + (Step * RowSample) + (int)((double)Step * RowWrap * (pair.First + pair.Second) / _window));

    private int Fold()
    {
        if (_classes == 1)
        {
            return FoldedOdd + ((_window - 1) / 2 * FoldedOddPair);
        }

        int half = _window / 2;
        return FoldedEven + ((half - 1) / 2 * FoldedPair) + (half % 2 == 0 ? FoldedMiddle : 0);
    }
}
