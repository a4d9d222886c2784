using System;
using nanoFramework.Hardware.Esp32;

namespace EdgeNet.Esp32
{
    /// <summary>Deep sleep that the timer ends. It ends in a restart: the program runs from its first line again, and nothing in RAM is left.</summary>
    public static class DeepSleep
    {
        /// <summary>The longest sleep: 365 days.</summary>
        public const int MostSeconds = 365 * 24 * 60 * 60;

        /// <summary>Goes to sleep. On an ESP32 it does not return.</summary>
        /// <param name="seconds">1 to <see cref="MostSeconds"/>.</param>
        /// <exception cref="ArgumentOutOfRangeException"><paramref name="seconds"/> is outside its range.</exception>
        /// <exception cref="InvalidOperationException">The chip refused the timer; it was not put to sleep, as nothing would wake it.</exception>
        public static void Enter(int seconds)
        {
            if (seconds < 1 || seconds > MostSeconds)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(seconds), "The sleep is 1 to " + MostSeconds.ToString() + " seconds; it was given " + seconds.ToString() + ".");
            }

            EspNativeError error = Sleep.EnableWakeupByTimer(TimeSpan.FromSeconds(seconds));
            if (error != EspNativeError.OK)
            {
                throw new InvalidOperationException(
                    "The ESP32 refused to be woken after " + seconds.ToString() + " seconds: error " + ((int)error).ToString() + ".");
            }

            Sleep.StartDeepSleep();
        }
    }
}
