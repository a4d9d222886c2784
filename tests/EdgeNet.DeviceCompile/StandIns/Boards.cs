// What EdgeNet.Esp32 and the samples use of the nanoFramework's packages for boards, which the registry does not have.
using System;

namespace nanoFramework.Hardware.Esp32
{
    public enum DeviceFunction
    {
        I2C1_DATA,
        I2C1_CLOCK,
        I2C2_DATA,
        I2C2_CLOCK,
        COM2_TX,
        COM2_RX,
        ADC1_CH0,
    }

    public enum EspNativeError
    {
        OK,
    }

    public static class Configuration
    {
        public static int GetFunctionPin(DeviceFunction function) => throw null;

        public static void SetPinFunction(int pin, DeviceFunction function) => throw null;
    }

    public static class HighResTimer
    {
        public static ulong GetCurrent() => throw null;
    }

    public static class Sleep
    {
        public enum WakeupCause
        {
            Undefined,
            Timer,
        }

        public static EspNativeError EnableWakeupByTimer(TimeSpan time) => throw null;

        public static WakeupCause GetWakeupCause() => throw null;

        public static void StartDeepSleep() => throw null;
    }
}

namespace System.Device.Gpio
{
    public enum PinMode
    {
        Output,
    }

    public struct PinValue
    {
        public static PinValue High => throw null;

        public static PinValue Low => throw null;
    }

    public sealed class GpioController
    {
        public GpioPin OpenPin(int pinNumber, PinMode mode) => throw null;
    }

    public sealed class GpioPin
    {
        public void Write(PinValue value) => throw null;
    }
}

namespace System.Device.I2c
{
    public enum I2cBusSpeed
    {
        FastMode,
    }

    public enum I2cTransferStatus
    {
        FullTransfer,
    }

    public sealed class I2cConnectionSettings
    {
        public I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed)
        {
        }
    }

    public struct I2cTransferResult
    {
        public I2cTransferStatus Status => throw null;
    }

    public sealed class I2cDevice
    {
        public static I2cDevice Create(I2cConnectionSettings settings) => throw null;

        public I2cTransferResult Write(SpanByte buffer) => throw null;

        public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) => throw null;
    }
}

namespace System.IO
{
    public static class File
    {
        public static bool Exists(string path) => throw null;

        public static byte[] ReadAllBytes(string path) => throw null;
    }
}

namespace System.IO.Ports
{
    public sealed class SerialPort
    {
        public SerialPort(string portName, int baudRate)
        {
        }

        public void Open() => throw null;

        public void Write(byte[] buffer, int offset, int count) => throw null;
    }
}
