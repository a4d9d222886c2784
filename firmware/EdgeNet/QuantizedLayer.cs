namespace EdgeNet
{
    /// <summary>One dense layer in integers: the plain kernels, which every faster form must equal bit for bit.</summary>
    /// <remarks>
    /// <c>acc[j] = bias[j] + Σ weights[j,i]·input[i]</c> in int32, then for a hidden layer
    /// <c>code[j] = clamp(round(acc[j]·multiplier[j] / 2^shift) + zeroPoint, -128, 127)</c> by the rule of <see cref="Requantization"/>.
    /// The constructor's caller guarantees that no accumulator can overflow (<see cref="AccumulatorBound"/>).
    /// </remarks>
    internal sealed class QuantizedLayer
    {
        private readonly sbyte[] _weights;
        private readonly int[] _biases;
        private readonly int[] _multipliers;
        private readonly int[] _negativeMultipliers;

        /// <summary>Makes a layer that keeps the arrays it is given.</summary>
        /// <param name="inputs">n[l-1].</param>
        /// <param name="activation">The activation.</param>
        /// <param name="weights">W[l], row-major, n[l] × n[l-1].</param>
        /// <param name="biases">b[l], n[l]; the zero point of the inputs is folded in.</param>
        /// <param name="multipliers">n[l], each 0 to 2^31 - 1; <c>null</c> in the output layer.</param>
        /// <param name="negativeMultipliers">n[l], for accumulators below 0; <c>null</c> unless the layer is leaky.</param>
        /// <param name="shift"><see cref="Requantization.MinShift"/> to <see cref="Requantization.MaxShift"/>; 0 in the output layer.</param>
        /// <param name="zeroPoint">The code that stands for 0 in the outputs, -128 to 127.</param>
        /// <param name="inputStage">What the first layer's codes come from; <c>null</c> in the others, where a code is -128 to 127.</param>
        public QuantizedLayer(
            int inputs,
            Activation activation,
            sbyte[] weights,
            int[] biases,
            int[] multipliers,
            int[] negativeMultipliers,
            int shift,
            int zeroPoint,
            InputStage inputStage)
        {
            Inputs = inputs;
            Activation = activation;
            _weights = weights;
            _biases = biases;
            _multipliers = multipliers;
            _negativeMultipliers = negativeMultipliers;
            Shift = shift;
            ZeroPoint = zeroPoint;
            InputStage = inputStage;
        }

        /// <summary>n[l-1].</summary>
        public int Inputs { get; }

        /// <summary>n[l].</summary>
        public int Units => _biases.Length;

        /// <summary>The activation.</summary>
        public Activation Activation { get; }

        /// <summary>W[l], row-major, n[l] × n[l-1]. Not a copy.</summary>
        public sbyte[] Weights => _weights;

        /// <summary>b[l] in units of the accumulator. Not a copy.</summary>
        public int[] Biases => _biases;

        /// <summary>One a unit, or <c>null</c> in the output layer. Not a copy.</summary>
        public int[] Multipliers => _multipliers;

        /// <summary>For accumulators below 0, or <c>null</c> unless the layer is leaky. Not a copy.</summary>
        public int[] NegativeMultipliers => _negativeMultipliers;

        /// <summary>The right shift of the requantization.</summary>
        public int Shift { get; }

        /// <summary>The code that stands for 0 in the outputs.</summary>
        public int ZeroPoint { get; }

        /// <summary>What the first layer's codes come from, or <c>null</c> in the others, where a code is -128 to 127.</summary>
        public InputStage InputStage { get; }

        /// <summary>Returns the lowest code that an input can have.</summary>
        /// <param name="input">0 to n[l-1] - 1.</param>
        /// <returns>The code.</returns>
        public int LowestCode(int input)
        {
            return InputStage == null ? sbyte.MinValue : InputStage.LowestCode(input);
        }

        /// <summary>Returns the highest code that an input can have.</summary>
        /// <param name="input">0 to n[l-1] - 1.</param>
        /// <returns>The code.</returns>
        public int HighestCode(int input)
        {
            return InputStage == null ? sbyte.MaxValue : InputStage.HighestCode(input);
        }

        /// <summary>Computes how large the accumulator of one unit can become for any input: <c>Σ max|w·code| + |b|</c>.</summary>
        /// <param name="unit">The row, 0 to n[l] - 1.</param>
        /// <returns>The bound. A layer is sound when it is at most <see cref="int.MaxValue"/> for every unit.</returns>
        public long AccumulatorBound(int unit)
        {
            long sum = 0;
            for (int i = 0; i < Inputs; i++)
            {
                long low = Product(unit, i, LowestCode(i));
                long high = Product(unit, i, HighestCode(i));
                low = low < 0 ? -low : low;
                high = high < 0 ? -high : high;
                sum += low > high ? low : high;
            }

            long bias = _biases[unit];
            return sum + (bias < 0 ? -bias : bias);
        }

        /// <summary>Computes the lowest accumulator of one unit for any input: exact, and reached.</summary>
        /// <param name="unit">The row, 0 to n[l] - 1.</param>
        /// <returns>The lowest accumulator.</returns>
        public int LowestAccumulator(int unit)
        {
            int sum = _biases[unit];
            for (int i = 0; i < Inputs; i++)
            {
                int low = (int)Product(unit, i, LowestCode(i));
                int high = (int)Product(unit, i, HighestCode(i));
                sum += low < high ? low : high;
            }

            return sum;
        }

        /// <summary>Computes the highest accumulator of one unit for any input: exact, and reached.</summary>
        /// <param name="unit">The row, 0 to n[l] - 1.</param>
        /// <returns>The highest accumulator.</returns>
        public int HighestAccumulator(int unit)
        {
            int sum = _biases[unit];
            for (int i = 0; i < Inputs; i++)
            {
                int low = (int)Product(unit, i, LowestCode(i));
                int high = (int)Product(unit, i, HighestCode(i));
                sum += low > high ? low : high;
            }

            return sum;
        }

        /// <summary>Computes the accumulators <c>W·a + b</c>.</summary>
        /// <param name="input">Codes of A[l-1]; the first n[l-1] are read.</param>
        /// <param name="accumulators">Written: the first n[l] elements.</param>
        public void Accumulate(int[] input, int[] accumulators)
        {
            sbyte[] weights = _weights;
            int[] biases = _biases;
            int inputs = Inputs;
            int k = 0;
            for (int j = 0; j < biases.Length; j++)
            {
                int accumulator = biases[j];
                for (int i = 0; i < inputs; i++)
                {
                    accumulator += weights[k++] * input[i];
                }

                accumulators[j] = accumulator;
            }
        }

        /// <summary>Turns accumulators into the int8 codes of A[l].</summary>
        /// <param name="accumulators">The first n[l] are read.</param>
        /// <param name="tanhTable">The table of <see cref="TanhTable"/>; read by tanh and sigmoid only.</param>
        /// <param name="output">Written: the first n[l] elements.</param>
        public void Activate(int[] accumulators, sbyte[] tanhTable, int[] output)
        {
            switch (Activation)
            {
                case Activation.Tanh:
                case Activation.Sigmoid:
                    LookUp(accumulators, tanhTable, output);
                    break;
                case Activation.LeakyRelu:
                    Leak(accumulators, output);
                    break;
                case Activation.Relu:
                    Clamp(accumulators, ZeroPoint, output);
                    break;
                default:
                    Clamp(accumulators, sbyte.MinValue, output);
                    break;
            }
        }

        private long Product(int unit, int input, int code)
        {
            return (long)_weights[(unit * Inputs) + input] * code;
        }

        // Linear, and ReLU when the lowest code is the one that stands for 0.
        private void Clamp(int[] accumulators, int lowest, int[] output)
        {
            int[] multipliers = _multipliers;
            int shift = Shift;
            int zeroPoint = ZeroPoint;
            for (int j = 0; j < multipliers.Length; j++)
            {
                long code = Requantization.Scale(accumulators[j], multipliers[j], shift) + zeroPoint;
                output[j] = Saturate(code, lowest);
            }
        }

        private void Leak(int[] accumulators, int[] output)
        {
            int shift = Shift;
            int zeroPoint = ZeroPoint;
            for (int j = 0; j < _multipliers.Length; j++)
            {
                int accumulator = accumulators[j];
                int multiplier = accumulator < 0 ? _negativeMultipliers[j] : _multipliers[j];
                long code = Requantization.Scale(accumulator, multiplier, shift) + zeroPoint;
                output[j] = Saturate(code, sbyte.MinValue);
            }
        }

        private void LookUp(int[] accumulators, sbyte[] tanhTable, int[] output)
        {
            int[] multipliers = _multipliers;
            int shift = Shift;
            for (int j = 0; j < multipliers.Length; j++)
            {
                long index = Requantization.Scale(accumulators[j], multipliers[j], shift) + TanhTable.Centre;
                if (index < 0)
                {
                    index = 0;
                }
                else if (index >= TanhTable.Length)
                {
                    index = TanhTable.Length - 1;
                }

                output[j] = tanhTable[(int)index];
            }
        }

        private static int Saturate(long code, int lowest)
        {
            if (code < lowest)
            {
                return lowest;
            }

            return code > sbyte.MaxValue ? sbyte.MaxValue : (int)code;
        }
    }
}
