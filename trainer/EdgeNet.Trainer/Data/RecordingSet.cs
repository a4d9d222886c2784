namespace EdgeNet.Trainer.Data;

/// <summary>Recordings of the same channels.</summary>
/// <param name="Channels">The names of the channels.</param>
/// <param name="ClassNames">The classes that the labels of readings number; none where there are no labels.</param>
/// <param name="Recordings">The recordings, in the order of the file, or of the files' names.</param>
public sealed record RecordingSet(IReadOnlyList<string> Channels, IReadOnlyList<string> ClassNames, IReadOnlyList<Recording> Recordings)
{
    /// <summary>The readings of a channel in all recordings together.</summary>
    public int Count => Recordings.Sum(recording => recording.Count);
}
