using OxyPlot;

namespace EdgeNet.Report;

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
