using System.Globalization;
using EdgeNet.Networks.Evaluation;
using OxyPlot;

namespace EdgeNet.Report;

/// <summary>The purpose of a colour. The style of the page sets the colour itself, once for light and once for dark.</summary>
internal enum Paint
{
    Ink,
    Muted,
    Grid,
    Surface,
    Series1,
    Series2,
    Series3,
    Series4,
    Series5,
    Series6,
    Series7,
    Series8,
    Area1,
    Area2,
    Area3,
    Area4,
    Area5,
    Area6,
    Area7,
    Area8,
}

/// <summary>The colours of the page. Charts are drawn in placeholder colours, which are later replaced by variables of the style.</summary>
internal static class Theme
{
    public const int SeriesCount = 8;

    // Red and green of every placeholder; blue is the number of the paint.
    private const byte StandInRed = 1;
    private const byte StandInGreen = 0;

    /// <summary>The style of the page.</summary>
    public static string Css { get; } = ReadCss();

    /// <summary>The paint of a class, a quantity or a curve, counted from 0.</summary>
    public static Paint Series(int number) => Paint.Series1 + (number % SeriesCount);

    /// <summary>The paint of a class's area: the colour of its marks, paler but opaque, so that areas may overlap.</summary>
    public static Paint Area(int number) => Paint.Area1 + (number % SeriesCount);

    public static OxyColor Color(Paint paint, double opacity = 1) =>
        OxyColor.FromArgb((byte)Math.Round(255 * opacity), StandInRed, StandInGreen, (byte)paint);

    public static string Variable(Paint paint) => paint switch
    {
        Paint.Ink => "var(--ink)",
        Paint.Muted => "var(--muted)",
        Paint.Grid => "var(--grid)",
        Paint.Surface => "var(--surface)",
        >= Paint.Area1 => $"var(--a{paint - Paint.Area1 + 1})",
        _ => $"var(--s{paint - Paint.Series1 + 1})",
    };

    private static string ReadCss()
    {
        using Stream stream = typeof(Theme).Assembly.GetManifestResourceStream("EdgeNet.Report.Report.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

/// <summary>How numbers are printed on the page.</summary>
internal static class Numbers
{
    public static string Percent(double share) => MetricFormat.Percent(share);

    public static string Ratio(double ratio) => MetricFormat.Ratio(ratio);

    /// <summary>A quantity of any magnitude.</summary>
    public static string Quantity(double quantity) => MetricFormat.Quantity(quantity);

    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Thins a list to at most some items, evenly, with the first and the last.</summary>
    public static IReadOnlyList<T> Thin<T>(IReadOnlyList<T> items, int most) => items.Count <= most
        ? items
        : [.. Enumerable.Range(0, most).Select(i => items[(int)((long)i * (items.Count - 1) / (most - 1))])];
}
