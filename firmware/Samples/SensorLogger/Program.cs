using System;
using System.IO.Ports;
using System.Threading;
using EdgeNet.Esp32;
using nanoFramework.Hardware.Esp32;

namespace SensorLogger
{
    /// <summary>
    /// Needs an ESP32, an MPU-6050 on I2C and a USB serial adapter with 3.3 V levels: sends the readings as lines of text, which
    /// <c>edgenet capture</c> records. <c>LINES.md</c> says what they look like.
    /// </summary>
    /// <remarks>
    /// The board's own USB port belongs to the debugger: what a program prints there is wrapped into binary packets, and the firmware refuses to open
    /// COM1. So the lines leave by COM2, from <see cref="TransmitPin"/> to RX of the adapter; connect the grounds too.
    /// </remarks>
    public static class Program
    {
        /// <summary>Readings a second, 1 to 250; a model is trained for one rate.</summary>
        private const int RateHz = 100;

        /// <summary>The greatest acceleration, in g: 2, 4, 8 or 16.</summary>
        private const int RangeG = 4;

        private const int DataPin = 21;
        private const int ClockPin = 22;
        private const int TransmitPin = 17;
        private const int ReceivePin = 16;
        private const int Bus = 1;
        private const int BaudRate = 115200;

        /// <summary>The program of the board.</summary>
        public static void Main()
        {
            PinSetup.UseI2c(Bus, DataPin, ClockPin);
            Configuration.SetPinFunction(TransmitPin, DeviceFunction.COM2_TX);
            Configuration.SetPinFunction(ReceivePin, DeviceFunction.COM2_RX);
            var port = new SerialPort("COM2", BaudRate);
            port.Open();

            var clock = new Esp32Clock();
            var sensor = new Mpu6050(new I2cRegisters(Bus, Mpu6050.Address));
            try
            {
                sensor.Start(RangeG, RateHz, clock);
            }
            catch (InvalidOperationException fault)
            {
                Console.WriteLine("SensorLogger: " + fault.Message);
                Thread.Sleep(Timeout.Infinite);
            }

            var logger = new Logger(sensor, RangeG, RateHz, (buffer, count) => port.Write(buffer, 0, count), clock);
            Console.WriteLine("SensorLogger: sending " + RateHz.ToString() + " readings a second.");
            while (true)
            {
                logger.Step();
            }
        }
    }
}
