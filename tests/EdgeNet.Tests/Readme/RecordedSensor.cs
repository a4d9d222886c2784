using EdgeNet.Trainer.Data.Recordings;

namespace EdgeNet.Tests.Readme;

/// <summary>Gives the readings of a recording with three channels, one after the other.</summary>
internal sealed class RecordedSensor(Recording recording)
{
    private int _next;

    /// <returns>False when there are no more.</returns>
    public bool Read(out int x, out int y, out int z)
    {
        bool isThere = _next < recording.Count;
        int i = Math.Min(_next++, recording.Count - 1);
        (x, y, z) = (recording.Readings[0][i], recording.Readings[1][i], recording.Readings[2][i]);
        return isThere;
    }
}
