using EdgeNet.Networks.Layers;
using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer.Experiments;
using OxyPlot.Series;

namespace EdgeNet.Report.Sections;

/// <summary>The most important inputs of the model.</summary>
internal static class ImportanceSection
{
    private const int Shown = 20;
    private const int Repeats = 20;

    // More inputs than these are first ranked by their weights, since each of them costs as many passes as there are repeats.
    private const int MaxMeasured = 256;

    public static void Write(Page page, JudgedModel judged)
    {
        int inputs = judged.Part.FeatureNames.Count;
        if (judged.Trained is null && inputs > MaxMeasured)
        {
            return; // which of many inputs to measure, the weights of the float network would say
        }

        int[] measured = inputs <= MaxMeasured ? [.. Enumerable.Range(0, inputs)] : LargestWeights(judged.Trained!.Network, Shown);
        PermutationImportance[] important =
        [
            .. judged.Importance(measured, Repeats)
                .OrderByDescending(each => each.Mean).ThenBy(each => each.Feature).Take(Shown),
        ];
        page.OpenSection(
            "importance", "Importance of the inputs",
            $"How much the cost of the {(judged.Trained is null ? "model" : "float network")} on the {judged.PartName} part rises when the values of one input are dealt out anew: the mean of {Repeats} shuffles, and one standard deviation to either side. Inputs that say the same stand in for each other.");
        Chart chart = ChartOf(important, [.. important.Select(each => judged.Part.FeatureNames[each.Feature])]);
        string note = inputs > MaxMeasured
            ? $"Of {Numbers.Count(inputs)} inputs, the {important.Length} with the largest weights in layer 1."
            : inputs > Shown ? $"The {Shown} most important of {Numbers.Count(inputs)} inputs." : string.Empty;
        page.AddFigure("Permutation importance", chart, note);
        if (judged.Part.Origin.Stream is { } stream)
        {
            WriteGroups(page, judged, stream);
        }

        page.CloseSection();
    }

    // For windows: the importance of each channel, and of each kind of feature.
    private static void WriteGroups(Page page, JudgedModel judged, StreamOptions stream)
    {
        int[] all = [.. Enumerable.Range(0, stream.Features.Count)];
        string[] channels = [.. stream.Channels, .. stream.Features.Any(feature => feature.Channel == stream.Channels.Count) ? ["magnitude"] : (string[])[]];
        AddGroups(
            page, judged, "Importance of the channels", channels,
            [.. channels.Select((_, c) => all.Where(f => IsOf(stream.Features[f], c)).ToArray())],
            "All features of a channel are dealt out together; a correlation belongs to both of its channels.");
        FeatureKind[] kinds = [.. stream.Features.Select(feature => feature.Kind).Distinct()];
        AddGroups(
            page, judged, "Importance of the kinds of features", [.. kinds.Select(NameOf)],
            [.. kinds.Select(kind => all.Where(f => stream.Features[f].Kind == kind).ToArray())],
            "All features of a kind are dealt out together, those of every channel and every band.");

        static bool IsOf(StreamFeature feature, int channel) =>
            feature.Channel == channel || (feature.Kind == FeatureKind.Correlation && feature.SecondChannel == channel);
    }

    private static void AddGroups(Page page, JudgedModel judged, string title, string[] names, IReadOnlyList<int[]> groups, string note)
    {
        IReadOnlyList<PermutationImportance> measured = judged.ImportanceOfGroups(groups, Repeats);
        PermutationImportance[] sorted = [.. measured.OrderByDescending(each => each.Mean).ThenBy(each => each.Feature)];
        page.AddFigure(title, ChartOf(sorted, [.. sorted.Select(each => names[each.Feature])]), note);
    }

    private static Chart ChartOf(IReadOnlyList<PermutationImportance> sorted, IReadOnlyList<string> names)
    {
        Chart chart = Chart.Bars("rise of the cost", names);
        var bars = new ErrorBarSeries
        {
            FillColor = Theme.Color(Paint.Series1), StrokeThickness = 0, ErrorStrokeThickness = 1.2, ErrorWidth = 0.3, StrokeColor = Theme.Color(Paint.Ink),
        };
        foreach (PermutationImportance each in sorted)
        {
            bars.Items.Add(new ErrorBarItem { Value = each.Mean, Error = each.Deviation });
        }

        chart.Plot.Series.Add(bars);
        return chart;
    }

    private static string NameOf(FeatureKind kind) => kind switch
    {
        FeatureKind.Mean => "mean",
        FeatureKind.StandardDeviation => "standard deviation",
        FeatureKind.RootMeanSquare => "root mean square",
        FeatureKind.Minimum => "minimum",
        FeatureKind.Maximum => "maximum",
        FeatureKind.PeakToPeak => "peak to peak",
        FeatureKind.MeanAbsoluteDifference => "mean difference",
        FeatureKind.ZeroCrossings => "zero crossings",
        FeatureKind.Skewness => "skewness",
        FeatureKind.Kurtosis => "kurtosis",
        FeatureKind.BandEnergy => "bands",
        FeatureKind.Correlation => "correlation",
        FeatureKind.AutocorrelationPeak => "autocorrelation peak",
        _ => "autocorrelation lag",
    };

    // Standardised inputs have one scale, so that their weights can be compared.
    private static int[] LargestWeights(Network<float> network, int count)
    {
        Matrix<float> weights = network.Layers[0].Weights;
        return [.. Enumerable.Range(0, weights.Columns).OrderByDescending(Size).ThenBy(i => i).Take(count)];

        double Size(int input) => Enumerable.Range(0, weights.Rows).Sum(unit => (double)weights[unit, input] * weights[unit, input]);
    }
}
