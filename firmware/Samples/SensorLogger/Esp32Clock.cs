using System.Threading;
using nanoFramework.Hardware.Esp32;

namespace SensorLogger
{
    /// <summary>The timer of the ESP32.</summary>
    internal sealed class Esp32Clock : IClock
    {
        /// <inheritdoc/>
        public long Microseconds => (long)HighResTimer.GetCurrent();

        /// <inheritdoc/>
        public void Sleep(int milliseconds)
        {
            Thread.Sleep(milliseconds);
        }
    }
}
