using EdgeNet.Trainer.Evaluation;

namespace EdgeNet.Report;

/// <summary>What the page of a replay is of.</summary>
/// <param name="Predictor">The network, with its classes.</param>
/// <param name="Settings">Windows and rules.</param>
/// <param name="File">What the file of the recordings is called.</param>
/// <param name="Timelines">What was said and what was true, a timeline for each recording; one at least.</param>
public sealed record ReplaySource(Predictor Predictor, StreamSettings Settings, string File, IReadOnlyList<StateTimeline> Timelines);
