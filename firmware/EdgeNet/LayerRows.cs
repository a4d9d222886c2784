namespace EdgeNet
{
    /// <summary>The integers of one dense layer, row by row, and the exact range of its accumulators.</summary>
    /// <remarks>
    /// <c>acc[j] = bias[j] + Σ weight[j,i]·input[i]</c> in int32, then for a hidden layer
    /// <c>code[j] = clamp(round(acc[j]·multiplier[j] / 2^shift) + zeroPoint, -128, 127)</c> by the rule of <see cref="Requantization"/>.
    /// </remarks>
    internal abstract class LayerRows
    {
        // Fields, here and in the other internal types of the library: a property costs a call, and flash for its name and its accessor.

        private const int LargestWeight = 128;

        /// <summary>n[l-1].</summary>
        public readonly int Inputs;

        /// <summary>n[l].</summary>
        public readonly int Units;

        /// <summary>The activation.</summary>
        public readonly Activation Activation;

        /// <summary>The right shift of the requantization.</summary>
        public readonly int Shift;

        /// <summary>The code that stands for 0 in the outputs.</summary>
        public readonly int ZeroPoint;

        /// <summary>In the first layer, the stage that makes the input codes; <c>null</c> in the others, where a code is -128 to 127.</summary>
        public readonly InputStage InputStage;

        /// <summary>b[l] in units of the accumulator. Not a copy.</summary>
        public int[] Biases;

        /// <summary>One a unit, or <c>null</c> in the output layer. Not a copy.</summary>
        public int[] Multipliers;

        /// <summary>For accumulators below 0, or <c>null</c> unless the layer is leaky. Not a copy.</summary>
        public int[] NegativeMultipliers;

        /// <summary>Where the row of the last <see cref="RowAt"/> lies, a weight in each byte.</summary>
        public byte[] Row;

        /// <summary>The lowest accumulator of the unit that <see cref="Measure"/> was asked for, for any input: exact, and reached.</summary>
        public int Lowest;

        /// <summary>The highest accumulator of that unit: exact, and reached.</summary>
        public int Highest;

        /// <summary>The sum of its weights; not of a layer that takes readings.</summary>
        public int Sum;

        private readonly bool _takesReadings;
        private readonly long _reach; // no Σ max|weight·code| is larger
        private long[] _forPositive;  // of each reading the lowest code and, 32 bits further up, the highest; the other way round below
        private long[] _forNegative;

        protected LayerRows(int inputs, int units, Activation activation, int shift, int zeroPoint, InputStage inputStage)
        {
            Inputs = inputs;
            Units = units;
            Activation = activation;
            Shift = shift;
            ZeroPoint = zeroPoint;
            InputStage = inputStage;
            _takesReadings = inputStage != null && inputStage.TakesReadings;
            _reach = (long)LargestWeight * LargestWeight * inputs;
            if (_takesReadings)
            {
                _reach = 0;
                for (int i = 0; i < inputs; i++)
                {
                    _reach += LargestWeight * LargestCode(i);
                }
            }
        }

        /// <summary>Makes the weights of a unit lie in <see cref="Row"/>.</summary>
        /// <param name="unit">0 to n[l] - 1.</param>
        /// <returns>Where the first of n[l-1] weights is.</returns>
        public abstract int RowAt(int unit);

        /// <summary>Says whether no input can overflow the accumulator of a unit: <c>Σ max|weight·code| + |bias|</c> is at most 2^31 - 1.</summary>
        /// <param name="unit">0 to n[l] - 1.</param>
        /// <returns>Whether the unit is sound.</returns>
        public bool IsBounded(int unit)
        {
            long bound = Biases[unit];
            bound = bound < 0 ? -bound : bound;
            if (bound + _reach <= int.MaxValue)
            {
                return true;
            }

            int at = RowAt(unit);
            for (int i = 0; i < Inputs; i++)
            {
                int weight = (sbyte)Row[at + i];
                bound += (weight < 0 ? -weight : weight) * (_takesReadings ? LargestCode(i) : LargestWeight);
            }

            return bound <= int.MaxValue;
        }

        /// <summary>Computes <see cref="Lowest"/> and <see cref="Highest"/> of a unit that is bounded.</summary>
        /// <param name="unit">0 to n[l] - 1.</param>
        public void Measure(int unit)
        {
            int at = RowAt(unit);
            if (_takesReadings)
            {
                MeasureReadings(at, Biases[unit]);
                return;
            }

            // Codes are -128 to 127, so that the sums of the positive and of the negative weights say all.
            byte[] row = Row;
            int positive = 0;
            int negative = 0;
            int end = at + Inputs;
            int weight;
            if (Inputs % 2 != 0)
            {
                weight = (sbyte)row[at++];
                if (weight > 0)
                {
                    positive = weight;
                }
                else
                {
                    negative = weight;
                }
            }

            while (at < end)
            {
                weight = (sbyte)row[at];
                if (weight > 0)
                {
                    positive += weight;
                }
                else
                {
                    negative += weight;
                }

                weight = (sbyte)row[at + 1];
                if (weight > 0)
                {
                    positive += weight;
                }
                else
                {
                    negative += weight;
                }

                at += 2;
            }

            Sum = positive + negative;
            Lowest = Biases[unit] + (sbyte.MinValue * positive) + (sbyte.MaxValue * negative);
            Highest = Biases[unit] + (sbyte.MaxValue * positive) + (sbyte.MinValue * negative);
        }

        // Both sums in one word: a multiplication serves the two.
        private void MeasureReadings(int at, int bias)
        {
            if (_forPositive == null)
            {
                _forPositive = new long[Inputs];
                _forNegative = new long[Inputs];
                for (int i = 0; i < Inputs; i++)
                {
                    long low = InputStage.LowestCode(i);
                    long high = InputStage.HighestCode(i);
                    _forPositive[i] = low + (high << 32);
                    _forNegative[i] = high + (low << 32);
                }
            }

            byte[] row = Row;
            long[] forPositive = _forPositive;
            long[] forNegative = _forNegative;
            long sums = 0;
            for (int i = 0; i < forPositive.Length; i++)
            {
                int weight = (sbyte)row[at + i];
                sums += weight * (weight > 0 ? forPositive : forNegative)[i];
            }

            int lowest = (int)sums;
            Lowest = bias + lowest;
            Highest = bias + (int)((sums - lowest) >> 32);
        }

        private long LargestCode(int input)
        {
            long low = InputStage.LowestCode(input);
            long high = InputStage.HighestCode(input);
            low = low < 0 ? -low : low;
            high = high < 0 ? -high : high;
            return low > high ? low : high;
        }
    }
}
