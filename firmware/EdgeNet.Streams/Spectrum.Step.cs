namespace EdgeNet
{
    /// <content>The inner loop: twelve folded samples times the cosines and sines of many pairs of bins.</content>
    internal sealed partial class Spectrum
    {
        private const int Step = 12;

        /// <summary>Adds the products of one step, and takes the power after the last.</summary>
        /// <remarks>The samples are in locals and the places in a row are constants, so that a product costs six instructions.</remarks>
        /// <param name="kind">The class of the bins: even (or all), or odd.</param>
        /// <param name="at">Where the step begins.</param>
        /// <param name="pairs">Numbers of pairs of this class.</param>
        /// <param name="from">The first of <paramref name="pairs"/> that is wanted.</param>
        /// <param name="to">The end of those.</param>
        /// <param name="rows">By pair: 12 cosines and 12 sines.</param>
        private void AddStep(int kind, int at, int[] pairs, int from, int to, long[][] rows)
        {
            long[] forCosines = _forCosines[kind];
            long[] forSines = _forSines[kind];
            long c0 = forCosines[at];
            long c1 = forCosines[at + 1];
            long c2 = forCosines[at + 2];
            long c3 = forCosines[at + 3];
            long c4 = forCosines[at + 4];
            long c5 = forCosines[at + 5];
            long c6 = forCosines[at + 6];
            long c7 = forCosines[at + 7];
            long c8 = forCosines[at + 8];
            long c9 = forCosines[at + 9];
            long c10 = forCosines[at + 10];
            long c11 = forCosines[at + 11];
            long s0 = forSines[at];
            long s1 = forSines[at + 1];
            long s2 = forSines[at + 2];
            long s3 = forSines[at + 3];
            long s4 = forSines[at + 4];
            long s5 = forSines[at + 5];
            long s6 = forSines[at + 6];
            long s7 = forSines[at + 7];
            long s8 = forSines[at + 8];
            long s9 = forSines[at + 9];
            long s10 = forSines[at + 10];
            long s11 = forSines[at + 11];

            long[] reals = _real;
            long[] imaginaries = _imaginary;
            int[] firstBins = _firstBins;
            int[] secondBins = _secondBins;
            long[] power = _power;
            long start = _starts[kind];
            bool isFirst = at == 0;
            bool isLast = at + Step == forCosines.Length;
            for (int n = from; n < to; n++)
            {
                int pair = pairs[n];
                long[] row = rows[pair];
                long real = start;
                long imaginary = 0;
                if (!isFirst)
                {
                    real = reals[pair];
                    imaginary = imaginaries[pair];
                }

                real += (c0 * row[0]) + (c1 * row[1]) + (c2 * row[2]) + (c3 * row[3]) + (c4 * row[4]) + (c5 * row[5])
                    + (c6 * row[6]) + (c7 * row[7]) + (c8 * row[8]) + (c9 * row[9]) + (c10 * row[10]) + (c11 * row[11]);
                imaginary += (s0 * row[12]) + (s1 * row[13]) + (s2 * row[14]) + (s3 * row[15]) + (s4 * row[16]) + (s5 * row[17])
                    + (s6 * row[18]) + (s7 * row[19]) + (s8 * row[20]) + (s9 * row[21]) + (s10 * row[22]) + (s11 * row[23]);
                if (!isLast)
                {
                    reals[pair] = real;
                    imaginaries[pair] = imaginary;
                    continue;
                }

                long low = (int)real;
                long lowImaginary = (int)imaginary;
                power[firstBins[pair]] = (low * low) + (lowImaginary * lowImaginary);
                int second = secondBins[pair];
                if (second != 0)
                {
                    real = (real - low) >> 32;
                    imaginary = (imaginary - lowImaginary) >> 32;
                    power[second] = (real * real) + (imaginary * imaginary);
                }
            }
        }
    }
}
