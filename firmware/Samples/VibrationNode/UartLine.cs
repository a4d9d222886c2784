using System;
using System.IO.Ports;
using EdgeNet;
using nanoFramework.Hardware.Esp32;

namespace VibrationNode
{
    /// <summary>The second serial port of the board, as in SensorLogger: the first one is the debugger's.</summary>
    internal sealed class UartLine : ByteLine
    {
        private const int TransmitPin = 17;
        private const int ReceivePin = 16;
        private const int BaudRate = 115200;
        private const int ReceiveBytes = 2048; // more than the longest request

        private readonly SerialPort _port;

        /// <summary>Opens the port.</summary>
        internal UartLine()
        {
            Configuration.SetPinFunction(TransmitPin, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(ReceivePin, DeviceFunction.COM2_RX);
            _port = new SerialPort("COM2", BaudRate);
            _port.ReadBufferSize = ReceiveBytes;
            _port.Open();
        }

        /// <inheritdoc/>
        public override int Read(byte[] buffer)
        {
            int count = Math.Min(_port.BytesToRead, buffer.Length);
            return count == 0 ? 0 : _port.Read(buffer, 0, count);
        }

        /// <inheritdoc/>
        public override void Write(byte[] buffer, int count)
        {
            _port.Write(buffer, 0, count);
        }
    }
}
