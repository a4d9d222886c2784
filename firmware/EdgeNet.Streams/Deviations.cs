namespace EdgeNet
{
    /// <summary>The window of one channel without its mean, scaled to 12 bits; moments and frequencies are computed from it.</summary>
    /// <remarks>
    /// A deviation is <c>16·x - mean</c> in sixteenths of a count, shifted right with rounding until none exceeds 2^11. Fourth powers of
    /// 4,096 of them stay below 2^56.
    /// </remarks>
    internal sealed class Deviations
    {
        private const int Limit = 1 << 11;

        /// <summary>The deviations, the oldest first. Not a copy.</summary>
        public readonly int[] Values;

        /// <summary>Deviations are in units of 2^shift sixteenths.</summary>
        public int Shift;

        /// <summary>The third standardised moment in 256ths, once <see cref="FindMoments"/> has run.</summary>
        public int Skewness;

        /// <summary>The fourth standardised moment in 256ths, likewise.</summary>
        public int Kurtosis;

        /// <summary>Finds the period; null where no feature needs it.</summary>
        public Autocorrelation Period;

        private long _second;
        private long _third;
        private long _fourth;

        public Deviations(int length)
        {
            Values = new int[length];
        }

        public int RamBytes => ArrayMemory.Bytes(Values.Length, 4) + (Period == null ? 0 : Period.RamBytes);

        /// <summary>Takes the window of a channel, and sums the powers of its deviations.</summary>
        /// <param name="channel">Its extremes must be known.</param>
        /// <param name="oldest">Where its oldest reading stands.</param>
        public void Take(ChannelWindow channel, int oldest)
        {
            short[] ring = channel.Ring;
            int[] values = Values;
            int mean = channel.Mean();
            int above = (16 * channel.Maximum) - mean;
            int below = mean - (16 * channel.Minimum);
            int largest = above > below ? above : below;
            int shift = 0;
            while (largest >> shift >= Limit)
            {
                shift++;
            }

            // The half of rounding goes into the mean.
            mean -= shift == 0 ? 0 : 1 << (shift - 1);
            long second = 0;
            long third = 0;
            long fourth = 0;
            int i = oldest;
            int end = ring.Length;
            int ringToTime = -oldest;
            for (int part = 0; part < 2; part++)
            {
                for (; i < end; i++)
                {
                    int value = ((ring[i] << 4) - mean) >> shift;
                    values[i + ringToTime] = value;
                    long square = value * value;
                    second += square;
                    third += square * value;
                    fourth += square * square;
                }

                i = 0;
                ringToTime = end - oldest;
                end = oldest;
            }

            Shift = shift;
            _second = second;
            _third = third;
            _fourth = fourth;
        }

        /// <summary>Computes the moments of the deviations that <see cref="Take"/> took.</summary>
        public void FindMoments()
        {
            int length = Values.Length;
            long variance = (_second << 8) / length;              // in 256ths, at most 2^30
            long deviation = IntegerMath.SquareRoot(variance);   // in sixteenths
            if (deviation == 0)
            {
                Skewness = 0;
                Kurtosis = 0;
                return;
            }

            Skewness = (int)(((_third / length) << 20) / (deviation * deviation * deviation));
            Kurtosis = (int)(((_fourth / length) << 18) / (((variance * variance) + 63) >> 6));
        }
    }
}
