namespace EdgeNet
{
    /// <summary>The integers of one dense layer in an array, and the exact range of its accumulators, computed weight by weight.</summary>
    /// <remarks>
    /// <c>acc[j] = bias[j] + Σ weights[j,i]·input[i]</c> in int32, then for a hidden layer
    /// <c>code[j] = clamp(round(acc[j]·multiplier[j] / 2^shift) + zeroPoint, -128, 127)</c> by the rule of <see cref="Requantization"/>.
    /// The constructor's caller guarantees that no accumulator can overflow (<see cref="AccumulatorBound"/>).
    /// </remarks>
    internal sealed class QuantizedLayer : LayerRows
    {
        /// <summary>W[l], row-major, n[l] × n[l-1]. Not a copy.</summary>
        public readonly sbyte[] Weights;

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
            : base(inputs, biases.Length, activation, shift, zeroPoint, inputStage)
        {
            Weights = weights;
            Biases = biases;
            Multipliers = multipliers;
            NegativeMultipliers = negativeMultipliers;
            Row = new byte[inputs];
        }

        /// <summary>Makes a layer of one that lies in a model file.</summary>
        /// <param name="layer">The layer; its arrays are kept.</param>
        public QuantizedLayer(StoredLayer layer)
            : this(
                layer.Inputs,
                layer.Activation,
                WeightsOf(layer),
                layer.Biases,
                layer.Multipliers,
                layer.NegativeMultipliers,
                layer.Shift,
                layer.ZeroPoint,
                layer.InputStage)
        {
        }

        /// <inheritdoc/>
        public override int RowAt(int unit)
        {
            for (int i = 0; i < Inputs; i++)
            {
                Row[i] = (byte)Weights[(unit * Inputs) + i];
            }

            return 0;
        }

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

            long bias = Biases[unit];
            return sum + (bias < 0 ? -bias : bias);
        }

        /// <summary>Computes the lowest accumulator of one unit for any input: exact, and reached.</summary>
        /// <param name="unit">The row, 0 to n[l] - 1.</param>
        /// <returns>The lowest accumulator.</returns>
        public int LowestAccumulator(int unit)
        {
            int sum = Biases[unit];
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
            int sum = Biases[unit];
            for (int i = 0; i < Inputs; i++)
            {
                int low = (int)Product(unit, i, LowestCode(i));
                int high = (int)Product(unit, i, HighestCode(i));
                sum += low > high ? low : high;
            }

            return sum;
        }

        private long Product(int unit, int input, int code)
        {
            return (long)Weights[(unit * Inputs) + input] * code;
        }

        private static sbyte[] WeightsOf(StoredLayer layer)
        {
            var weights = new sbyte[layer.Units * layer.Inputs];
            int k = 0;
            for (int j = 0; j < layer.Units; j++)
            {
                int at = layer.RowAt(j);
                for (int i = 0; i < layer.Inputs; i++)
                {
                    weights[k++] = (sbyte)layer.Row[at + i];
                }
            }

            return weights;
        }
    }
}
