using System.Globalization;
using System.Text.RegularExpressions;
using OxyPlot;

namespace EdgeNet.Report;

/// <summary>Draws a chart as SVG that belongs into a page: it scales with the page and takes its colours.</summary>
internal static partial class SvgDrawing
{
    /// <summary>Draws it.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="label">What it shows, for those who cannot see it.</param>
    /// <param name="number">Of the drawing on the page: names inside it are unique.</param>
    /// <returns>An <c>svg</c> element.</returns>
    public static string Of(Chart chart, string label, int number)
    {
        var exporter = new SvgExporter { Width = Chart.Width, Height = chart.Height, IsDocument = false, TextMeasurer = new TextMeasure() };
        string svg = exporter.ExportToString(chart.Plot);

        // OxyPlot would draw its message in place of the chart.
        if (chart.Plot.GetLastPlotException() is { } failure)
        {
            throw new InvalidOperationException($"The chart '{label}' cannot be drawn: {failure.Message}", failure);
        }

        svg = svg[svg.IndexOf("<svg", StringComparison.Ordinal)..].Trim();
        string size = string.Create(CultureInfo.InvariantCulture, $"0 0 {Chart.Width} {chart.Height}");
        svg = Tag().Replace(svg, tag => Rewrite(tag.Value));
        svg = BetweenTags().Replace(svg, "><");
        return Root().Replace(svg, _ => $"<svg viewBox=\"{size}\" role=\"img\" aria-label=\"{Page.Escape(label)}\">", 1);

        // In tags alone: between them stand names, which may look like anything.
        string Rewrite(string tag)
        {
            tag = ClipName().Replace(tag, match => $"{match.Groups[1].Value}c{number}-{match.Groups[2].Value}");
            tag = PaintedText().Replace(tag, match => $"style=\"fill:{Variable(match)}\"");
            tag = StandIn().Replace(tag, Variable);
            return Superfluous().Replace(Digits().Replace(tag, "$1"), string.Empty);
        }

        static string Variable(Match match) => Theme.Variable((Paint)int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("<svg[^>]*>")]
    private static partial Regex Root();

    [GeneratedRegex("""(id="|url\(#)clipPath(\d+)""")]
    private static partial Regex ClipName();

    // An attribute knows no variables; a style does.
    [GeneratedRegex(@"fill=""rgb\(1,0,(\d+)\)""")]
    private static partial Regex PaintedText();

    [GeneratedRegex(@"rgb\(1,0,(\d+)\)")]
    private static partial Regex StandIn();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    // A hundredth of a unit is not seen.
    [GeneratedRegex(@"(\d\.\d\d)\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(" (font-family=\"[^\"]*\"|font-weight=\"400\"|shape-rendering=\"geometricPrecision\")")]
    private static partial Regex Superfluous();

    [GeneratedRegex(@">\s+<")]
    private static partial Regex BetweenTags();
}

/// <summary>
/// Says how large a text will be. Which font a browser takes is not known here, so widths are those of a wide one: labels then never run into
/// what stands beside them.
/// </summary>
internal sealed class TextMeasure : RenderContextBase
{
    // Of the font's size: DejaVu Sans, the widest of the usual ones, and a little more.
    private const double Character = 0.68;
    private const double Line = 1.2;

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight) =>
        string.IsNullOrEmpty(text) ? OxySize.Empty : new OxySize(Character * fontSize * text.Length, Line * fontSize);

    // Nothing is drawn with it.
    public override void DrawLine(
        IList<ScreenPoint> points, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin) =>
        throw new NotSupportedException();

    public override void DrawPolygon(
        IList<ScreenPoint> points, OxyColor fill, OxyColor stroke, double thickness, EdgeRenderingMode edgeRenderingMode, double[] dashArray, LineJoin lineJoin) =>
        throw new NotSupportedException();

    public override void DrawText(
        ScreenPoint p, string text, OxyColor fill, string fontFamily, double fontSize, double fontWeight, double rotate,
        HorizontalAlignment horizontalAlignment, VerticalAlignment verticalAlignment, OxySize? maxSize) => throw new NotSupportedException();

    public override void PushClip(OxyRect clippingRectangle) => throw new NotSupportedException();

    public override void PopClip() => throw new NotSupportedException();

    public override int ClipCount => 0;
}
