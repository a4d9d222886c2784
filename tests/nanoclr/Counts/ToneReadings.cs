using Bench;

namespace EdgeNet.Counts
{
    /// <summary>Readings as of a machine, by seed: for each channel a triangular tone with noise, on a level. The same on every machine.</summary>
    public sealed class ToneReadings
    {
        private readonly IntegerNoise _noise;
        private readonly int[] _levels;
        private readonly int[] _amplitudes;
        private readonly int[] _periods;
        private int _time;

        /// <summary>Makes the tones.</summary>
        /// <param name="seed">The same seed, the same readings.</param>
        /// <param name="channels">1 or more.</param>
        public ToneReadings(int seed, int channels)
        {
            _noise = new IntegerNoise(seed);
            _levels = new int[channels];
            _amplitudes = new int[channels];
            _periods = new int[channels];
            for (int c = 0; c < channels; c++)
            {
                _levels[c] = _noise.Next() % 3000;
                _amplitudes[c] = 300 + (_noise.Next() % 1500);
                _periods[c] = 8 + (_noise.Next() % 40);
            }
        }

        /// <summary>Makes the next reading of every channel.</summary>
        /// <param name="readings">Written.</param>
        public void Next(int[] readings)
        {
            for (int c = 0; c < readings.Length; c++)
            {
                int half = _periods[c] / 2;
                int phase = (_time % _periods[c]) - half;
                int height = (phase < 0 ? -phase : phase) - (half / 2);
                readings[c] = _levels[c] + (2 * _amplitudes[c] * height / half) + _noise.Next(0, _amplitudes[c] / 4);
            }

            _time++;
        }
    }
}
