namespace SensorLogger
{
    /// <summary>When each reading is due: the k-th of them k / rate after the start, so that neither rounding nor a late reading shifts those that follow.</summary>
    internal sealed class ReadingDeadlines
    {
        private const long MicrosecondsPerSecond = 1000000;

        private readonly long _startMicroseconds;
        private readonly int _rateHz;
        private long _index = -1;

        /// <summary>Begins; the first reading is due at once.</summary>
        /// <param name="rateHz">Readings a second, 1 or more.</param>
        /// <param name="nowMicroseconds">The time, in microseconds since any moment.</param>
        internal ReadingDeadlines(int rateHz, long nowMicroseconds)
        {
            _rateHz = rateHz;
            _startMicroseconds = nowMicroseconds;
        }

        /// <summary>The number of the reading that is due next, from 0; it starts over after 2147483647.</summary>
        internal int Sequence => (int)(_index & 0x7FFFFFFF);

        /// <summary>When it is due, in microseconds of the same clock.</summary>
        internal long DueMicroseconds => DueOf(_index);

        /// <summary>
        /// Goes on to the next reading that can still be taken in time. One whose moment is more than a period ago is left out: its number is missing
        /// then, which tells whoever records that something was lost.
        /// </summary>
        /// <param name="nowMicroseconds">The time.</param>
        internal void Advance(long nowMicroseconds)
        {
            _index++;
            if (DueOf(_index + 1) <= nowMicroseconds)
            {
                _index = (nowMicroseconds - _startMicroseconds) * _rateHz / MicrosecondsPerSecond;
            }
        }

        private long DueOf(long index)
        {
            return _startMicroseconds + (index * MicrosecondsPerSecond / _rateHz);
        }
    }
}
