using System;
using System.Device.Gpio;
using System.IO;
using EdgeNet;
using EdgeNet.Esp32;
using EdgeNet.Models;
using nanoFramework.Runtime.Native;
using SensorLogger;

namespace VibrationNode
{
    /// <summary>
    /// Needs an ESP32 with an LED, and an MPU-6050 on I2C: listens to a machine for some seconds, sleeps, and listens again. While something is wrong with
    /// the machine the LED shines and the node stays awake; when the node itself needs help the LED blinks. It reports to a broker, and takes signed
    /// models from there, over a serial line, or by cable: <c>firmware/FLEET.md</c>.
    /// </summary>
    /// <remarks>
    /// The sensor, its range and its driver are those of SensorLogger, so that what is classified is what was recorded; the rate, the window and all
    /// that follows are in the model file. The board's console is the debugger's. What touches the chip is here, in <see cref="MqttClientLine"/> and
    /// in <see cref="UartLine"/>.
    /// </remarks>
    public static class Program
    {
        /// <summary>A file of this name, as <c>edgenet flash</c> writes it, is taken into the store after a cold start. It must be signed.</summary>
        private const string FilePath = "I:\\model.edgenet";

        private const string SettingsPath = "I:\\node.txt";
        private const string AuthorityPath = "I:\\ca.pem";
        private const string StartsPath = "I:\\starts";

        /// <summary>Bytes of a slot: a model, and 4 bytes for each of its chunks.</summary>
        private const int SlotLength = 32768;

        private const int PageLength = 4096;

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
            var clock = new Esp32Clock();
            var gpio = new GpioController();
            GpioPin pin = gpio.OpenPin(LampPin, PinMode.Output);
            Lamp lamp = isOn => pin.Write(isOn ? PinValue.High : PinValue.Low);
            bool isRestart = false;
            try
            {
                isRestart = Wake(clock, lamp);
            }
            catch (Exception failure)
            {
                // Not the store's Sleep: a model on trial that brought the node here is left for the one before.
                Console.WriteLine("VibrationNode: " + failure.Message);
                Watch.Blink(lamp, clock);
            }

            if (isRestart)
            {
                StartCount.BeforeRestart(StartsPath);
                Power.RebootDevice();
            }

            DeepSleep.Enter(SleepSeconds);
        }

        // One time awake. True: restart at once.
        private static bool Wake(Esp32Clock clock, Lamp lamp)
        {
            LineWriter print = Console.WriteLine;
            bool isColdStart = !DutyCycle.IsTimerWakeup;
            var piece = new FilePiece();
            var areas = new StoreArea[]
            {
                new FileArea("I:\\slot-a", SlotLength, piece),
                new FileArea("I:\\slot-b", SlotLength, piece),
                new FileArea("I:\\journal-a", PageLength, piece),
                new FileArea("I:\\journal-b", PageLength, piece),
            };
            var model = new NodeModel(() => new Pipeline(new VibrationModel(), VibrationStream.Settings()), BurstSeconds, print);
            model.Start(areas, FleetKey.Make(), isColdStart);
            int starts = StartCount.Read(StartsPath, isColdStart);
            if (isColdStart)
            {
                model.TakeFile(FilePath);
                if (model.Store != null && model.Store.Phase == UpdatePhase.Staged)
                {
                    return true;
                }
            }

            PinSetup.UseI2c(Bus, DataPin, ClockPin);
            var sensor = new Mpu6050(new I2cRegisters(Bus, Mpu6050.Address));
            bool isRestart = Join(model, sensor, clock, lamp, print, isColdStart, starts).Run();
            sensor.TrySleep();
            if (!isRestart && model.Store != null)
            {
                model.Store.Sleep(); // a trial goes on afterwards, also one without a sensor: that is not the model's fault
            }

            return isRestart;
        }

        private static Node Join(NodeModel model, Mpu6050 sensor, Esp32Clock clock, Lamp lamp, LineWriter print, bool isColdStart, int starts)
        {
            NodeSettings settings = NodeSettings.Load(SettingsPath, print);
            Visit visit = null;
            if (model.Store != null)
            {
                var update = new UpdateNode(model.Store);
                Connection connection = settings.HasBroker ? new MqttClientLine(settings, Authority()) : null;
                visit = new Visit(update, connection, settings.Device, new SerialNode(update, new UartLine()), clock, print);
            }

            HealthRecord health = model.NewHealth(starts);
            var burst = new Burst(model.Pipeline, sensor, clock, BurstSeconds);
            string fault = burst.Start(RangeG);
            if (fault != null)
            {
                print(fault); // the node reports without it, and takes updates
            }

            var watch = new Watch(model, burst, health, lamp, clock, print);
            var reports = new Reports(settings.Device, model.HealthSeconds, Seconds(null), isColdStart ? 0 : SleepSeconds);
            return new Node(model, watch, health, reports, visit, Seconds, print, isColdStart);
        }

        private static string Authority()
        {
            return File.Exists(AuthorityPath) ? File.ReadAllText(AuthorityPath) : null;
        }

        private static long Seconds(HealthRecord health)
        {
            long seconds = DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond;
            if (health != null)
            {
                health.Seconds = (int)(nanoFramework.Hardware.Esp32.HighResTimer.GetCurrent() / 1000000);
                health.FreeBytes = (int)nanoFramework.Runtime.Native.GC.Run(false);
            }

            return seconds;
        }
    }
}
