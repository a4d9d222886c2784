using System;
using nanoFramework.Hardware.Esp32;

namespace EdgeNet.Esp32
{
    /// <summary>Measures inferences with the timer of the ESP32: least, mean and greatest time. Nothing is allocated for an inference.</summary>
    /// <remarks>The timer counts microseconds since the start of the chip, so one inference is measured to about a microsecond.</remarks>
    public sealed class InferenceTimer
    {
        private ulong _startMicroseconds;
        private bool _isRunning;
        private long _totalMicroseconds;

        /// <summary>Inferences measured, 0 or more.</summary>
        public int Count { get; private set; }

        /// <summary>The shortest time in microseconds; 0 while <see cref="Count"/> is 0.</summary>
        public long MinMicroseconds { get; private set; }

        /// <summary>The longest time in microseconds; 0 while <see cref="Count"/> is 0.</summary>
        public long MaxMicroseconds { get; private set; }

        /// <summary>The mean in microseconds, rounded to the nearest; 0 while <see cref="Count"/> is 0.</summary>
        public long MeanMicroseconds => Count == 0 ? 0 : (_totalMicroseconds + (Count / 2)) / Count;

        /// <summary>Begins to measure an inference; one that was begun and not ended is dropped.</summary>
        /// <exception cref="NotSupportedException">The firmware is not that of an ESP32.</exception>
        public void Start()
        {
            _isRunning = true;
            _startMicroseconds = HighResTimer.GetCurrent();
        }

        /// <summary>Ends the measurement and counts it.</summary>
        /// <returns>The time since <see cref="Start"/>, in microseconds.</returns>
        /// <exception cref="InvalidOperationException"><see cref="Start"/> was not called before.</exception>
        public long Stop()
        {
            // The clock first: what follows is not part of the inference.
            ulong now = HighResTimer.GetCurrent();
            if (!_isRunning)
            {
                ThrowNotStarted();
            }

            _isRunning = false;
            long microseconds = (long)(now - _startMicroseconds);
            if (Count == 0 || microseconds < MinMicroseconds)
            {
                MinMicroseconds = microseconds;
            }

            if (microseconds > MaxMicroseconds)
            {
                MaxMicroseconds = microseconds;
            }

            _totalMicroseconds += microseconds;
            Count++;
            return microseconds;
        }

        /// <summary>Forgets every measurement.</summary>
        public void Reset()
        {
            _isRunning = false;
            _totalMicroseconds = 0;
            Count = 0;
            MinMicroseconds = 0;
            MaxMicroseconds = 0;
        }

        private static void ThrowNotStarted()
        {
            throw new InvalidOperationException("InferenceTimer.Stop was called without Start before it.");
        }
    }
}
