using System;

namespace EdgeNet
{
    /// <summary>The settings that turn a stream of readings into decisions, together with the network: window, features, decision rules.</summary>
    public sealed class StreamSettings
    {
        /// <summary>The most channels.</summary>
        public const int MaxChannels = 16;

        /// <summary>The shortest window.</summary>
        public const int MinWindow = 2;

        /// <summary>The longest window, so that no sum can overflow.</summary>
        public const int MaxWindow = 4096;

        /// <summary>The longest window with <see cref="FeatureKind.BandEnergy"/>, for whose sums there are 32 bits, or with an autocorrelation.</summary>
        public const int MaxBandWindow = 1024;

        /// <summary>Readings of one second are 1 or more, and at most this many.</summary>
        public const int MaxRate = 1000000;

        // The kinds that are never negative, by bits: they have a logarithm.
        private const int NeverNegative = (1 << (int)FeatureKind.StandardDeviation) | (1 << (int)FeatureKind.RootMeanSquare) | (1 << (int)FeatureKind.PeakToPeak)
            | (1 << (int)FeatureKind.MeanAbsoluteDifference) | (1 << (int)FeatureKind.ZeroCrossings) | (1 << (int)FeatureKind.Kurtosis)
            | (1 << (int)FeatureKind.BandEnergy) | (1 << (int)FeatureKind.AutocorrelationLag);

        /// <summary>Makes the settings; it keeps the arrays.</summary>
        /// <param name="rateMillihertz">Readings of each channel in 1,000 seconds: 50,000 for 50 Hz.</param>
        /// <param name="window">N, readings of a window: <see cref="MinWindow"/> to <see cref="MaxWindow"/>.</param>
        /// <param name="stride">Readings from one window to the next, 1 to N.</param>
        /// <param name="channels">A name for each channel, 1 to <see cref="MaxChannels"/>.</param>
        /// <param name="countsPerUnit">Counts that one unit of the recordings is, for each channel: 1000 where they are in g and the device reads milli-g.</param>
        /// <param name="features">What the network's inputs are, in their order.</param>
        /// <param name="rules">How windows become a state.</param>
        /// <param name="golden">Golden windows, none or more.</param>
        /// <param name="magnitude">The channels of whose vector the magnitude is one more channel, bit c for channel c; 0 for none.</param>
        /// <exception cref="ArgumentNullException">An array, something in one, or <paramref name="rules"/> is null.</exception>
        /// <exception cref="ArgumentException">A number is outside its range.</exception>
        public StreamSettings(
            int rateMillihertz,
            int window,
            int stride,
            string[] channels,
            float[] countsPerUnit,
            StreamFeature[] features,
            DecisionRules rules,
            GoldenWindow[] golden,
            int magnitude = 0)
        {
            NullCheck.All(channels, nameof(channels));
            NullCheck.One(countsPerUnit, nameof(countsPerUnit));
            NullCheck.All(features, nameof(features));
            NullCheck.One(rules, nameof(rules));
            NullCheck.All(golden, nameof(golden));
            RateMillihertz = rateMillihertz;
            Window = window;
            Stride = stride;
            Channels = channels;
            CountsPerUnit = countsPerUnit;
            Features = features;
            Rules = rules;
            Golden = golden;
            Magnitude = magnitude;
            Check();
        }

        /// <summary>Readings of each channel in 1,000 seconds.</summary>
        public int RateMillihertz { get; }

        /// <summary>N, readings of a window.</summary>
        public int Window { get; }

        /// <summary>Readings from one window to the next.</summary>
        public int Stride { get; }

        /// <summary>The names of the channels. Not a copy.</summary>
        public string[] Channels { get; }

        /// <summary>Counts that one unit of the recordings is. Not a copy.</summary>
        public float[] CountsPerUnit { get; }

        /// <summary>What the network's inputs are, in their order. Not a copy.</summary>
        public StreamFeature[] Features { get; }

        /// <summary>How windows become a state.</summary>
        public DecisionRules Rules { get; }

        /// <summary>The golden windows. Not a copy.</summary>
        public GoldenWindow[] Golden { get; }

        /// <summary>
        /// The channels of whose vector the magnitude is one more channel behind the others, bit c for channel c; 0 for none. Features have it under the
        /// number of <see cref="Channels"/>, no name and no readings of its own.
        /// </summary>
        public int Magnitude { get; }

        /// <summary>Channels that features can be of: the magnitude is one.</summary>
        internal int ComputedChannels => Channels.Length + (Magnitude == 0 ? 0 : 1);

        /// <summary>Whether only a file of <see cref="ModelFormat.HeadVersion"/> can hold it.</summary>
        internal bool NeedsHeadVersion
        {
            get
            {
                bool needs = Magnitude != 0;
                foreach (StreamFeature feature in Features)
                {
                    needs |= feature.Options != FeatureOptions.None || feature.Kind > FeatureKind.Correlation;
                }

                return needs;
            }
        }

        /// <summary>The number of outputs that the file declares; <see cref="Pipeline.Load(byte[])"/> compares it with the network's.</summary>
        internal int OutputCount { get; set; }

        /// <summary>Bytes of the arrays, golden windows among them, headers included.</summary>
        internal int RamBytes
        {
            get
            {
                int bytes = ArrayMemory.Bytes(Channels.Length, 4) + ArrayMemory.Bytes(CountsPerUnit.Length, 4);
                bytes += ArrayMemory.Bytes(Features.Length, 4) + ArrayMemory.Bytes(Golden.Length, 4);
                foreach (GoldenWindow golden in Golden)
                {
                    bytes += ArrayMemory.Bytes(golden.Readings.Length, 2);
                    bytes += ArrayMemory.Bytes(golden.Features.Length, 4) + ArrayMemory.Bytes(golden.Logits.Length, 4);
                }

                return bytes;
            }
        }

        /// <summary>Reads the settings in a model file and checks everything in them.</summary>
        /// <param name="data">The bytes of an <c>.edgenet</c> file. Nothing of the array is kept.</param>
        /// <returns>The settings, or <c>null</c> when the model takes features and no stream.</returns>
        /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
        /// <exception cref="ModelFormatException">The file is damaged or is none; the message says why.</exception>
        public static StreamSettings Read(byte[] data)
        {
            if (data == null)
            {
                throw new ArgumentNullException(nameof(data));
            }

            return StreamSectionReader.Read(new ModelLoader(new ByteWindow(data)));
        }

        /// <summary>Whether a kind of feature is never negative, and so can have a logarithm.</summary>
        internal static bool IsNeverNegative(FeatureKind kind)
        {
            return (NeverNegative >> (int)kind & 1) != 0;
        }

        // Checks all settings once, so that nothing needs a check and nothing can overflow while readings come in.
        private void Check()
        {
            int window = Window;
            int channels = Channels.Length;
            CheckRange(RateMillihertz, 1, int.MaxValue, "readings in 1,000 seconds");
            CheckRange(window, MinWindow, MaxWindow, "readings of a window");
            CheckRange(Stride, 1, window, "readings from one window to the next");
            CheckRange(channels, 1, MaxChannels, "channels");
            CheckRange(CountsPerUnit.Length, channels, channels, "scales of the channels");
            CheckRange(Magnitude, 0, (1 << channels) - 1, "channels of the magnitude");
            CheckRange(Features.Length, 1, ModelFormat.MaxUnits, "features");
            foreach (float counts in CountsPerUnit)
            {
                if (!FormatCheck.IsFinite(counts) || counts <= 0)
                {
                    throw new ArgumentException("The counts of one unit are not a finite number above 0.");
                }
            }

            foreach (StreamFeature feature in Features)
            {
                CheckFeature(feature, window, channels, ComputedChannels);
            }

            CheckRules(Rules);
            foreach (GoldenWindow golden in Golden)
            {
                CheckRange(golden.Readings.Length, window * channels, window * channels, "readings of a golden window");
                CheckRange(golden.Features.Length, Features.Length, Features.Length, "features of a golden window");
            }
        }

        // Pairs are of channels with readings.
        private static void CheckFeature(StreamFeature feature, int window, int channels, int computed)
        {
            CheckRange((int)feature.Kind, 0, (int)FeatureKind.AutocorrelationLag, "kind of a feature");
            CheckRange(feature.Channel, 0, computed - 1, "channel of a feature");
            bool isPair = feature.Kind == FeatureKind.Correlation;
            CheckRange(feature.SecondChannel, isPair ? feature.Channel + 1 : 0, isPair ? channels - 1 : 0, "second channel of a feature");
            bool isBand = feature.Kind == FeatureKind.BandEnergy;
            int possible = (int)FeatureOptions.Slow | (isBand ? (int)FeatureOptions.Hann : 0) | (IsNeverNegative(feature.Kind) ? (int)FeatureOptions.Logarithm : 0);
            CheckRange((int)feature.Options & ~possible, 0, 0, "options that the kind of a feature does not have");
            if (feature.Kind >= FeatureKind.AutocorrelationPeak)
            {
                CheckRange(window, MinWindow, MaxBandWindow, "readings of a window with an autocorrelation");
            }

            if (isBand)
            {
                CheckRange(window, MinWindow, MaxBandWindow, "readings of a window with bands");
                CheckRange(feature.FirstBin, 1, window / 2, "lowest frequency of a band");
                CheckRange(feature.LastBin, feature.FirstBin, window / 2, "highest frequency of a band");
            }
            else
            {
                CheckRange(feature.FirstBin | feature.LastBin, 0, 0, "frequencies of a feature without a band");
            }
        }

        private static void CheckRules(DecisionRules rules)
        {
            CheckRange(rules.OffLogit, int.MinValue, rules.OnLogit, "logit below which a window votes negative");
            CheckRange(rules.OfLast, 1, DecisionRules.MaxWindows, "windows that vote");
            CheckRange(rules.Votes, 1, rules.OfLast, "votes that a state needs");
            CheckRange(rules.MinimumReadings, 0, int.MaxValue, "readings that a state lasts");
        }

        private static void CheckRange(int value, int least, int most, string what)
        {
            if (value < least || value > most)
            {
                throw new ArgumentException(
                    "The stream has " + value.ToString() + " for: " + what + ". Possible: " + least.ToString() + " to " + most.ToString() + ".");
            }
        }
    }

    /// <summary>A window of readings with the features and the logits that it must give.</summary>
    public sealed class GoldenWindow
    {
        /// <summary>Makes a golden window; it keeps the arrays.</summary>
        /// <param name="readings">N times a reading of each channel.</param>
        /// <param name="features">The exact features.</param>
        /// <param name="logits">n[L] exact logits.</param>
        /// <exception cref="ArgumentNullException">An array is null.</exception>
        public GoldenWindow(short[] readings, int[] features, int[] logits)
        {
            NullCheck.One(readings, nameof(readings));
            NullCheck.One(features, nameof(features));
            NullCheck.One(logits, nameof(logits));
            Readings = readings;
            Features = features;
            Logits = logits;
        }

        /// <summary>N times a reading of each channel. Not a copy.</summary>
        public short[] Readings { get; }

        /// <summary>The exact features. Not a copy.</summary>
        public int[] Features { get; }

        /// <summary>n[L] exact logits. Not a copy.</summary>
        public int[] Logits { get; }
    }

    /// <summary>Refuses what is null when something is constructed.</summary>
    internal static class NullCheck
    {
        public static void One(object given, string name)
        {
            if (given == null)
            {
                throw new ArgumentNullException(name);
            }
        }

        public static void All(object[] given, string name)
        {
            One(given, name);
            foreach (object element in given)
            {
                One(element, name);
            }
        }
    }
}
