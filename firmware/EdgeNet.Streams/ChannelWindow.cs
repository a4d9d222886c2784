namespace EdgeNet
{
    /// <summary>The last N readings of one channel, with the sums that slide along.</summary>
    /// <remarks>Readings are held to 16 bits and N to 4,096: N·Σx² is at most 2^54, and no sum overflows.</remarks>
    internal sealed class ChannelWindow
    {
        private const int Lowest = -32768;
        private const int Highest = 32767;

        private readonly short[] _ring;
        private int _last;
        private int _sum;
        private long _sumOfSquares;
        private int _sumOfDifferences;
        private long _knownSpread;
        private long _rootOfSpread;

        public ChannelWindow(int length)
        {
            _ring = new short[length];
        }

        /// <summary>The readings; the oldest stands where the next will be written. Not a copy.</summary>
        public short[] Ring => _ring;

        public int Sum => _sum;

        public long SumOfSquares => _sumOfSquares;

        /// <summary>Of the absolute differences of successive readings, all N - 1.</summary>
        public int SumOfDifferences => _sumOfDifferences;

        /// <summary>The lowest reading, once <see cref="Scan"/> has run.</summary>
        public int Least { get; private set; }

        public int Most { get; private set; }

        public int Crossings { get; private set; }

        public int RamBytes => ArrayMemory.Bytes(_ring.Length, 2);

        public void Clear()
        {
            for (int i = 0; i < _ring.Length; i++)
            {
                _ring[i] = 0;
            }

            _last = 0;
            _sum = 0;
            _sumOfSquares = 0;
            _sumOfDifferences = 0;
        }

        /// <summary>Takes the first N readings of a stream.</summary>
        public void Fill(int reading, int position)
        {
            int x = reading > Highest ? Highest : reading < Lowest ? Lowest : reading;
            if (position > 0)
            {
                int step = x - _last;
                _sumOfDifferences += step < 0 ? -step : step;
            }

            _ring[position] = (short)x;
            _last = x;
            _sum += x;
            _sumOfSquares += x * x;
        }

        /// <summary>Takes a reading for the oldest one.</summary>
        public void Slide(int reading, int position)
        {
            short[] ring = _ring;
            int x = reading > Highest ? Highest : reading < Lowest ? Lowest : reading;
            int old = ring[position];
            int next = position + 1;
            if (next == ring.Length)
            {
                next = 0;
            }

            int leaves = ring[next] - old;
            int enters = x - _last;
            _sumOfDifferences += (enters < 0 ? -enters : enters) - (leaves < 0 ? -leaves : leaves);
            _sum += x - old;
            _sumOfSquares += (x * x) - (old * old);
            ring[position] = (short)x;
            _last = x;
        }

        /// <summary>Finds the extremes, and counts how often successive readings lie on different sides of the mean; one on the mean lies below.</summary>
        /// <param name="oldest">Where the oldest reading stands.</param>
        public void Scan(int oldest)
        {
            short[] ring = _ring;
            int level = (int)IntegerMath.FloorDivide(_sum, ring.Length);
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

            Least = least;
            Most = most;
            Crossings = crossings;
        }

        /// <summary>Mean in sixteenths, rounded down.</summary>
        public int Mean()
        {
            return (int)IntegerMath.FloorDivide(_sum * 16L, _ring.Length);
        }

        /// <summary>N² times the variance.</summary>
        public long Spread()
        {
            return (_ring.Length * _sumOfSquares) - ((long)_sum * _sum);
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
