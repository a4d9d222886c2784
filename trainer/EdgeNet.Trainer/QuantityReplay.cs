using EdgeNet.Networks.Evaluation;
using EdgeNet.Trainer.Data.Recordings;
using EdgeNet.Trainer.Experiments;

namespace EdgeNet.Trainer;

/// <summary>Recordings that were run through a model that estimates quantities, reading by reading, as a device would.</summary>
/// <param name="Timelines">Estimates and true quantities: a timeline for each recording, at least one.</param>
/// <param name="Beyond">Windows whose features lie beyond the range in training.</param>
internal sealed record QuantityReplay(IReadOnlyList<QuantityTimeline> Timelines, BeyondTraining Beyond)
{
    /// <summary>Runs the recordings of a file.</summary>
    /// <param name="pipeline">The model.</param>
    /// <param name="inputs">Names and ranges of its inputs; null where they are not known.</param>
    /// <param name="set">The recordings.</param>
    public static QuantityReplay Run(Pipeline pipeline, IReadOnlyList<ModelInput>? inputs, RecordingSet set)
    {
        var beyond = new BeyondTraining(inputs ?? []);
        return new QuantityReplay(
            [
                .. set.Recordings.SelectMany(recording => recording.Pieces())
                    .Select(piece => RecordingReplay.Estimate(pipeline, piece, features => beyond.Add(features, beyond.Rows + 1))),
            ],
            beyond);
    }
}
