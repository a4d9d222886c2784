using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using OxyPlot;

namespace EdgeNet.Report;

/// <summary>Draws a chart as an <c>svg</c> element of a page: it scales with the page and takes its colours.</summary>
/// <remarks>Not by options of OxyPlot's exporter: it has none for variables as colours, for the names of clip paths, or for the number of digits.</remarks>
internal static partial class SvgDrawing
{
    /// <summary>Draws a chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="label">What the chart shows, for those who cannot see it.</param>
    /// <param name="number">The number of the drawing on its page, which makes the names inside it unique there.</param>
    /// <returns>An <c>svg</c> element.</returns>
    public static string Of(Chart chart, string label, int number)
    {
        var exporter = new SvgExporter { Width = Chart.Width, Height = chart.Height, IsDocument = false, TextMeasurer = new TextMeasure() };
        XElement svg = XElement.Parse(exporter.ExportToString(chart.Plot));

        // OxyPlot would draw its message in place of the chart.
        if (chart.Plot.GetLastPlotException() is { } failure)
        {
            throw new InvalidOperationException($"The chart '{label}' cannot be drawn: {failure.Message}", failure);
        }

        foreach (XElement element in svg.Descendants())
        {
            element.Name = element.Name.LocalName;
            element.ReplaceAttributes(element.Attributes().Where(IsNeeded).Select(attribute => Rewrite(attribute, number)));
        }

        string content = string.Concat(svg.Nodes().Select(node => node.ToString(SaveOptions.DisableFormatting)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Chart.Width} {chart.Height}\" role=\"img\" aria-label=\"{Page.Escape(label)}\">{content}</svg>");
    }

    private static bool IsNeeded(XAttribute attribute) => attribute switch
    {
        { Name.LocalName: "font-family" } => false,
        { Name.LocalName: "font-weight", Value: "400" } => false,
        { Name.LocalName: "shape-rendering", Value: "geometricPrecision" } => false,
        _ => true,
    };

    private static XAttribute Rewrite(XAttribute attribute, int number)
    {
        string value = StandIn().Replace(attribute.Value, Variable).Replace("clipPath", $"c{number}-", StringComparison.Ordinal);
        value = Digits().Replace(value, "$1");

        // CSS variables work in a style, not in an attribute.
        bool isPaint = attribute.Name.LocalName == "fill" && value.StartsWith("var(", StringComparison.Ordinal);
        return isPaint ? new XAttribute("style", $"fill:{value}") : new XAttribute(attribute.Name, value);
    }

    private static string Variable(Match standIn) => Theme.Variable((Paint)int.Parse(standIn.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"rgb\(1,0,(\d+)\)")]
    private static partial Regex StandIn();

    // Two decimals are enough: less than a hundredth of a unit is invisible.
    [GeneratedRegex(@"(\d\.\d\d)\d+")]
    private static partial Regex Digits();
}

/// <summary>
/// Estimates the size of a text. The browser's font is not known here, so widths are those of a wide one: labels then never run into
/// their neighbours.
/// </summary>
internal sealed class TextMeasure : RenderContextBase
{
    // As a share of the font's size: DejaVu Sans, the widest of the usual fonts, and a little more.
    private const double Character = 0.68;
    private const double Line = 1.2;

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight) =>
        string.IsNullOrEmpty(text) ? OxySize.Empty : new OxySize(Character * fontSize * text.Length, Line * fontSize);

    // It only measures and never draws.
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
