namespace EdgeNet.Trainer.Data;

/// <summary>Where the readings of an example come from.</summary>
/// <param name="Recording">The recording.</param>
/// <param name="Start">The number of its first reading in the recording, from 0.</param>
public readonly record struct RecordedWindow(Recording Recording, int Start);
