using EdgeNet;

namespace Bench
{
    /// <summary>Streams by number: window, stride, channels, features and readings all follow from a seed, the same on every machine.</summary>
    public sealed class GeneratedReadings
    {
        public const int Count = 60;

        private readonly IntegerNoise _noise;
        private readonly int[] _readings;
        private readonly int _amplitude;
        private readonly int _level;

        public GeneratedReadings(int seed)
        {
            _noise = new IntegerNoise(seed * 7919);
            int channels = 1 + (seed % 4);
            int window = 2 + (_noise.Next() % (seed % 10 == 0 ? 600 : 130));
            int stride = 1 + (_noise.Next() % window);
            _readings = new int[channels];
            _amplitude = 1 << (_noise.Next() % 17);
            _level = _noise.Next() - 32768;
            Length = window + (3 * stride);
            Settings = new StreamSettings(
                50000, window, stride, Names(channels), Ones(channels), Features(channels, window), new DecisionRules(0, 0), new GoldenWindow[0]);
        }

        public StreamSettings Settings { get; }

        /// <summary>Readings of four windows.</summary>
        public int Length { get; }

        /// <summary>Returns the next reading of each channel; they also leave the range of 16 bits.</summary>
        public int[] Next()
        {
            for (int c = 0; c < _readings.Length; c++)
            {
                _readings[c] = _noise.Next(_level, _amplitude) + (c * _readings[0] / 2);
            }

            return _readings;
        }

        /// <summary>Feeds a window with the whole stream.</summary>
        /// <returns>The hash of its features.</returns>
        public int Hash(WindowFeatures windows)
        {
            var hash = new StreamHash();
            for (int n = 0; n < Length; n++)
            {
                if (windows.Add(Next()))
                {
                    foreach (int value in windows.Values)
                    {
                        hash.Add(value);
                    }
                }
            }

            return hash.Value;
        }

        private static StreamFeature[] Features(int channels, int window)
        {
            const int Kinds = 12;
            var features = new StreamFeature[(channels * Kinds) + (channels * (channels - 1) / 2)];
            int next = 0;
            for (int c = 0; c < channels; c++)
            {
                for (int kind = 0; kind < (int)FeatureKind.BandEnergy; kind++)
                {
                    features[next++] = new StreamFeature((FeatureKind)kind, c);
                }

                features[next++] = new StreamFeature(FeatureKind.BandEnergy, c, 0, 1, (window / 4) + 1);
                features[next++] = new StreamFeature(FeatureKind.BandEnergy, c, 0, window / 2, window / 2);
                for (int other = c + 1; other < channels; other++)
                {
                    features[next++] = new StreamFeature(FeatureKind.Correlation, c, other);
                }
            }

            return features;
        }

        private static string[] Names(int count)
        {
            var names = new string[count];
            for (int c = 0; c < count; c++)
            {
                names[c] = "c";
            }

            return names;
        }

        private static float[] Ones(int count)
        {
            var ones = new float[count];
            for (int c = 0; c < count; c++)
            {
                ones[c] = 1f;
            }

            return ones;
        }
    }
}
