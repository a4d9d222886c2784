using System;

namespace EdgeNet
{
    /// <summary>One feature of a window: what is computed, and of what.</summary>
    public sealed class StreamFeature
    {
        /// <summary>Makes a feature.</summary>
        /// <param name="kind">What is computed.</param>
        /// <param name="channel">The channel, from 0; the number of channels for their magnitude.</param>
        /// <param name="secondChannel">The other channel of <see cref="FeatureKind.Correlation"/>, else 0.</param>
        /// <param name="firstBin">The lowest frequency of <see cref="FeatureKind.BandEnergy"/> as a multiple of rate / N, 1 to N / 2; else 0.</param>
        /// <param name="lastBin">The highest, likewise and not below it.</param>
        /// <param name="options">What is done to it beside.</param>
        public StreamFeature(
            FeatureKind kind, int channel, int secondChannel = 0, int firstBin = 0, int lastBin = 0, FeatureOptions options = FeatureOptions.None)
        {
            Kind = kind;
            Channel = channel;
            SecondChannel = secondChannel;
            FirstBin = firstBin;
            LastBin = lastBin;
            Options = options;
        }

        /// <summary>What is computed.</summary>
        public FeatureKind Kind { get; }

        /// <summary>The channel, from 0; the number of channels for their magnitude.</summary>
        public int Channel { get; }

        /// <summary>The other channel of <see cref="FeatureKind.Correlation"/>.</summary>
        public int SecondChannel { get; }

        /// <summary>The lowest frequency of <see cref="FeatureKind.BandEnergy"/>, as a multiple of rate / N.</summary>
        public int FirstBin { get; }

        /// <summary>The highest frequency, likewise.</summary>
        public int LastBin { get; }

        /// <summary>What is done to it beside.</summary>
        public FeatureOptions Options { get; }

        /// <summary>Whether the logarithm is taken.</summary>
        internal bool IsLogarithm => (Options & FeatureOptions.Logarithm) != 0;

        /// <summary>Whether its slow mean is taken.</summary>
        internal bool IsSlow => (Options & FeatureOptions.Slow) != 0;

        /// <summary>Whether the band is measured under a Hann window.</summary>
        internal bool IsHann => (Options & FeatureOptions.Hann) != 0;
    }

    /// <summary>What is done to a feature beside its computation.</summary>
    [Flags]
    public enum FeatureOptions : byte
    {
        /// <summary>Nothing.</summary>
        None = 0,

        /// <summary>256 times the logarithm to base 2 of the feature and 1, for kinds that are never negative: equal ratios become equal steps.</summary>
        Logarithm = 1,

        /// <summary>
        /// <see cref="FeatureKind.BandEnergy"/> under a Hann window: a frequency between two multiples of rate / N leaks into the bins beside
        /// it, and hardly beyond. A frequency within the band keeps its root mean square.
        /// </summary>
        Hann = 2,

        /// <summary>
        /// The feature's own slow mean over the windows so far, from the last reset on: each window takes a quarter of the way to its value. It remembers what a
        /// window alone does not show.
        /// </summary>
        Slow = 4,
    }

    /// <summary>A number that describes a window of readings; <c>FORMAT.md</c> gives the exact integer rule of each.</summary>
    /// <remarks>Amplitudes are in sixteenths of a count, ratios in 256ths; every value is an integer below 2^24 in magnitude.</remarks>
    public enum FeatureKind : byte
    {
        /// <summary>The mean, in sixteenths of a count.</summary>
        Mean = 0,

        /// <summary>The standard deviation of the window (divided by N), in sixteenths of a count.</summary>
        StandardDeviation = 1,

        /// <summary>The root of the mean square, in sixteenths of a count.</summary>
        RootMeanSquare = 2,

        /// <summary>The lowest reading, in sixteenths of a count.</summary>
        Minimum = 3,

        /// <summary>The highest reading, in sixteenths of a count.</summary>
        Maximum = 4,

        /// <summary>The highest less the lowest reading, in sixteenths of a count.</summary>
        PeakToPeak = 5,

        /// <summary>The mean of the N - 1 absolute differences of successive readings, in sixteenths of a count.</summary>
        MeanAbsoluteDifference = 6,

        /// <summary>How often successive readings lie on different sides of the mean: 0 to N - 1.</summary>
        ZeroCrossings = 7,

        /// <summary>The third standardised moment, in 256ths; 0 where nothing deviates.</summary>
        Skewness = 8,

        /// <summary>The fourth standardised moment (3 for a normal distribution), in 256ths; 0 where nothing deviates.</summary>
        Kurtosis = 9,

        /// <summary>The amplitude of a band of frequencies: the root mean square of that part of the signal, in sixteenths of a count.</summary>
        BandEnergy = 10,

        /// <summary>Pearson's correlation of two channels, -256 to 256; 0 where one of them does not deviate.</summary>
        Correlation = 11,

        /// <summary>
        /// How much the signal repeats itself, -256 to 256: its largest autocorrelation from the first zero crossing up to N / 2 readings later;
        /// 0 where nothing deviates, or nothing crosses zero.
        /// </summary>
        AutocorrelationPeak = 12,

        /// <summary>After how many readings it does so: 1 to N / 2, or 0 likewise.</summary>
        AutocorrelationLag = 13,
    }
}
