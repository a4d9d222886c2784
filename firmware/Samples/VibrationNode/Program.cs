using System;
using System.Device.Gpio;
using System.Threading;
using EdgeNet;
using EdgeNet.Esp32;
using SensorLogger;

namespace VibrationNode
{
    /// <summary>
    /// Needs an ESP32 with an LED, and an MPU-6050 on I2C: listens to a machine for some seconds, sleeps, and listens again. While something is wrong,
    /// the LED shines and the node stays awake.
    /// </summary>
    /// <remarks>
    /// The sensor, its range and its driver are those of SensorLogger, so that what is classified is what was recorded; the rate, the window and all
    /// that follows are in the model file. The board's console is the debugger's.
    /// </remarks>
    public static class Program
    {
        /// <summary>A file of this name on the board's own storage is used instead of the built-in model.</summary>
        private const string ModelPath = "I:\\model.edgenet";

        /// <summary>The greatest acceleration, in g, as in the recordings: a count is worth the same only then.</summary>
        private const int RangeG = 4;

        private const int BurstSeconds = 5;
        private const int SleepSeconds = 55;
        private const int LampPin = 2;
        private const int DataPin = 21;
        private const int ClockPin = 22;
        private const int Bus = 1;

        /// <summary>The program of the board; a deep sleep ends in its first line.</summary>
        public static void Main()
        {
            LineWriter print = Console.WriteLine;
            var gpio = new GpioController();
            GpioPin lamp = gpio.OpenPin(LampPin, PinMode.Output);
            Pipeline pipeline = ModelSource.Load(ModelPath, print);
            var clock = new Esp32Clock();
            PinSetup.UseI2c(Bus, DataPin, ClockPin);
            var sensor = new Mpu6050(new I2cRegisters(Bus, Mpu6050.Address));
            try
            {
                sensor.Start(RangeG, pipeline.Settings.RateMillihertz / 1000, clock);
            }
            catch (InvalidOperationException fault)
            {
                print("VibrationNode: " + fault.Message);
                Thread.Sleep(Timeout.Infinite);
            }

            var burst = new Burst(pipeline, sensor, clock, BurstSeconds);
            var watch = new Watch(pipeline, burst, isOn => lamp.Write(isOn ? PinValue.High : PinValue.Low), print);
            if (!DutyCycle.IsTimerWakeup && !watch.SelfTest())
            {
                Thread.Sleep(Timeout.Infinite);
            }

            watch.Run();
            sensor.TrySleep();
            DeepSleep.Enter(SleepSeconds);
        }
    }
}
