using System;

namespace EdgeNet
{
    /// <summary>What turns a stream of readings into decisions, beside the network: window, features, decision rules.</summary>
    public sealed class StreamSettings
    {
        /// <summary>The most channels.</summary>
        public const int MaxChannels = 16;

        /// <summary>The shortest window.</summary>
        public const int MinWindow = 2;

        /// <summary>The longest window, so that no sum can overflow.</summary>
        public const int MaxWindow = 4096;

        /// <summary>The longest window with <see cref="FeatureKind.BandEnergy"/>, for whose sums there are 32 bits.</summary>
        public const int MaxBandWindow = 1024;

        /// <summary>Readings of one second are 1 or more, and at most this many.</summary>
        public const int MaxRate = 1000000;

        /// <summary>Makes the settings; it keeps the arrays.</summary>
        /// <param name="rateMillihertz">Readings of each channel in 1,000 seconds: 50,000 for 50 Hz.</param>
        /// <param name="window">N, readings of a window: <see cref="MinWindow"/> to <see cref="MaxWindow"/>.</param>
        /// <param name="stride">Readings from one window to the next, 1 to N.</param>
        /// <param name="channels">A name for each channel, 1 to <see cref="MaxChannels"/>.</param>
        /// <param name="countsPerUnit">Counts that one unit of the recordings is, for each channel: 1000 where they are in g and the device reads milli-g.</param>
        /// <param name="features">What the network's inputs are, in their order.</param>
        /// <param name="rules">How windows become a state.</param>
        /// <param name="golden">Golden windows, none or more.</param>
        /// <exception cref="ArgumentException">A number is outside its range.</exception>
        public StreamSettings(
            int rateMillihertz,
            int window,
            int stride,
            string[] channels,
            float[] countsPerUnit,
            StreamFeature[] features,
            DecisionRules rules,
            GoldenWindow[] golden)
        {
            RateMillihertz = rateMillihertz;
            Window = window;
            Stride = stride;
            Channels = channels;
            CountsPerUnit = countsPerUnit;
            Features = features;
            Rules = rules;
            Golden = golden;
            StreamCheck.Settings(this);
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

        /// <summary>The outputs of the network, as the file says: what <see cref="Pipeline.Load"/> compares with the network's.</summary>
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

            return StreamSectionReader.Read(data);
        }
    }
}
