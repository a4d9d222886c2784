namespace EdgeNet
{
    /// <summary>Finds how much a window repeats itself, and after how many readings.</summary>
    /// <remarks>
    /// N²·3/8 products, two lags in one multiplication: the reading that is one later stands 32 bits above the other one. A product has 22 bits,
    /// and so a lane room for <see cref="Room"/> of them.
    /// </remarks>
    internal sealed class Autocorrelation
    {
        private const int Room = 256;

        /// <summary>The largest autocorrelation from the first zero crossing on, in 256ths, once <see cref="Find"/> has run; 0 where there is none.</summary>
        public int Peak;

        /// <summary>Its lag in readings, or 0.</summary>
        public int Lag;

        private readonly long[] _pairs;

        public Autocorrelation(int length)
        {
            _pairs = new long[length];
        }

        public int RamBytes => ArrayMemory.Bytes(_pairs.Length, 8);

        /// <summary>Finds the peak.</summary>
        /// <param name="e">N deviations, the oldest first.</param>
        public void Find(int[] e)
        {
            long[] pairs = _pairs;
            int length = e.Length;
            long all = 0;
            long next = 0;
            for (int i = length - 1; i >= 0; i--)
            {
                long value = e[i];
                all += value * value;
                pairs[i] = value + (next << 32);
                next = value;
            }

            int half = length / 2;
            long most = 0;
            int lagOfMost = 0;
            for (int lag = 1; lag <= half && all > 0; lag += 2)
            {
                long first = 0;
                long second = 0;
                int end = length - lag;
                for (int from = 0; from < end; from += Room)
                {
                    long sum = Multiply(e, pairs, from, from + Room < end ? from + Room : end, lag);
                    int low = (int)sum;
                    first += low;
                    second += (sum - low) >> 32;
                }

                // Before the first crossing no lag counts; it is the first that does.
                if (lagOfMost == 0 ? first <= 0 : first > most)
                {
                    most = first;
                    lagOfMost = lag;
                }

                if (lag < half && (lagOfMost == 0 ? second <= 0 : second > most))
                {
                    most = second;
                    lagOfMost = lag + 1;
                }
            }

            Peak = lagOfMost == 0 ? 0 : (int)((most << 8) / all);
            Lag = lagOfMost;
        }

        private static long Multiply(int[] e, long[] pairs, int from, int end, int lag)
        {
            long sum = 0;
            int i = from;
            int j = from + lag;
            for (; i < end - 7; i += 8, j += 8)
            {
                sum += (e[i] * pairs[j]) + (e[i + 1] * pairs[j + 1]) + (e[i + 2] * pairs[j + 2]) + (e[i + 3] * pairs[j + 3])
                    + (e[i + 4] * pairs[j + 4]) + (e[i + 5] * pairs[j + 5]) + (e[i + 6] * pairs[j + 6]) + (e[i + 7] * pairs[j + 7]);
            }

            for (; i < end; i++, j++)
            {
                sum += e[i] * pairs[j];
            }

            return sum;
        }
    }
}
