namespace EdgeNet
{
    /// <summary>The last N readings of one channel, with the sums that slide along.</summary>
    /// <remarks>Readings are held to 16 bits and N to 4,096: N·Σx² is at most 2^54, and no sum overflows.</remarks>
    internal sealed class ChannelWindow
    {
        private const int LowestReading = -32768;
        private const int HighestReading = 32767;

        // Fields, here and in Deviations: a property costs a call, and flash for its name and its accessor.

        /// <summary>The readings; the oldest stands where the next will be written. Not a copy.</summary>
        public readonly short[] Ring;

        /// <summary>The sum of the readings.</summary>
        public int Sum;

        /// <summary>The sum of their squares.</summary>
        public long SumOfSquares;

        /// <summary>The sum of the N - 1 absolute differences of successive readings.</summary>
        public int SumOfDifferences;

        /// <summary>The lowest reading, once <see cref="Scan"/> has run.</summary>
        public int Minimum;

        /// <summary>The highest reading, once <see cref="Scan"/> has run.</summary>
        public int Maximum;

        /// <summary>How often successive readings lie on different sides of the mean, once <see cref="Scan"/> has run.</summary>
        public int Crossings;

        private int _last;
        private long _knownSpread;
        private long _rootOfSpread;

        public ChannelWindow(int length)
        {
            Ring = new short[length];
        }

        public int RamBytes => ArrayMemory.Bytes(Ring.Length, 2);

        public void Clear()
        {
            for (int i = 0; i < Ring.Length; i++)
            {
                Ring[i] = 0;
            }

            _last = 0;
            Sum = 0;
            SumOfSquares = 0;
            SumOfDifferences = 0;
        }

        /// <summary>Takes the first N readings of a stream.</summary>
        public void Fill(int reading, int position)
        {
            int x = reading > HighestReading ? HighestReading : reading < LowestReading ? LowestReading : reading;
            if (position > 0)
            {
                int step = x - _last;
                SumOfDifferences += step < 0 ? -step : step;
            }

            Ring[position] = (short)x;
            _last = x;
            Sum += x;
            SumOfSquares += x * x;
        }

        /// <summary>Takes a reading for the oldest one.</summary>
        public void Slide(int reading, int position)
        {
            short[] ring = Ring;
            int x = reading > HighestReading ? HighestReading : reading < LowestReading ? LowestReading : reading;
            int old = ring[position];
            int next = position + 1;
            if (next == ring.Length)
            {
                next = 0;
            }

            int leaves = ring[next] - old;
            int enters = x - _last;
            SumOfDifferences += (enters < 0 ? -enters : enters) - (leaves < 0 ? -leaves : leaves);
            Sum += x - old;
            SumOfSquares += (x * x) - (old * old);
            ring[position] = (short)x;
            _last = x;
        }

        /// <summary>Finds the extremes, and counts how often successive readings lie on different sides of the mean; one on the mean lies below.</summary>
        /// <param name="oldest">Where the oldest reading stands.</param>
        public void Scan(int oldest)
        {
            short[] ring = Ring;
            int level = (int)IntegerMath.FloorDivide(Sum, ring.Length);
            int least = ring[oldest];
            int most = least;
            int crossings = 0;
            bool isAbove = least > level;
            int i = oldest;
            int end = ring.Length;
            for (int part = 0; part < 2; part++)
            {
                // Two at a time: the smaller can only be the least, the larger only the most.
                for (; i < end - 1; i += 2)
                {
                    int x = ring[i];
                    int y = ring[i + 1];
                    if (x > level != isAbove)
                    {
                        crossings++;
                        isAbove = !isAbove;
                    }

                    if (y > level != isAbove)
                    {
                        crossings++;
                        isAbove = !isAbove;
                    }

                    int smaller = x;
                    if (y < x)
                    {
                        smaller = y;
                        y = x;
                    }

                    if (smaller < least)
                    {
                        least = smaller;
                    }

                    if (y > most)
                    {
                        most = y;
                    }
                }

                if (i < end)
                {
                    int x = ring[i];
                    if (x > level != isAbove)
                    {
                        crossings++;
                        isAbove = !isAbove;
                    }

                    least = x < least ? x : least;
                    most = x > most ? x : most;
                }

                i = 0;
                end = oldest;
            }

            Minimum = least;
            Maximum = most;
            Crossings = crossings;
        }

        /// <summary>Mean in sixteenths, rounded down.</summary>
        public int Mean()
        {
            return (int)IntegerMath.FloorDivide(Sum * 16L, Ring.Length);
        }

        /// <summary>N² times the variance.</summary>
        public long Spread()
        {
            return (Ring.Length * SumOfSquares) - ((long)Sum * Sum);
        }

        /// <summary>N times the standard deviation, rounded down; it is computed once for all pairs of the channel.</summary>
        public long RootOfSpread()
        {
            long spread = Spread();
            if (spread != _knownSpread)
            {
                _knownSpread = spread;
                _rootOfSpread = IntegerMath.SquareRoot(spread);
            }

            return _rootOfSpread;
        }
    }

    /// <summary>The sum of products of two channels, for their correlation.</summary>
    internal sealed class ChannelPair
    {
        private readonly ChannelWindow _first;
        private readonly ChannelWindow _second;
        private long _sumOfProducts;

        public ChannelPair(ChannelWindow first, ChannelWindow second)
        {
            _first = first;
            _second = second;
        }

        public void Clear()
        {
            _sumOfProducts = 0;
        }

        /// <summary>Takes off the product of the readings that are about to leave; while the window fills they are 0.</summary>
        public void Leave(int position)
        {
            _sumOfProducts -= _first.Ring[position] * _second.Ring[position];
        }

        public void Enter(int position)
        {
            _sumOfProducts += _first.Ring[position] * _second.Ring[position];
        }

        /// <summary>Pearson's coefficient in 256ths, rounded towards 0 and held to -256 to 256; 0 where a channel does not deviate.</summary>
        public int Correlation()
        {
            long deviations = _first.RootOfSpread() * _second.RootOfSpread();
            if (deviations == 0)
            {
                return 0;
            }

            long joint = (_first.Ring.Length * _sumOfProducts) - ((long)_first.Sum * _second.Sum);
            int value = (int)((joint << 8) / deviations);
            return value > 256 ? 256 : value < -256 ? -256 : value;
        }
    }
}
