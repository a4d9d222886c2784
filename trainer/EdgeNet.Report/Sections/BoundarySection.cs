using EdgeNet.Networks.Numerics;
using EdgeNet.Trainer.Experiments;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Series;

namespace EdgeNet.Report.Sections;

/// <summary>The decisions of a model of two features as a picture.</summary>
internal static class BoundarySection
{
    private const int Cells = 90;
    private const double Margin = 0.08;

    public static void Write(Page page, JudgedModel judged)
    {
        if (judged.Part.FeatureNames.Count != 2)
        {
            return;
        }

        page.OpenSection("boundary", "Decision boundary", "What the model decides for every pair of its two features; the marks are the examples, in the colour of their class.");
        Dataset[] parts = [.. judged.Parts.All];
        (double Low, double High) first = Range(parts, 0), second = Range(parts, 1);
        var chart = new Chart(judged.Part.FeatureNames[0], judged.Part.FeatureNames[1], 330);
        (chart.Horizontal.Minimum, chart.Horizontal.Maximum) = first;
        (chart.Vertical.Minimum, chart.Vertical.Maximum) = second;
        Dataset grid = Grid(judged.Part, first, second);
        Shade(chart, judged, grid, first, second);
        for (int c = 0; c < judged.OutputNames.Count; c++)
        {
            (double X, double Y)[] points = [.. parts.SelectMany(part => Enumerable.Range(0, part.Count).Where(e => part.ClassOf(e) == c)
                .Select(e => ((double)part.Features[0, e], (double)part.Features[1, e])))];
            chart.AddMarks(Theme.Series(c), points, 2.5, 0.9, 400);
            chart.Name(judged.OutputNames[c], Theme.Series(c));
        }

        page.AddFigure("Decision boundary", chart, AddLines(chart, judged, grid, first, second));
        page.CloseSection();
    }

    private static (double Low, double High) Range(Dataset[] parts, int feature)
    {
        float[] values = [.. parts.SelectMany(part => part.Features.Row(feature).ToArray())];
        double low = values.Min(), high = values.Max(), margin = high > low ? Margin * (high - low) : 1;
        return (low - margin, high + margin);
    }

    // The middles of the cells, row after row from below.
    private static Dataset Grid(Dataset like, (double Low, double High) first, (double Low, double High) second)
    {
        var features = new Matrix<float>(2, Cells * Cells);
        for (int e = 0; e < features.Columns; e++)
        {
            features[0, e] = (float)Middle(first, e % Cells);
            features[1, e] = (float)Middle(second, e / Cells);
        }

        var labels = new Matrix<float>(like.Labels.Rows, features.Columns);
        return new Dataset(features, labels, like.FeatureNames, like.ClassNames);
    }

    private static double Middle((double Low, double High) range, int cell) => range.Low + ((cell + 0.5) / Cells * (range.High - range.Low));

    private static double Edge((double Low, double High) range, double cell) => range.Low + (cell / Cells * (range.High - range.Low));

    private static double Reach(int cell) => Math.Min(Cells, cell + 0.3);

    // Neighbouring cells of one decision become one rectangle. Each overlaps the next a little, so that no gap shows between them.
    private static void Shade(Chart chart, JudgedModel judged, Dataset grid, (double Low, double High) first, (double Low, double High) second)
    {
        int[][] logits = judged.File.IntegerLogits(grid);
        for (int row = 0; row < Cells; row++)
        {
            for (int start = 0, end; start < Cells; start = end)
            {
                int decision = DecisionOf(logits[(row * Cells) + start]);
                end = start + 1;
                while (end < Cells && DecisionOf(logits[(row * Cells) + end]) == decision)
                {
                    end++;
                }

                chart.AddRectangle(Theme.Area(decision), 1, Edge(first, start), Edge(first, Reach(end)), Edge(second, row), Edge(second, Reach(row + 1)));
            }
        }

        int DecisionOf(int[] example) => judged.IsBinary
            ? example[0] >= judged.Device.LogitThreshold ? 1 : 0
            : Array.IndexOf(example, example.Max());
    }

    /// <summary>Draws the boundary and the folds of the float network.</summary>
    /// <returns>A description of the lines.</returns>
    private static string AddLines(Chart chart, JudgedModel judged, Dataset grid, (double Low, double High) first, (double Low, double High) second)
    {
        string shaded = $"Shaded: the decisions of the {judged.Integers} model.";
        if (judged.Trained is not { } model)
        {
            return shaded;
        }

        DecisionBoundary boundary = model.Boundary();
        foreach (FeatureLine fold in boundary.Folds)
        {
            AddLine(chart, fold, first, second, Paint.Muted, LineStyle.Dot, 1.2);
        }

        string folds = boundary.Folds.Count == 0
            ? string.Empty
            : $" Dotted: the folds of the {boundary.Folds.Count} hidden units of layer 1, one for each row of W[1], where a unit's sum is 0; those outside the picture are not seen.";
        if (boundary.Line is { } line)
        {
            AddLine(chart, line, first, second, Paint.Ink, LineStyle.Solid, 2);
            return $"{shaded} Line: where the float network's probability is {Numbers.Ratio(judged.Threshold)}, wᵀx = logit(c) - b.";
        }

        if (!judged.IsBinary)
        {
            return shaded + folds;
        }

        AddContour(chart, model, grid, first, second);
        return $"{shaded} Line: where the float network's probability is {Numbers.Ratio(judged.Threshold)}.{folds}";
    }

    private static void AddLine(
        Chart chart, FeatureLine line, (double Low, double High) first, (double Low, double High) second, Paint paint, LineStyle style, double thickness)
    {
        if (line.Clip((first.Low, second.Low), (first.High, second.High)) is not { } ends)
        {
            return;
        }

        var annotation = new PolylineAnnotation { Color = Theme.Color(paint), LineStyle = style, StrokeThickness = thickness };
        annotation.Points.Add(new DataPoint(ends.Start.First, ends.Start.Second));
        annotation.Points.Add(new DataPoint(ends.End.First, ends.End.Second));
        chart.Plot.Annotations.Add(annotation);
    }

    private static void AddContour(Chart chart, TrainedModel model, Dataset grid, (double Low, double High) first, (double Low, double High) second)
    {
        double[] logits = model.FloatOutputs(grid).Row(0).ToArray();
        var data = new double[Cells, Cells];
        for (int e = 0; e < logits.Length; e++)
        {
            data[e % Cells, e / Cells] = logits[e];
        }

        chart.Plot.Series.Add(new ContourSeries
        {
            ColumnCoordinates = [.. Enumerable.Range(0, Cells).Select(cell => Middle(first, cell))],
            RowCoordinates = [.. Enumerable.Range(0, Cells).Select(cell => Middle(second, cell))],
            Data = data,
            ContourLevels = [Math.Log(model.Options.Threshold / (1 - model.Options.Threshold))],
            Color = Theme.Color(Paint.Ink),
            StrokeThickness = 2,
            LineStyle = LineStyle.Solid,
            FontSize = 0,
            LabelStep = int.MaxValue,
        });
    }
}
