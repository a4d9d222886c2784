using EdgeNet.Trainer.Evaluation;
using EdgeNet.Trainer.Networks;
using EdgeNet.Trainer.Numerics;
using OxyPlot.Series;

namespace EdgeNet.Report.Sections;

/// <summary>The inputs that the model owes most to.</summary>
internal static class ImportanceSection
{
    private const int Shown = 20;
    private const int Repeats = 20;

    // More inputs than these are first ranked by their weights, since each of them costs as many passes as there are repeats.
    private const int MaxMeasured = 256;

    public static void Write(Page page, Subject subject)
    {
        int inputs = subject.Judged.FeatureNames.Count;
        int[] measured = inputs <= MaxMeasured ? [.. Enumerable.Range(0, inputs)] : LargestWeights(subject.Model.Network, Shown);
        PermutationImportance[] important =
        [
            .. PermutationImportance
                .Measure(subject.Judged, examples => subject.Model.ScoreFloat(examples).Cost, measured, Repeats, subject.Recipe.Training.Seed)
                .OrderByDescending(each => each.Mean).ThenBy(each => each.Feature).Take(Shown),
        ];
        page.OpenSection(
            "importance", "Importance of the inputs",
            $"How much the cost of the float network on the {subject.JudgedName} part rises when the values of one input are dealt out anew: the mean of {Repeats} shuffles, and one standard deviation to either side. Inputs that say the same stand in for each other.");
        Chart chart = Chart.Bars("rise of the cost", [.. important.Select(each => subject.Judged.FeatureNames[each.Feature])]);
        var bars = new ErrorBarSeries
        {
            FillColor = Theme.Color(Paint.Series1), StrokeThickness = 0, ErrorStrokeThickness = 1.2, ErrorWidth = 0.3, StrokeColor = Theme.Color(Paint.Ink),
        };
        foreach (PermutationImportance each in important)
        {
            bars.Items.Add(new ErrorBarItem { Value = each.Mean, Error = each.Deviation });
        }

        chart.Plot.Series.Add(bars);
        string note = inputs > MaxMeasured
            ? $"Of {Numbers.Count(inputs)} inputs, the {important.Length} with the largest weights in layer 1."
            : inputs > Shown ? $"The {Shown} most important of {Numbers.Count(inputs)} inputs." : string.Empty;
        page.AddFigure("Permutation importance", chart, note);
        page.CloseSection();
    }

    // Standardised inputs have one scale, so that their weights can be compared.
    private static int[] LargestWeights(Network<float> network, int count)
    {
        Matrix<float> weights = network.Layers[0].Weights;
        return [.. Enumerable.Range(0, weights.Columns).OrderByDescending(Size).ThenBy(i => i).Take(count)];

        double Size(int input) => Enumerable.Range(0, weights.Rows).Sum(unit => (double)weights[unit, input] * weights[unit, input]);
    }
}
