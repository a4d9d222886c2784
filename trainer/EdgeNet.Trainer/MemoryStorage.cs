namespace EdgeNet.Trainer;

/// <summary>A model file in an array, for what reads a file piece by piece.</summary>
internal sealed class MemoryStorage(byte[] data) : ModelStorage
{
    /// <inheritdoc/>
    public override int Length => data.Length;

    /// <inheritdoc/>
    public override void Read(int position, byte[] buffer, int count) => Array.Copy(data, position, buffer, 0, count);
}
