// The names are those of nanoFramework.Hardware.Esp32, so that the sources for the ESP32 compile for the host.
namespace nanoFramework.Hardware.Esp32;

/// <summary>What the stand-in for the chip says and was told, for the test on this thread.</summary>
internal static class Esp32Fake
{
    [ThreadStatic]
    private static State? _state;

    public static State Current => _state ??= new State();

    public static State Reset(ulong microsecondsPerReading = 0) => _state = new State { MicrosecondsPerReading = microsecondsPerReading };

    internal sealed class State
    {
        public ulong Microseconds { get; set; } = 1_000_000;

        /// <summary>How far the clock goes on whenever it is read.</summary>
        public ulong MicrosecondsPerReading { get; set; }

        public Sleep.WakeupCause WakeupCause { get; set; }

        public EspNativeError TimerError { get; set; }

        /// <summary>What happened, in order.</summary>
        public List<string> Events { get; } = [];

        public Dictionary<DeviceFunction, int> Pins { get; } = [];
    }
}

internal static class HighResTimer
{
    public static ulong GetCurrent() => Esp32Fake.Current.Microseconds += Esp32Fake.Current.MicrosecondsPerReading;
}

public static class Sleep
{
    public enum WakeupCause
    {
        Undefined = 0,
        Ext0 = 2,
        Timer = 4,
    }

    public static EspNativeError EnableWakeupByTimer(TimeSpan time)
    {
        Esp32Fake.Current.Events.Add($"wake after {time.TotalSeconds} s");
        return Esp32Fake.Current.TimerError;
    }

    public static void StartDeepSleep() => Esp32Fake.Current.Events.Add("sleep");

    public static WakeupCause GetWakeupCause() => Esp32Fake.Current.WakeupCause;
}

internal static class Configuration
{
    /// <summary>As the firmware does it: eight bits of the number, and no output on pins 34 to 39.</summary>
    public static void SetPinFunction(int pin, DeviceFunction value)
    {
        int kept = pin & 0xFF;
        if (kept is >= 34 and <= 39)
        {
            throw new ArgumentException("The firmware refuses the pin.");
        }

        Esp32Fake.Current.Pins[value] = kept;
    }

    public static int GetFunctionPin(DeviceFunction function) => Esp32Fake.Current.Pins.TryGetValue(function, out int pin) ? pin : -1;
}

public enum EspNativeError
{
    OK = 0,
    INVALID_ARG = 0x102,
}

public enum DeviceFunction
{
    I2C1_DATA = 0x20100,
    I2C1_CLOCK = 0x20101,
    I2C2_DATA = 0x20200,
    I2C2_CLOCK = 0x20201,
    ADC1_CH0 = 0x50100,
}
