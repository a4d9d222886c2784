using System.Globalization;

namespace EdgeNet.Trainer.Data.Recordings;

/// <summary>The names of a window's features in reports: <c>x mean</c>, <c>log x band 2-5 Hz</c>, <c>x·y correlation</c>.</summary>
internal static class WindowFeatureNames
{
    /// <summary>The name of the channel that is computed from others.</summary>
    public const string Magnitude = "magnitude";

    /// <summary>Names every feature of a stream.</summary>
    /// <param name="settings">The stream.</param>
    /// <returns>A name for each feature, in their order.</returns>
    public static IReadOnlyList<string> Of(StreamSettings settings)
    {
        return [.. settings.Features.Select(feature => Of(feature, settings.Channels, settings.RateMillihertz / 1000.0 / settings.Window))];
    }

    /// <summary>Names a feature.</summary>
    /// <param name="feature">The feature.</param>
    /// <param name="channels">The names of the channels.</param>
    /// <param name="binHertz">The step between two frequencies: rate / N.</param>
    /// <returns>The name.</returns>
    public static string Of(StreamFeature feature, IReadOnlyList<string> channels, double binHertz)
    {
        string channel = feature.Channel < channels.Count ? channels[feature.Channel] : Magnitude;
        string name = feature.Kind switch
        {
            FeatureKind.Mean => $"{channel} mean",
            FeatureKind.StandardDeviation => $"{channel} standard deviation",
            FeatureKind.RootMeanSquare => $"{channel} root mean square",
            FeatureKind.Minimum => $"{channel} minimum",
            FeatureKind.Maximum => $"{channel} maximum",
            FeatureKind.PeakToPeak => $"{channel} peak to peak",
            FeatureKind.MeanAbsoluteDifference => $"{channel} mean absolute difference",
            FeatureKind.ZeroCrossings => $"{channel} zero crossings",
            FeatureKind.Skewness => $"{channel} skewness",
            FeatureKind.Kurtosis => $"{channel} kurtosis",
            FeatureKind.BandEnergy => string.Create(
                CultureInfo.InvariantCulture, $"{channel} {(feature.IsHann ? "Hann band" : "band")} {feature.FirstBin * binHertz:0.##}-{feature.LastBin * binHertz:0.##} Hz"),
            FeatureKind.Correlation => $"{channel}·{channels[feature.SecondChannel]} correlation",
            FeatureKind.AutocorrelationPeak => $"{channel} autocorrelation peak",
            _ => $"{channel} autocorrelation lag",
        };
        return $"{(feature.IsSlow ? "slow " : string.Empty)}{(feature.IsLogarithm ? "log " : string.Empty)}{name}";
    }
}
