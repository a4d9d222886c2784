namespace EdgeNet
{
    /// <summary>The power of single frequencies of a window: the discrete Fourier transform, folded and two frequencies at a time.</summary>
    /// <remarks>
    /// The sums are those of <c>FORMAT.md</c> in another order, and so the same integers. Where N is even, half a turn later the cosine and
    /// the sine of an even bin are the same and those of an odd one negative: sums and differences of the two halves are enough, h = N / 2 of
    /// them; where N is odd, h = N. Mirrored at h / 2 the cosine keeps its value and the sine changes its sign, or the other way round for odd
    /// bins: half of that is enough. The cosines of two bins are 32 bits apart in one word, so that one multiplication gives both products.
    /// </remarks>
    internal sealed partial class Spectrum
    {
        // The fraction bits of the cosines and the bits of N that they leave room for: 2^11 · 2^bits · N is at most 2^30.
        private const int CosineAndLengthBits = 19;
        private const int MostCosineBits = 14;

        // The most words of cosines and sines that are kept; if more are needed, they are computed again for every window.
        private const int MostKeptWords = 512;

        private readonly int _length;
        private readonly int _half;
        private readonly int _bits;
        private readonly int[] _cosines;
        private readonly int[] _sines;
        private readonly long[] _starts;       // by class: the first sample, whose cosine is 1, in both lanes
        private readonly long[][] _forCosines; // by class: even bins (or all), odd bins
        private readonly long[][] _forSines;
        private readonly int[] _firstBins;     // by pair
        private readonly int[] _secondBins;    // 0: none
        private readonly int[][] _pairsOf;     // by channel and class
        private readonly long[][][] _kept;     // by step and pair: cosines and sines; null where they are too many
        private readonly long[][] _rows;       // only when none are kept: one row, which all pairs share
        private readonly long[] _real;         // by pair
        private readonly long[] _imaginary;
        private readonly long[] _power;

        /// <summary>Makes the tables.</summary>
        /// <param name="length">N, 2 to 1024.</param>
        /// <param name="bins">For each channel, whether the power at k is wanted: N/2 + 1 values.</param>
        public Spectrum(int length, bool[][] bins)
        {
            _length = length;
            _half = length % 2 == 0 ? length / 2 : length;
            _bits = BitsFor(length);

            _cosines = new int[length];
            _sines = new int[length];
            CosineTable.Fill(_cosines, _sines, _bits);

            // The samples 1 to h/2, in steps, one at least; the rest of the last step is 0.
            int steps = _half < 2 ? 1 : ((_half / 2) + Step - 1) / Step;
            int width = steps * Step;
            int classes = length % 2 == 0 ? 2 : 1;
            _starts = new long[classes];
            _forCosines = new long[classes][];
            _forSines = new long[classes][];
            for (int k = 0; k < classes; k++)
            {
                _forCosines[k] = new long[width];
                _forSines[k] = new long[width];
            }

            _power = new long[(length / 2) + 1];
            int[] partners = FindPartners(bins, classes, out int pairs);
            _firstBins = new int[pairs];
            _secondBins = new int[pairs];
            for (int k = 1, p = 0; k < partners.Length; k++)
            {
                if (partners[k] >= 0)
                {
                    _firstBins[p] = k;
                    _secondBins[p] = partners[k];
                    p++;
                }
            }

            _pairsOf = new int[bins.Length * classes][];
            for (int c = 0; c < _pairsOf.Length; c++)
            {
                _pairsOf[c] = PairsOf(bins[c / classes], classes, c % classes);
            }

            _real = new long[pairs];
            _imaginary = new long[pairs];
            if (2 * pairs * width > MostKeptWords)
            {
                var row = new long[2 * Step];
                _rows = new long[pairs][];
                for (int p = 0; p < pairs; p++)
                {
                    _rows[p] = row;
                }

                return;
            }

            _kept = new long[steps][][];
            for (int step = 0; step < steps; step++)
            {
                _kept[step] = new long[pairs][];
                for (int p = 0; p < pairs; p++)
                {
                    _kept[step][p] = new long[2 * Step];
                    FillRow(p, step * Step, _kept[step][p]);
                }
            }

            _cosines = null;
            _sines = null;
        }

        /// <summary>Returns the fraction bits of the cosines, for which the sums have room.</summary>
        /// <param name="length">N, 2 to 1024.</param>
        /// <returns>9 to 14.</returns>
        public static int BitsFor(int length)
        {
            int bits = MostCosineBits;
            while (bits > 1 && length > 1 << (CosineAndLengthBits - bits))
            {
                bits--;
            }

            return bits;
        }

        /// <summary>Measures the frequencies that a channel wants.</summary>
        /// <param name="deviations">N, the oldest first.</param>
        /// <param name="channel">The channel, from 0.</param>
        public void Measure(int[] deviations, int channel)
        {
            Fold(deviations);
            int classes = _starts.Length;
            for (int k = 0; k < classes; k++)
            {
                Multiply(k, _pairsOf[(channel * classes) + k]);
            }

            if (_half != _length)
            {
                _power[_half] >>= 1;
            }
        }

        /// <summary>The root mean square of the part of the signal between two frequencies, after <see cref="Measure"/>.</summary>
        /// <param name="firstBin">Multiple of rate / N.</param>
        /// <param name="lastBin">Multiple of rate / N.</param>
        /// <param name="shift">Deviations are in units of 2^shift.</param>
        /// <param name="isHann">Whether the window has taken all but 3/8 of the power.</param>
        public int Energy(int firstBin, int lastBin, int shift, bool isHann)
        {
            long[] power = _power;
            long sum = 0;
            for (int bin = firstBin; bin <= lastBin; bin++)
            {
                sum += power[bin];
            }

            long square = isHann ? 16 * sum / 3 : 2 * sum;
            return (int)((IntegerMath.SquareRoot(square) << shift) / ((long)_length << _bits));
        }

        private void Fold(int[] e)
        {
            int half = _half;
            int later = half == e.Length ? 0 : half;
            long[] cosines = _forCosines[0];
            long[] sines = _forSines[0];
            long one = (1L << _bits) + (1L << (32 + _bits));
            _starts[0] = (later == 0 ? e[0] : e[0] + e[later]) * one;
            if (later == 0)
            {
                for (int i = 1; i < half - i; i++)
                {
                    cosines[i - 1] = e[i] + e[half - i];
                    sines[i - 1] = e[i] - e[half - i];
                }

                return;
            }

            long[] oddCosines = _forCosines[1];
            long[] oddSines = _forSines[1];
            _starts[1] = (e[0] - e[later]) * one;
            int pairs = (half - 1) / 2;
            int second = half + 1;
            int last = half - 1;
            int end = e.Length - 1;
            for (int i = 0; i < pairs; i++)
            {
                int ahead = e[i + 1];
                int aheadLater = e[second + i];
                int back = e[last - i];
                int backLater = e[end - i];
                int sum = ahead + aheadLater;
                int difference = ahead - aheadLater;
                int backSum = back + backLater;
                int backDifference = back - backLater;
                cosines[i] = sum + backSum;
                sines[i] = sum - backSum;
                oddCosines[i] = difference - backDifference;
                oddSines[i] = difference + backDifference;
            }

            // The sample in the middle is its own mirror image; the other two factors are 0 there.
            if (half % 2 == 0)
            {
                cosines[pairs] = e[half / 2] + e[half + (half / 2)];
                oddSines[pairs] = e[half / 2] - e[half + (half / 2)];
            }
        }

        private void Multiply(int kind, int[] pairs)
        {
            int width = _forCosines[kind].Length;
            for (int at = 0; at < width; at += Step)
            {
                if (_kept != null)
                {
                    AddStep(kind, at, pairs, 0, pairs.Length, _kept[at / Step]);
                    continue;
                }

                for (int n = 0; n < pairs.Length; n++)
                {
                    FillRow(pairs[n], at, _rows[pairs[n]]);
                    AddStep(kind, at, pairs, n, n + 1, _rows);
                }
            }
        }

        // The cosines and sines of twelve samples; those past the end are multiplied by 0.
        private void FillRow(int pair, int at, long[] row)
        {
            int length = _length;
            int first = _firstBins[pair];
            int second = _secondBins[pair];
            int j = first * at % length;
            int j2 = second * at % length;
            for (int i = 0; i < Step; i++)
            {
                j += first;
                if (j >= length)
                {
                    j -= length;
                }

                j2 += second;
                if (j2 >= length)
                {
                    j2 -= length;
                }

                row[i] = _cosines[j] + ((long)_cosines[j2] << 32);
                row[Step + i] = _sines[j] + ((long)_sines[j2] << 32);
            }
        }
    }
}
