namespace EdgeNet
{
    /// <summary>What examples were nearest to each prototype: their number, and the sums of their codes and of the squares.</summary>
    /// <remarks>
    /// Codes are integers, so that the sums are exact; a running mean (Welford, "Note on a Method for Calculating Corrected Sums of Squares and
    /// Products", 1962) would round at every step to avoid what only floating point suffers from.
    /// </remarks>
    internal sealed class PrototypeStatistics
    {
        // A width becomes no smaller than this part of the factory's: four times the deviation.
        private const int LeastPart = 16;

        // In 1/256 of a squared code: that of rounding to whole codes.
        private const int LeastVariance = 21;

        // ln(2)/2 in units of 2^-16.
        private const int HalfOfLn2 = 22713;

        private readonly DistanceHead _factory;
        private readonly LearningLimits _limits;
        private readonly int[] _counts;
        private readonly int[] _sums;       // shape (prototypes, codes)
        private readonly int[] _squares;    // likewise, or null where the widths stay as they are

        /// <summary>The prototypes as they are now; its threshold means nothing.</summary>
        public readonly DistanceHead Head;

        /// <summary>Makes the statistics of no example.</summary>
        public PrototypeStatistics(DistanceHead factory, LearningLimits limits)
        {
            _factory = factory;
            _limits = limits;
            _counts = new int[factory.Count];
            _sums = new int[factory.Centres.Length];
            _squares = limits.UnitWidth == 0 || factory.Widths == null ? null : new int[_sums.Length];
            ushort[] widths = factory.Widths == null ? null : (ushort[])factory.Widths.Clone();
            Head = new DistanceHead(factory.Inputs, (int[])factory.Biases.Clone(), (sbyte[])factory.Centres.Clone(), widths, factory.Shift, 1);
        }

        /// <summary>Words of <see cref="Write"/>.</summary>
        public int Words => _counts.Length + (_squares == null ? _sums.Length : 2 * _sums.Length);

        /// <summary>Bytes of the arrays.</summary>
        public int RamBytes => Head.RamBytes + ArrayMemory.Bytes(_counts.Length, 4) + ((_squares == null ? 1 : 2) * ArrayMemory.Bytes(_sums.Length, 4));

        /// <summary>Counts an example to the prototype that is the nearest, and moves it.</summary>
        /// <param name="codes">-128 to 127.</param>
        /// <param name="learned">How many were counted before.</param>
        /// <returns>Whether the example differs from others before it; of those that are all the same, <c>false</c> each time.</returns>
        public bool Add(int[] codes, int learned)
        {
            int k = Head.Nearest(codes, null, out int _);
            int at = k * codes.Length;
            int count = ++_counts[k];
            bool differs = count != learned + 1;
            for (int i = 0; i < codes.Length; i++)
            {
                int code = codes[i];
                int sum = _sums[at] + code;
                _sums[at] = sum;
                differs |= sum != count * code;
                if (_squares != null)
                {
                    _squares[at] += code * code;
                }

                at++;
            }

            MoveCentre(k);
            return differs;
        }

        /// <summary>Takes the widths and the biases over, once all examples are counted.</summary>
        public void Finish()
        {
            int least = DistanceHead.Farthest;
            for (int k = 0; k < _counts.Length; k++)
            {
                int bias = _factory.Biases[k];
                if (_counts[k] != 0 && _squares != null)
                {
                    bias = MoveWidths(k, bias);
                }
                else if (_counts[k] == 0 && (_limits.Options & LearningLimits.Forgets) != 0)
                {
                    bias = DistanceHead.Farthest;
                }

                Head.Biases[k] = bias;
                least = bias < least ? bias : least;
            }

            for (int k = 0; k < _counts.Length; k++)
            {
                int bias = Head.Biases[k];
                long raised = (long)bias - least;
                Head.Biases[k] = raised > DistanceHead.Farthest || bias == DistanceHead.Farthest ? DistanceHead.Farthest : (int)raised;
            }
        }

        /// <summary>Finds how far the prototypes that examples were nearest to are from where the factory's were.</summary>
        /// <param name="codes">A buffer.</param>
        /// <returns>The largest distance by the factory's prototypes.</returns>
        public int Drift(int[] codes)
        {
            int most = 0;
            for (int k = 0; k < _counts.Length; k++)
            {
                if (_counts[k] == 0)
                {
                    continue;
                }

                for (int i = 0; i < codes.Length; i++)
                {
                    codes[i] = Head.Centres[(k * codes.Length) + i];
                }

                int distance = _factory.Distance(codes, null);
                most = distance > most ? distance : most;
            }

            return most;
        }

        /// <summary>Writes counts and sums.</summary>
        public void Write(ByteWriter writer)
        {
            writer.WriteAll(_counts);
            writer.WriteAll(_sums);
            if (_squares != null)
            {
                writer.WriteAll(_squares);
            }
        }

        /// <summary>Reads them, checks them and moves the centres.</summary>
        /// <param name="reader">Where they were written.</param>
        /// <param name="learned">The examples that they are of.</param>
        public void Read(ModelReader reader, int learned)
        {
            int left = learned;
            for (int k = 0; k < _counts.Length; k++)
            {
                _counts[k] = Checked(reader, 0, left);
                left -= _counts[k];
            }

            LearningLimits.Check(left, 0, 0, "examples without a prototype");
            ReadSums(reader, _sums, sbyte.MinValue, -sbyte.MinValue);
            if (_squares != null)
            {
                ReadSums(reader, _squares, 0, sbyte.MinValue * sbyte.MinValue);
            }

            for (int k = 0; k < _counts.Length; k++)
            {
                MoveCentre(k);
            }
        }

        private void ReadSums(ModelReader reader, int[] sums, int least, int most)
        {
            for (int at = 0; at < sums.Length; at++)
            {
                int count = _counts[at / _factory.Inputs];
                sums[at] = Checked(reader, least * count, most * count);
            }
        }

        private static int Checked(ModelReader reader, int least, int most)
        {
            int value = reader.ReadInt32();
            LearningLimits.Check(value, least, most, "statistics of learning");
            return value;
        }

        // The mean of the examples and of the factory's centre, which counts as several: rounded to nearest, ties up.
        private void MoveCentre(int k)
        {
            int count = _counts[k];
            if (count == 0)
            {
                return;
            }

            int weight = _limits.Weight;
            int all = weight + count;
            int inputs = _factory.Inputs;
            sbyte[] centres = Head.Centres;
            sbyte[] origin = _factory.Centres;
            for (int at = k * inputs; at < (k + 1) * inputs; at++)
            {
                // 128 is added and taken away, since a division rounds towards 0.
                int sum = _sums[at] + (weight * origin[at]) + (128 * all);
                centres[at] = (sbyte)(((2 * sum) + all) / (2 * all) - 128);
            }
        }

        // A width is that of variance 1 over the variance; a bias has half the logarithm of the variances in it.
        private int MoveWidths(int k, int bias)
        {
            int count = _counts[k];
            int inputs = _factory.Inputs;
            long logarithms = 0;
            for (int at = k * inputs; at < (k + 1) * inputs; at++)
            {
                int known = _factory.Widths[at];
                if (known == 0)
                {
                    continue; // an input that does not count
                }

                long centre = Head.Centres[at];
                long squares = _squares[at] - (2 * centre * _sums[at]) + (count * centre * centre);
                long variance = ((256 * squares) + (256L * _limits.UnitWidth / known * _limits.Weight)) / (count + _limits.Weight);
                long width = 256L * _limits.UnitWidth / (variance < LeastVariance ? LeastVariance : variance);
                int least = (known + LeastPart - 1) / LeastPart;
                int moved = width < least ? least : width > ushort.MaxValue ? ushort.MaxValue : (int)width;
                Head.Widths[at] = (ushort)moved;
                logarithms += BinaryLogarithm.Of(known - 1) - BinaryLogarithm.Of(moved - 1);
            }

            // Two widths of variance 1 are a natural unit of the logarithm of a likelihood.
            long unit = (2L * _limits.UnitWidth) >> _factory.Shift;
            long sum = bias + ((unit * logarithms * HalfOfLn2) >> 24);
            return sum >= DistanceHead.Farthest ? DistanceHead.Farthest - 1 : sum <= -DistanceHead.Farthest ? -DistanceHead.Farthest : (int)sum;
        }
    }
}
