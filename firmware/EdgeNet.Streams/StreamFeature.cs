namespace EdgeNet
{
    /// <summary>One feature of a window: what is computed, and of what.</summary>
    public sealed class StreamFeature
    {
        /// <summary>Makes a feature.</summary>
        /// <param name="kind">What is computed.</param>
        /// <param name="channel">The channel, from 0.</param>
        /// <param name="secondChannel">The other channel of <see cref="FeatureKind.Correlation"/>, else 0.</param>
        /// <param name="firstBin">The lowest frequency of <see cref="FeatureKind.BandEnergy"/> as a multiple of rate / N, 1 to N / 2; else 0.</param>
        /// <param name="lastBin">The highest, likewise and not below it.</param>
        public StreamFeature(FeatureKind kind, int channel, int secondChannel = 0, int firstBin = 0, int lastBin = 0)
        {
            Kind = kind;
            Channel = channel;
            SecondChannel = secondChannel;
            FirstBin = firstBin;
            LastBin = lastBin;
        }

        /// <summary>What is computed.</summary>
        public FeatureKind Kind { get; }

        /// <summary>The channel, from 0.</summary>
        public int Channel { get; }

        /// <summary>The other channel of <see cref="FeatureKind.Correlation"/>.</summary>
        public int SecondChannel { get; }

        /// <summary>The lowest frequency of <see cref="FeatureKind.BandEnergy"/>, as a multiple of rate / N.</summary>
        public int FirstBin { get; }

        /// <summary>The highest frequency, likewise.</summary>
        public int LastBin { get; }
    }
}
