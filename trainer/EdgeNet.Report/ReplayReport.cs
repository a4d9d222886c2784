using System.Text;
using EdgeNet.Networks.Evaluation;
using EdgeNet.Report.Sections;

namespace EdgeNet.Report;

/// <summary>Shows a replay on one page: probabilities or scores, states and true classes over time, with the delays of detection.</summary>
internal static class ReplayReport
{
    /// <summary>The most recordings that are drawn; the scores cover all of them.</summary>
    public const int MaxDrawn = 12;

    /// <summary>Writes the page. The same replay gives the same bytes; the page is well-formed XML as well.</summary>
    /// <param name="source">The replay.</param>
    /// <returns>HTML in UTF-8.</returns>
    public static byte[] Write(ReplaySource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var page = new Page(source.Predictor.Name, "EdgeNet replay: recordings, reading by reading through the device library.");
        ReplaySection.Write(page, source);
        TimelineSection.Write(page, source);
        return Encoding.UTF8.GetBytes(page.ToHtml());
    }

    /// <summary>The name of a class, or the text for none.</summary>
    internal static string NameOf(ReplaySource source, int state) => state == StateTimeline.Unknown ? "unknown" : state == StateTimeline.Unfamiliar ? Pipeline.UnfamiliarLabel : source.Predictor.LabelOf(state);
}

/// <summary>The contents of a replay's page.</summary>
/// <param name="Predictor">The network, with its classes.</param>
/// <param name="Settings">Windows and rules.</param>
/// <param name="File">The name of the file of the recordings.</param>
/// <param name="Timelines">Decisions and true classes: a timeline for each recording, at least one.</param>
internal sealed record ReplaySource(Predictor Predictor, StreamSettings Settings, string File, IReadOnlyList<StateTimeline> Timelines);
