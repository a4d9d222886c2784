namespace EdgeNet.Cli;

/// <summary>Which serial port a board could be on.</summary>
internal static class SerialPorts
{
    // USB serial converters of ESP32 boards, as Linux and macOS name them.
    private static readonly string[] Patterns = ["ttyUSB*", "ttyACM*", "cu.usb*", "cu.wchusb*", "cu.SLAB*"];

    /// <summary>Tells a user who has named no port what to do.</summary>
    public static string Hint()
    {
        if (OperatingSystem.IsWindows())
        {
            return "for example --port COM3; 'nanoff --listports' lists them.";
        }

        string[] found = [.. Patterns.SelectMany(pattern => Directory.GetFiles("/dev", pattern)).Order(StringComparer.Ordinal)];
        return found.Length == 0
            ? "for example --port /dev/ttyUSB0. No such port is here now: is the device plugged in?"
            : $"here {(found.Length == 1 ? "is" : "are")} {string.Join(", ", found)}.";
    }
}
