namespace SensorLogger
{
    /// <summary>Waits for a moment.</summary>
    internal static class Deadline
    {
        // The scheduler wakes a thread up to a millisecond late, so the last one is waited for by looking at the clock.
        private const int EarlyMilliseconds = 1;
        private const int MicrosecondsPerMillisecond = 1000;

        /// <summary>Returns when the moment has come; at once when it is over.</summary>
        /// <param name="clock">The time.</param>
        /// <param name="dueMicroseconds">The moment, in microseconds of that clock.</param>
        internal static void Wait(IClock clock, long dueMicroseconds)
        {
            long left = dueMicroseconds - clock.Microseconds;
            while (left > 0)
            {
                int milliseconds = (int)(left / MicrosecondsPerMillisecond) - EarlyMilliseconds;
                if (milliseconds > 0)
                {
                    clock.Sleep(milliseconds);
                }

                left = dueMicroseconds - clock.Microseconds;
            }
        }
    }
}
