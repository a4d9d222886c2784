namespace EdgeNet
{
    /// <summary>The power of single frequencies of a window: the discrete Fourier transform, folded and two frequencies at a time.</summary>
    /// <remarks>
    /// The sums are those of <c>FORMAT.md</c> in another order, and so the same integers. Where N is even, half a turn later the cosine and
    /// the sine of an even bin are the same and those of an odd one negative: sums and differences of the two halves are enough, h = N / 2 of
    /// them; where N is odd, h = N. Mirrored at h / 2 the cosine keeps its value and the sine changes its sign, or the other way round for odd
    /// bins: half of that is enough. The cosines of two bins are 32 bits apart in one word, so that one multiplication gives both products.
    /// </remarks>
    internal sealed class Spectrum
    {
        // The fraction bits of the cosines and the bits of N that they leave room for: 2^11 · 2^bits · N is at most 2^30.
        private const int CosineAndLengthBits = 19;
        private const int MostCosineBits = 14;

        // Of cosines, and as many of sines: with more, they are made anew for every window.
        private const int MostKeptWords = 256;

        private readonly int _length;
        private readonly int _half;
        private readonly int _bits;
        private readonly int[] _cosines;
        private readonly int[] _sines;
        private readonly long[] _starts;       // what the first sample of each class is multiplied by 2^bits for
        private readonly long[][] _forCosines; // by class: even bins (or all), odd bins
        private readonly long[][] _forSines;
        private readonly int[] _firstBins;     // by pair
        private readonly int[] _secondBins;    // 0: none
        private readonly long[][] _keptCosines;
        private readonly long[][] _keptSines;
        private readonly long[] _rowOfCosines;
        private readonly long[] _rowOfSines;
        private readonly int[][] _pairsOf;     // by channel
        private readonly long[] _power;

        /// <summary>Makes the tables.</summary>
        /// <param name="length">N, 2 to 1024.</param>
        /// <param name="bins">For each channel, whether the power at k is wanted: N/2 + 1 values.</param>
        public Spectrum(int length, bool[][] bins)
        {
            _length = length;
            _half = length % 2 == 0 ? length / 2 : length;
            _bits = MostCosineBits;
            while (length > 1 << (CosineAndLengthBits - _bits))
            {
                _bits--;
            }

            _cosines = new int[length];
            _sines = new int[length];
            CosineTable.Fill(_cosines, _sines, _bits);

            // The samples 1 to h/2, in fours; what is over is 0.
            int width = ((_half / 2) + 3) & ~3;
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

            _pairsOf = new int[bins.Length][];
            for (int c = 0; c < bins.Length; c++)
            {
                _pairsOf[c] = PairsOf(bins[c]);
            }

            if (pairs * width > MostKeptWords)
            {
                _rowOfCosines = new long[width];
                _rowOfSines = new long[width];
                return;
            }

            _keptCosines = new long[pairs][];
            _keptSines = new long[pairs][];
            for (int p = 0; p < pairs; p++)
            {
                _keptCosines[p] = new long[width];
                _keptSines[p] = new long[width];
                FillRow(_cosines, _firstBins[p], _secondBins[p], _keptCosines[p]);
                FillRow(_sines, _firstBins[p], _secondBins[p], _keptSines[p]);
            }

            _cosines = null;
            _sines = null;
        }

        /// <summary>Measures the frequencies that a channel wants.</summary>
        /// <param name="deviations">N, the oldest first.</param>
        /// <param name="channel">The channel, from 0.</param>
        public void Measure(int[] deviations, int channel)
        {
            Fold(deviations);
            int[] pairs = _pairsOf[channel];
            int[] firstBins = _firstBins;
            int[] secondBins = _secondBins;
            long[][] keptCosines = _keptCosines;
            long[][] keptSines = _keptSines;
            long[] power = _power;
            int odds = _starts.Length - 1;
            long one = (1L << _bits) + (1L << (32 + _bits));
            for (int n = 0; n < pairs.Length; n++)
            {
                int pair = pairs[n];
                int first = firstBins[pair];
                int second = secondBins[pair];
                int kind = first & odds;
                long[] cosines;
                long[] sines;
                if (keptCosines != null)
                {
                    cosines = keptCosines[pair];
                    sines = keptSines[pair];
                }
                else
                {
                    cosines = _rowOfCosines;
                    sines = _rowOfSines;
                    FillRow(_cosines, first, second, cosines);
                    FillRow(_sines, first, second, sines);
                }

                long[] even = _forCosines[kind];
                long[] odd = _forSines[kind];
                long real = _starts[kind] * one;
                long imaginary = 0;
                int width = even.Length;
                for (int i = 0; i < width; i += 4)
                {
                    real += (even[i] * cosines[i]) + (even[i + 1] * cosines[i + 1])
                        + (even[i + 2] * cosines[i + 2]) + (even[i + 3] * cosines[i + 3]);
                    imaginary += (odd[i] * sines[i]) + (odd[i + 1] * sines[i + 1])
                        + (odd[i + 2] * sines[i + 2]) + (odd[i + 3] * sines[i + 3]);
                }

                long low = (int)real;
                long high = (real - low) >> 32;
                long lowImaginary = (int)imaginary;
                long highImaginary = (imaginary - lowImaginary) >> 32;
                power[first] = (low * low) + (lowImaginary * lowImaginary);
                if (second != 0)
                {
                    power[second] = (high * high) + (highImaginary * highImaginary);
                }
            }

            if (_half != _length)
            {
                power[_half] >>= 1;
            }
        }

        /// <summary>The root mean square of the part of the signal between two frequencies, after <see cref="Measure"/>.</summary>
        /// <param name="firstBin">Multiple of rate / N.</param>
        /// <param name="lastBin">Multiple of rate / N.</param>
        /// <param name="shift">Deviations are in units of 2^shift.</param>
        public int Energy(int firstBin, int lastBin, int shift)
        {
            long[] power = _power;
            long sum = 0;
            for (int bin = firstBin; bin <= lastBin; bin++)
            {
                sum += power[bin];
            }

            return (int)((IntegerMath.SquareRoot(2 * sum) << shift) / ((long)_length << _bits));
        }

        private void Fold(int[] e)
        {
            int half = _half;
            int later = half == e.Length ? 0 : half;
            long[] cosines = _forCosines[0];
            long[] sines = _forSines[0];
            _starts[0] = later == 0 ? e[0] : e[0] + e[later];
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
            _starts[1] = e[0] - e[later];
            int mirrored = half - 1;
            int at = 0;
            for (int i = 1; i < mirrored; i++)
            {
                int first = e[i];
                int firstLater = e[half + i];
                int last = e[mirrored];
                int lastLater = e[half + mirrored];
                int sum = first + firstLater;
                int difference = first - firstLater;
                int lastSum = last + lastLater;
                int lastDifference = last - lastLater;
                cosines[at] = sum + lastSum;
                sines[at] = sum - lastSum;
                oddCosines[at] = difference - lastDifference;
                oddSines[at] = difference + lastDifference;
                at++;
                mirrored--;
            }

            // The sample in the middle is its own mirror image; the other two factors are 0 there.
            if (half % 2 == 0)
            {
                cosines[at] = e[mirrored] + e[half + mirrored];
                oddSines[at] = e[mirrored] - e[half + mirrored];
            }
        }

        private void FillRow(int[] turn, int first, int second, long[] row)
        {
            int length = _length;
            int j = 0;
            int j2 = 0;
            int count = _half / 2;
            for (int i = 0; i < count; i++)
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

                row[i] = turn[j] + ((long)turn[j2] << 32);
            }
        }

        // For each bin its partner, the next wanted one of its class; 0 where there is none, -1 for those that are partners or not wanted.
        private static int[] FindPartners(bool[][] bins, int classes, out int pairs)
        {
            var partners = new int[bins[0].Length];
            var waiting = new int[classes];
            pairs = 0;
            for (int k = 0; k < partners.Length; k++)
            {
                partners[k] = -1;
                if (!IsWanted(bins, k))
                {
                    continue;
                }

                int kind = k % classes;
                if (waiting[kind] != 0)
                {
                    partners[waiting[kind]] = k;
                    waiting[kind] = 0;
                }
                else
                {
                    partners[k] = 0;
                    waiting[kind] = k;
                    pairs++;
                }
            }

            return partners;
        }

        private static bool IsWanted(bool[][] bins, int bin)
        {
            foreach (bool[] ofChannel in bins)
            {
                if (ofChannel[bin])
                {
                    return true;
                }
            }

            return false;
        }

        private int[] PairsOf(bool[] bins)
        {
            int count = 0;
            for (int p = 0; p < _firstBins.Length; p++)
            {
                count += bins[_firstBins[p]] || bins[_secondBins[p]] ? 1 : 0;
            }

            var pairs = new int[count];
            count = 0;
            for (int p = 0; p < _firstBins.Length; p++)
            {
                if (bins[_firstBins[p]] || bins[_secondBins[p]])
                {
                    pairs[count] = p;
                    count++;
                }
            }

            return pairs;
        }
    }
}
