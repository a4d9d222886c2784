using System;

namespace SensorLogger
{
    /// <summary>Reads the sensor at its deadlines and sends a line for each reading, and the header line once a second.</summary>
    internal sealed class Logger
    {
        /// <summary>
        /// The highest rate: 250 lines of <see cref="LineFormat.LongestReadingBytes"/> bytes and a header are 9,600 bytes; 115,200 baud carry 11,520 a second.
        /// </summary>
        internal const int HighestRateHz = 250;

        private const int MicrosecondsPerMillisecond = 1000;

        private static readonly string[] Channels = new string[] { "x", "y", "z" };

        private readonly Mpu6050 _sensor;
        private readonly LineFormat _lines;
        private readonly LineSink _send;
        private readonly IClock _clock;
        private readonly ReadingDeadlines _deadlines;
        private readonly int[] _counts = new int[Mpu6050.ChannelCount];
        private long _headerDueMicroseconds;

        /// <summary>Begins; the first reading is due at once.</summary>
        /// <param name="sensor">A sensor that was started.</param>
        /// <param name="rangeG">Its range, 2, 4, 8 or 16.</param>
        /// <param name="rateHz">Readings a second, 1 to <see cref="HighestRateHz"/>.</param>
        /// <param name="send">Takes the lines.</param>
        /// <param name="clock">The time.</param>
        /// <exception cref="ArgumentOutOfRangeException">The rate or the range does not exist.</exception>
        internal Logger(Mpu6050 sensor, int rangeG, int rateHz, LineSink send, IClock clock)
        {
            if (rateHz < 1 || rateHz > HighestRateHz)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(rateHz), "The rate must be 1 to " + HighestRateHz.ToString() + " Hz; it was given " + rateHz.ToString() + ".");
            }

            _sensor = sensor;
            _send = send;
            _clock = clock;
            _lines = new LineFormat(rateHz, Mpu6050.CountsPerG(rangeG), "g", Channels);
            _headerDueMicroseconds = clock.Microseconds;
            _deadlines = new ReadingDeadlines(rateHz, _headerDueMicroseconds);
        }

        /// <summary>
        /// Waits for the next reading and sends it. One that the sensor does not give is left out, as is one that is too late: its number is missing then.
        /// </summary>
        internal void Step()
        {
            _deadlines.Advance(_clock.Microseconds);
            Deadline.Wait(_clock, _deadlines.DueMicroseconds);
            bool isRead = _sensor.TryRead(_counts);
            if (_deadlines.DueMicroseconds >= _headerDueMicroseconds)
            {
                _headerDueMicroseconds = _deadlines.DueMicroseconds + (1000 * MicrosecondsPerMillisecond);
                _send(_lines.Header, _lines.Header.Length);
            }

            if (isRead)
            {
                int count = _lines.Reading(_deadlines.Sequence, _counts);
                _send(_lines.Buffer, count);
            }
        }
    }
}
