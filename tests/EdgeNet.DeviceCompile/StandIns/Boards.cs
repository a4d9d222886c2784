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

namespace System.Device.Wifi
{
    public enum WifiReconnectionKind
    {
        Automatic,
    }
}

namespace System.IO
{
    public static class File
    {
        public static void Delete(string path) => throw null;

        public static bool Exists(string path) => throw null;

        public static byte[] ReadAllBytes(string path) => throw null;

        public static string ReadAllText(string path) => throw null;

        public static void WriteAllBytes(string path, byte[] bytes) => throw null;
    }

    public enum FileAccess
    {
        Read = 1,
        ReadWrite = 3,
    }

    public enum FileMode
    {
        Open = 3,
        OpenOrCreate = 4,
    }

    public enum SeekOrigin
    {
        Begin = 0,
    }

    public class FileStream : IDisposable
    {
        public FileStream(string path, FileMode mode, FileAccess access)
        {
        }

        public long Length => throw null;

        public int Read(byte[] buffer, int offset, int count) => throw null;

        public long Seek(long offset, SeekOrigin origin) => throw null;

        public void Write(byte[] buffer, int offset, int count) => throw null;

        public void Dispose() => throw null;
    }
}

namespace System.IO.Ports
{
    public sealed class SerialPort
    {
        public SerialPort(string portName, int baudRate)
        {
        }

        public int BytesToRead => throw null;

        public int ReadBufferSize { get; set; }

        public void Open() => throw null;

        public int Read(byte[] buffer, int offset, int count) => throw null;

        public void Write(byte[] buffer, int offset, int count) => throw null;
    }
}

namespace System.Security.Cryptography.X509Certificates
{
    public class X509Certificate
    {
        public X509Certificate(string certificate)
        {
        }
    }
}

namespace System.Threading
{
    public struct CancellationToken
    {
    }

    public class CancellationTokenSource
    {
        public CancellationTokenSource(int millisecondsDelay)
        {
        }

        public CancellationToken Token => throw null;
    }
}

namespace nanoFramework.Networking
{
    public enum NetworkHelperStatus
    {
        None,
    }

    public static class WifiNetworkHelper
    {
        public static NetworkHelperStatus Status => throw null;

        public static bool ConnectDhcp(
            string ssid,
            string password,
            System.Device.Wifi.WifiReconnectionKind reconnectionKind = System.Device.Wifi.WifiReconnectionKind.Automatic,
            bool requiresDateTime = false,
            int wifiAdapterId = 0,
            System.Threading.CancellationToken token = default) => throw null;

        public static bool Reconnect(bool requiresDateTime = false, int wifiAdapterId = 0, System.Threading.CancellationToken token = default) => throw null;
    }
}

namespace nanoFramework.Runtime.Native
{
    public enum RebootOption
    {
        NormalReboot,
    }

    public static class GC
    {
        public static uint Run(bool compactHeap) => throw null;
    }

    public class Power
    {
        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot) => throw null;
    }
}

namespace nanoFramework.M2Mqtt.Messages
{
    public enum MqttQoSLevel
    {
        AtLeastOnce = 1,
    }

    public enum MqttReasonCode
    {
        Success,
    }

    public class MqttMsgPublishEventArgs : EventArgs
    {
        public string Topic => throw null;

        public byte[] Message => throw null;
    }

    public class MqttMsgPublishedEventArgs : EventArgs
    {
    }

    public class MqttMsgSubscribedEventArgs : EventArgs
    {
    }
}

namespace nanoFramework.M2Mqtt
{
    using System.Collections;
    using System.Security.Cryptography.X509Certificates;
    using nanoFramework.M2Mqtt.Messages;

    public enum MqttSslProtocols
    {
        None,
        TLSv1_2 = 4,
    }

    public interface IMqttClient
    {
        delegate void MqttMsgPublishEventHandler(object sender, MqttMsgPublishEventArgs e);

        delegate void MqttMsgPublishedEventHandler(object sender, MqttMsgPublishedEventArgs e);

        delegate void MqttMsgSubscribedEventHandler(object sender, MqttMsgSubscribedEventArgs e);
    }

    public class MqttClient : IMqttClient
    {
        public MqttClient(string brokerHostName, int brokerPort, bool secure, X509Certificate caCert, X509Certificate clientCert, MqttSslProtocols sslProtocol)
        {
        }

        public event IMqttClient.MqttMsgPublishEventHandler MqttMsgPublishReceived
        {
            add { }
            remove { }
        }

        public event IMqttClient.MqttMsgPublishedEventHandler MqttMsgPublished
        {
            add { }
            remove { }
        }

        public event IMqttClient.MqttMsgSubscribedEventHandler MqttMsgSubscribed
        {
            add { }
            remove { }
        }

        public bool IsConnected => throw null;

        public MqttReasonCode Connect(string clientId, string username, string password, bool cleanSession, ushort keepAlivePeriod) => throw null;

        public void Close() => throw null;

        public void Disconnect() => throw null;

        public ushort Publish(string topic, byte[] message, string contentType, ArrayList userProperties, MqttQoSLevel qosLevel, bool retain) => throw null;

        public ushort Subscribe(string[] topics, MqttQoSLevel[] qosLevels) => throw null;
    }
}
