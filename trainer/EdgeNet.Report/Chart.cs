using System.Globalization;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace EdgeNet.Report;

/// <summary>A chart being built: axes in the colours of the page, and what is drawn between them.</summary>
internal sealed class Chart
{
    /// <summary>The width of the drawing, in its own units: about that of a phone in pixels, so that text keeps its size there.</summary>
    public const double Width = 380;
    public const double DefaultHeight = 280;

    private const double FontSize = 12;
    // The most letters of a name, so that it has room beside its axis.
    private const int MaxCategory = 18;
    private const int MaxHorizontalTitle = 36;
    private const int MaxVerticalTitle = 28;

    private const int MaxCurvePoints = 300;
    private const int MaxMarks = 500;

    private readonly List<(string Name, Paint Paint)> _key = [];

    public Chart(string horizontal, string vertical, double height = DefaultHeight)
    {
        Height = height;
        Horizontal = Style(new LinearAxis(), AxisPosition.Bottom, horizontal);
        Vertical = Style(new LinearAxis(), AxisPosition.Left, vertical);
        Plot = Create(Horizontal, Vertical);
    }

    private Chart(Axis horizontal, Axis vertical, double height)
    {
        Height = height;
        Horizontal = horizontal;
        Vertical = vertical;
        Plot = Create(horizontal, vertical);
    }

    public PlotModel Plot { get; }

    public double Height { get; }

    public Axis Horizontal { get; }

    public Axis Vertical { get; }

    /// <summary>The meaning of the colours.</summary>
    public IReadOnlyList<(string Name, Paint Paint)> Key => _key;

    /// <summary>Makes a chart with a logarithmic vertical axis.</summary>
    public static Chart Logarithmic(string horizontal, string vertical) => new(
        Style(new LinearAxis(), AxisPosition.Bottom, horizontal), Style(new LogarithmicAxis(), AxisPosition.Left, vertical), DefaultHeight);

    /// <summary>Makes a chart of horizontal bars, the first on top.</summary>
    public static Chart Bars(string horizontal, IReadOnlyList<string> names)
    {
        Axis categories = Style(new CategoryAxis { StartPosition = 1, EndPosition = 0, GapWidth = 0.4 }, AxisPosition.Left, string.Empty);
        categories.MajorGridlineStyle = LineStyle.None;
        ((CategoryAxis)categories).Labels.AddRange(names.Select(name => Page.Shorten(name, MaxCategory)));
        return new Chart(Style(new LinearAxis(), AxisPosition.Bottom, horizontal), categories, 70 + (18 * names.Count));
    }

    /// <summary>Makes a chart of two shares, each from 0 to 1.</summary>
    public static Chart OfShares(string horizontal, string vertical)
    {
        var chart = new Chart(horizontal, vertical);
        foreach (Axis axis in (Axis[])[chart.Horizontal, chart.Vertical])
        {
            (axis.Minimum, axis.Maximum, axis.MajorStep) = (-0.02, 1.02, 0.2);
            axis.LabelFormatter = share => share.ToString("0.0", CultureInfo.InvariantCulture);
        }

        return chart;
    }

    /// <summary>Names a colour in the key.</summary>
    public void Name(string name, Paint paint) => _key.Add((name, paint));

    /// <summary>Draws a curve, thinned out where it has more points than can be seen.</summary>
    public void AddCurve(string name, Paint paint, IReadOnlyList<(double X, double Y)> points, LineStyle style = LineStyle.Solid, bool hasMarks = false)
    {
        var series = new LineSeries { Color = Theme.Color(paint), StrokeThickness = 2, LineStyle = style };
        if (hasMarks)
        {
            (series.MarkerType, series.MarkerSize, series.MarkerFill) = (MarkerType.Circle, 4, Theme.Color(paint));
        }

        series.Points.AddRange(Numbers.Thin(points, MaxCurvePoints).Select(point => new DataPoint(point.X, point.Y)));
        Plot.Series.Add(series);
        if (name.Length > 0)
        {
            Name(name, paint);
        }
    }

    /// <summary>Draws marks; if there are very many, only a part of them.</summary>
    public void AddMarks(Paint paint, IReadOnlyList<(double X, double Y)> points, double size = 3, double opacity = 0.6, int most = MaxMarks)
    {
        var series = new ScatterSeries { MarkerType = MarkerType.Circle, MarkerSize = size, MarkerFill = Theme.Color(paint, opacity) };
        series.Points.AddRange(Numbers.Thin(points, most).Select(point => new ScatterPoint(point.X, point.Y)));
        Plot.Series.Add(series);
    }

    /// <summary>Draws the diagonal, where both axes are equal.</summary>
    public void AddDiagonal() =>
        Plot.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.LinearEquation, Slope = 1, Intercept = 0, Color = Theme.Color(Paint.Muted), LineStyle = LineStyle.Dash, Layer = AnnotationLayer.BelowSeries });

    public void AddHorizontalLine(double y) =>
        Plot.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Horizontal, Y = y, Color = Theme.Color(Paint.Muted), LineStyle = LineStyle.Dash, Layer = AnnotationLayer.BelowSeries });

    public void AddVerticalLine(double x) =>
        Plot.Annotations.Add(new LineAnnotation { Type = LineAnnotationType.Vertical, X = x, Color = Theme.Color(Paint.Ink), LineStyle = LineStyle.Dash });

    public void AddRectangle(Paint paint, double opacity, double left, double right, double bottom, double top) =>
        Plot.Annotations.Add(new RectangleAnnotation
        {
            MinimumX = left, MaximumX = right, MinimumY = bottom, MaximumY = top, Layer = AnnotationLayer.BelowSeries,
            Fill = Theme.Color(paint, opacity), Stroke = OxyColors.Undefined,
        });

    private static PlotModel Create(Axis horizontal, Axis vertical)
    {
        var plot = new PlotModel
        {
            Culture = CultureInfo.InvariantCulture,
            DefaultFont = "sans-serif",
            DefaultFontSize = FontSize,
            TextColor = Theme.Color(Paint.Ink),
            PlotAreaBorderColor = Theme.Color(Paint.Grid),
            Padding = new OxyThickness(0, 6, 8, 0),
        };
        plot.Axes.Add(horizontal);
        plot.Axes.Add(vertical);
        return plot;
    }

    private static Axis Style(Axis axis, AxisPosition position, string title)
    {
        axis.Position = position;
        axis.Title = title.Length == 0 ? null : Page.Shorten(title, position == AxisPosition.Left ? MaxVerticalTitle : MaxHorizontalTitle);
        axis.TitleColor = Theme.Color(Paint.Ink);
        axis.TextColor = Theme.Color(Paint.Muted);
        axis.TicklineColor = Theme.Color(Paint.Grid);
        axis.MajorGridlineColor = Theme.Color(Paint.Grid);
        axis.MajorGridlineStyle = LineStyle.Solid;
        axis.MinorTickSize = 0;
        axis.MajorTickSize = 0;
        axis.AxisTitleDistance = 6;
        axis.MinimumPadding = 0.03;
        axis.MaximumPadding = 0.03;
        return axis;
    }
}
