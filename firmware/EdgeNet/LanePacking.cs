namespace EdgeNet
{
    /// <summary>How output units share a 64-bit word.</summary>
    internal static class LanePacking
    {
        /// <summary>Bits of a word.</summary>
        public const int WordBits = 64;

        /// <summary>Computes the bits that hold every number from 0 to a largest one.</summary>
        /// <param name="largest">0 or more.</param>
        /// <returns>0 to 63.</returns>
        public static int BitsFor(long largest)
        {
            int bits = 0;
            for (; largest > 0; largest >>= 1)
            {
                bits++;
            }

            return bits;
        }

        /// <summary>Packs the weights of neighbouring units: <c>Σ weight[first + t, i] · 2^(t·width)</c> for each input i.</summary>
        /// <param name="layer">The layer.</param>
        /// <param name="first">The unit in the lowest lane.</param>
        /// <param name="count">The units of the word.</param>
        /// <param name="width">Bits of a lane.</param>
        /// <returns>n[l-1] words.</returns>
        public static long[] PackRows(QuantizedLayer layer, int first, int count, int width)
        {
            var row = new long[layer.Inputs];
            for (int t = 0; t < count; t++)
            {
                int k = (first + t) * layer.Inputs;
                for (int i = 0; i < row.Length; i++)
                {
                    row[i] += (long)layer.Weights[k + i] << (t * width);
                }
            }

            return row;
        }
    }
}
