namespace Bench
{
    /// <summary>Readings by seed: a linear congruential generator in 32 bits, the same on every machine.</summary>
    public sealed class IntegerNoise
    {
        private uint _state;

        public IntegerNoise(int seed)
        {
            _state = (uint)seed;
        }

        /// <summary>Returns the next number of 0 to 65,535.</summary>
        public int Next()
        {
            _state = (_state * 1664525u) + 1013904223u;
            return (int)(_state >> 16);
        }

        /// <summary>Returns a reading around a level, up to half of an amplitude away.</summary>
        /// <remarks>No product overflows: on the device what was a uint is shifted as one, also after it has become an int.</remarks>
        public int Next(int level, int amplitude)
        {
            return level + (((Next() >> 1) * amplitude) >> 15) - (amplitude / 2);
        }
    }
}
