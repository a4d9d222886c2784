namespace EdgeNet.Trainer;

/// <summary>A board, as far as it matters to a model.</summary>
/// <param name="Name">As it is written on a command line.</param>
/// <param name="Description">In a sentence.</param>
/// <param name="HeapBytes">The managed heap of an application that does nothing else, rounded down.</param>
/// <param name="StorageBytes">The files on <c>I:\</c>: the partition <c>config</c> of the firmware.</param>
internal sealed record DeviceTarget(string Name, string Description, int HeapBytes, int StorageBytes)
{
    private const int StorageOfFourMegabytes = 256 * 1024;

    /// <summary>The default: 4 MB of flash, internal RAM alone.</summary>
    public static DeviceTarget Esp32 { get; } = new("esp32", "an ESP32 without PSRAM", 100_000, StorageOfFourMegabytes);

    /// <summary>4 MB of PSRAM, of which the firmware gives most to the heap; half is certain.</summary>
    public static DeviceTarget Esp32Psram { get; } = new("esp32-psram", "an ESP32 with PSRAM", 2_000_000, StorageOfFourMegabytes);

    /// <summary>How fast it is, the usual one first; one alone where the user has measured his board.</summary>
    public IReadOnlyList<DeviceClock> Clocks { get; init; } = [DeviceClock.Esp32, DeviceClock.Esp32C3];

    /// <summary>All boards.</summary>
    public static IReadOnlyList<DeviceTarget> All { get; } = [Esp32, Esp32Psram];
}
