namespace EdgeNet.Capture;

/// <summary>Where bytes come from.</summary>
internal interface IByteSource : IDisposable
{
    /// <summary>What messages call it.</summary>
    string Name { get; }

    /// <summary>Waits a little for bytes and takes all that are there.</summary>
    /// <param name="buffer">To be filled.</param>
    /// <returns>How many came, 0 when none did; -1 when none will come any more: the cable is unplugged.</returns>
    int Read(byte[] buffer);
}
