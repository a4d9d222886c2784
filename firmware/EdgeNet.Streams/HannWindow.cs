namespace EdgeNet
{
    /// <summary>Fades a window in and out: the first reading counts nothing, the one in the middle fully.</summary>
    internal sealed class HannWindow
    {
        private readonly int[] _weights; // in units of 2^-(bits + 1)
        private readonly int _bits;

        /// <summary>Makes the weights, from the cosines of <see cref="Spectrum"/>.</summary>
        /// <param name="length">N, 2 to 1024.</param>
        public HannWindow(int length)
        {
            _bits = Spectrum.BitsFor(length);
            _weights = new int[length];
            CosineTable.Fill(_weights, new int[length], _bits);
            for (int i = 0; i < length; i++)
            {
                _weights[i] = (1 << _bits) - _weights[i];
            }
        }

        public int RamBytes => ArrayMemory.Bytes(_weights.Length, 4);

        /// <summary>Multiplies deviations in place, rounding to nearest.</summary>
        /// <param name="deviations">N, the oldest first.</param>
        public void Apply(int[] deviations)
        {
            int[] weights = _weights;
            int half = 1 << _bits;
            int shift = _bits + 1;
            for (int i = 0; i < deviations.Length; i++)
            {
                deviations[i] = ((deviations[i] * weights[i]) + half) >> shift;
            }
        }
    }
}
