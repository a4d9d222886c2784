namespace EdgeNet
{
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

        /// <summary>The energy in a band of frequencies, as the root mean square of that part of the signal, in sixteenths of a count.</summary>
        BandEnergy = 10,

        /// <summary>Pearson's correlation of two channels, -256 to 256; 0 where one of them does not deviate.</summary>
        Correlation = 11,
    }
}
