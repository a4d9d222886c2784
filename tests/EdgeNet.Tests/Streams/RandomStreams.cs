namespace EdgeNet.Tests.Streams;

/// <summary>Streams of readings by seed, of every character that a sensor can have, and settings for them.</summary>
internal static class RandomStreams
{
    public static DecisionRules AnyRules { get; } = new(0, 0);

    /// <summary>Every kind of feature of a channel: with bands where the window allows them, and correlations.</summary>
    public static StreamSettings Settings(Random random, int window, int stride, int channels)
    {
        var features = new List<StreamFeature>();
        for (int c = 0; c < channels; c++)
        {
            features.AddRange(Enumerable.Range(0, 10).Select(kind => new StreamFeature((FeatureKind)kind, c)));
            for (int band = 0; band < 3 && window <= StreamSettings.MaxBandWindow; band++)
            {
                // Also the single bin in the middle; overlapping bands are allowed.
                int first = band == 2 ? window / 2 : random.Next(1, (window / 2) + 1);
                int last = Math.Min(window / 2, first + random.Next(6));
                features.Add(new StreamFeature(FeatureKind.BandEnergy, c, 0, first, last));
            }

            for (int other = c + 1; other < channels; other++)
            {
                features.Add(new StreamFeature(FeatureKind.Correlation, c, other));
            }
        }

        StreamFeature[] shuffled = [.. features];
        random.Shuffle(shuffled);
        return Settings(window, stride, channels, shuffled);
    }

    /// <summary>What only files of version 5 hold, some of it beside plain features: a magnitude, logarithms, Hann windows, autocorrelations.</summary>
    public static StreamSettings NewerSettings(Random random, int window, int stride, int channels)
    {
        bool isShort = window <= StreamSettings.MaxBandWindow;
        int magnitude = random.Next(1 << channels);
        var features = new List<StreamFeature>();
        for (int c = 0; c < channels + (magnitude == 0 ? 0 : 1); c++)
        {
            foreach (FeatureKind kind in Enum.GetValues<FeatureKind>().Where(kind => kind != FeatureKind.Correlation && (isShort || kind < FeatureKind.BandEnergy) && random.Next(3) > 0))
            {
                bool isBand = kind == FeatureKind.BandEnergy;
                for (int n = isBand ? 3 : 1; n > 0; n--)
                {
                    int first = isBand ? random.Next(1, (window / 2) + 1) : 0;
                    int last = isBand ? Math.Min(window / 2, first + random.Next(6)) : 0;
                    int options = (StreamSettings.IsNeverNegative(kind) ? random.Next(2) : 0) | (isBand ? 2 * random.Next(2) : 0);
                    features.Add(new StreamFeature(kind, c, 0, first, last, (FeatureOptions)options));
                }
            }
        }

        features.Add(new StreamFeature(FeatureKind.PeakToPeak, 0, options: FeatureOptions.Logarithm));
        StreamFeature[] shuffled = [.. features];
        random.Shuffle(shuffled);
        return Settings(window, stride, channels, magnitude, shuffled);
    }

    public static StreamSettings Settings(int window, int stride, int channels, params StreamFeature[] features) => Settings(window, stride, channels, 0, features);

    public static StreamSettings Settings(int window, int stride, int channels, int magnitude, params StreamFeature[] features) =>
        new(
            50000,
            window,
            stride,
            [.. Enumerable.Range(0, channels).Select(c => $"c{c}")],
            [.. Enumerable.Repeat(1000f, channels)],
            features,
            AnyRules,
            [],
            magnitude);

    /// <summary>Readings of a channel: noise, tones, steps, constants, extremes, and readings beyond 16 bits.</summary>
    public static int[] Channel(Random random, int count)
    {
        int amplitude = 1 << random.Next(17);
        int level = random.Next(-40000, 40001) >> random.Next(17);
        double period = 2 + (random.NextDouble() * 60);
        return random.Next(9) switch
        {
            0 => [.. Enumerable.Repeat(level, count)],
            1 => [.. Enumerable.Range(0, count).Select(n => n % 2 == 0 ? -32768 : 32767)],
            2 => [.. Enumerable.Range(0, count).Select(n => random.Next(2) == 0 ? int.MinValue : int.MaxValue)],
            3 => [.. Enumerable.Range(0, count).Select(n => level + (int)(amplitude * Math.Sin(2 * Math.PI * n / period)))],
            4 => [.. Enumerable.Range(0, count).Select(n => level + (n % 97 == 0 ? amplitude : 0))],
            5 => [.. Enumerable.Range(0, count).Select(n => n / 7 * amplitude / 64)],
            6 => [.. Enumerable.Repeat(random.Next(2) == 0 ? -32768 : 32767, count)],
            _ => [.. Enumerable.Range(0, count).Select(n => level + random.Next(-amplitude, amplitude + 1))],
        };
    }
}
