namespace EdgeNet
{
    /// <summary>The window of one channel without its mean, scaled to 12 bits: what moments and frequencies are computed from.</summary>
    /// <remarks>
    /// A deviation is <c>16·x - mean</c> in sixteenths of a count, shifted right with rounding until none exceeds 2^11. Fourth powers of
    /// 4,096 of them stay below 2^56.
    /// </remarks>
    internal sealed class Deviations
    {
        private const int Limit = 1 << 11;

        private readonly int[] _values;

        public Deviations(int length)
        {
            _values = new int[length];
        }

        /// <summary>The deviations, the oldest first. Not a copy.</summary>
        public int[] Values => _values;

        /// <summary>Deviations are in units of 2^shift sixteenths.</summary>
        public int Shift { get; private set; }

        /// <summary>Third standardised moment in 256ths, once <see cref="FindMoments"/> has run.</summary>
        public int Skewness { get; private set; }

        /// <summary>Fourth standardised moment in 256ths.</summary>
        public int Kurtosis { get; private set; }

        /// <param name="channel">Its extremes must be known.</param>
        /// <param name="oldest">Where its oldest reading stands.</param>
        public void Take(ChannelWindow channel, int oldest)
        {
            short[] ring = channel.Ring;
            int[] values = _values;
            int mean = channel.Mean();
            int above = (16 * channel.Most) - mean;
            int below = mean - (16 * channel.Least);
            int largest = above > below ? above : below;
            int shift = 0;
            while (largest >> shift >= Limit)
            {
                shift++;
            }

            // The half of rounding goes into the mean.
            mean -= shift == 0 ? 0 : 1 << (shift - 1);
            int length = ring.Length - oldest;
            for (int i = 0; i < length; i++)
            {
                values[i] = ((ring[oldest + i] << 4) - mean) >> shift;
            }

            for (int i = 0; i < oldest; i++)
            {
                values[length + i] = ((ring[i] << 4) - mean) >> shift;
            }

            Shift = shift;
        }

        public void FindMoments()
        {
            int[] values = _values;
            long second = 0;
            long third = 0;
            long fourth = 0;
            for (int i = 0; i < values.Length; i++)
            {
                long x = values[i];
                long square = x * x;
                second += square;
                third += square * x;
                fourth += square * square;
            }

            int length = values.Length;
            long variance = (second << 8) / length;              // in 256ths, at most 2^30
            long deviation = IntegerMath.SquareRoot(variance);   // in sixteenths
            if (deviation == 0)
            {
                Skewness = 0;
                Kurtosis = 0;
                return;
            }

            Skewness = (int)(((third / length) << 20) / (deviation * deviation * deviation));
            Kurtosis = (int)(((fourth / length) << 18) / (((variance * variance) + 63) >> 6));
        }

        /// <summary>The root mean square of the part of the signal between two frequencies, in sixteenths of a count.</summary>
        /// <param name="turn">Of <see cref="CosineTable"/>, N words.</param>
        /// <param name="bits">Those of the table.</param>
        /// <param name="firstBin">Multiple of rate / N.</param>
        /// <param name="lastBin">Multiple of rate / N.</param>
        public int BandEnergy(long[] turn, int bits, int firstBin, int lastBin)
        {
            int[] values = _values;
            int length = values.Length;
            long power = 0;
            for (int bin = firstBin; bin <= lastBin; bin++)
            {
                long sum = 0;
                int j = 0;
                for (int i = 0; i < values.Length; i++)
                {
                    sum += values[i] * turn[j];
                    j += bin;
                    if (j >= length)
                    {
                        j -= length;
                    }
                }

                long real = (int)sum;
                long imaginary = (sum - real) >> 32;
                long square = (real * real) + (imaginary * imaginary);
                power += 2 * bin == length ? square >> 1 : square;
            }

            return (int)((IntegerMath.SquareRoot(2 * power) << Shift) / ((long)length << bits));
        }
    }
}
