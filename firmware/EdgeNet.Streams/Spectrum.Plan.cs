using System;

namespace EdgeNet
{
    /// <content>Which bins go together, and the memory that they need.</content>
    internal sealed partial class Spectrum
    {
        /// <summary>Bytes of the arrays, headers included.</summary>
        public int RamBytes
        {
            get
            {
                int pairs = _firstBins.Length;
                int classes = _starts.Length;
                int row = ArrayMemory.Bytes(2 * Step, 8);
                int bytes = ArrayMemory.Bytes(classes, 8) + ArrayMemory.Bytes(_power.Length, 8);
                bytes += 2 * (ArrayMemory.Bytes(classes, 4) + (classes * ArrayMemory.Bytes(_forCosines[0].Length, 8)));
                bytes += (2 * ArrayMemory.Bytes(pairs, 4)) + (2 * ArrayMemory.Bytes(pairs, 8));
                bytes += ArrayMemory.Bytes(_pairsOf.Length, 4);
                foreach (int[] some in _pairsOf)
                {
                    bytes += ArrayMemory.Bytes(some.Length, 4);
                }

                if (_kept == null)
                {
                    return bytes + (2 * ArrayMemory.Bytes(_length, 4)) + ArrayMemory.Bytes(pairs, 4) + row;
                }

                return bytes + ArrayMemory.Bytes(_kept.Length, 4) + (_kept.Length * (ArrayMemory.Bytes(pairs, 4) + (pairs * row)));
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

        private int[] PairsOf(bool[] bins, int classes, int kind)
        {
            var all = new int[_firstBins.Length];
            int count = 0;
            for (int p = 0; p < all.Length; p++)
            {
                bool isWanted = bins[_firstBins[p]] || bins[_secondBins[p]];
                if (isWanted && _firstBins[p] % classes == kind)
                {
                    all[count] = p;
                    count++;
                }
            }

            var pairs = new int[count];
            Array.Copy(all, pairs, count);
            return pairs;
        }
    }
}
