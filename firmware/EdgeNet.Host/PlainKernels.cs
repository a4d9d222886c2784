namespace EdgeNet
{
    /// <summary>
    /// The arithmetic of the library one multiply-add after the other: what every faster form must equal bit for bit. The trainer and the tests
    /// run it; the device does not, and so it is no part of the device's flash.
    /// </summary>
    internal static class PlainKernels
    {
        /// <summary>Turns raw values into codes.</summary>
        /// <param name="stage">How.</param>
        /// <param name="features">n[0] values.</param>
        /// <param name="codes">Written: the first n[0] elements.</param>
        public static void Quantize(this InputStage stage, float[] features, int[] codes)
        {
            if (stage is AffineStage affine)
            {
                affine.Quantize(features, codes);
                return;
            }

            for (int i = 0; i < stage.Count; i++)
            {
                codes[i] = stage.Code(features[i], i);
            }
        }

        /// <summary>Turns integer readings into codes.</summary>
        /// <param name="stage">How.</param>
        /// <param name="readings">n[0] values.</param>
        /// <param name="codes">Written: the first n[0] elements.</param>
        public static void Quantize(this InputStage stage, int[] readings, int[] codes)
        {
            if (stage is AffineStage affine)
            {
                affine.Quantize(readings, codes);
                return;
            }

            for (int i = 0; i < stage.Count; i++)
            {
                codes[i] = stage.Code(readings[i], i);
            }
        }

        /// <summary>Computes the accumulators <c>W·a + b</c>.</summary>
        /// <param name="layer">The layer.</param>
        /// <param name="input">Codes of A[l-1]; the first n[l-1] are read.</param>
        /// <param name="accumulators">Written: the first n[l] elements.</param>
        public static void Accumulate(this QuantizedLayer layer, int[] input, int[] accumulators)
        {
            sbyte[] weights = layer.Weights;
            int[] biases = layer.Biases;
            int inputs = layer.Inputs;
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
        /// <param name="layer">The layer.</param>
        /// <param name="accumulators">The first n[l] are read.</param>
        /// <param name="tanhTable">The table of <see cref="TanhTable"/>; read by tanh and sigmoid only.</param>
        /// <param name="output">Written: the first n[l] elements.</param>
        public static void Activate(this QuantizedLayer layer, int[] accumulators, sbyte[] tanhTable, int[] output)
        {
            switch (layer.Activation)
            {
                case Activation.Tanh:
                case Activation.Sigmoid:
                    LookUp(layer, accumulators, tanhTable, output);
                    break;
                case Activation.LeakyRelu:
                    Leak(layer, accumulators, output);
                    break;
                case Activation.Relu:
                    Clamp(layer, accumulators, layer.ZeroPoint, output);
                    break;
                default:
                    Clamp(layer, accumulators, sbyte.MinValue, output);
                    break;
            }
        }

        // Linear, and ReLU when the lowest code is the one that stands for 0.
        private static void Clamp(QuantizedLayer layer, int[] accumulators, int lowest, int[] output)
        {
            int[] multipliers = layer.Multipliers;
            int shift = layer.Shift;
            int zeroPoint = layer.ZeroPoint;
            for (int j = 0; j < multipliers.Length; j++)
            {
                long code = Requantization.Scale(accumulators[j], multipliers[j], shift) + zeroPoint;
                output[j] = Saturate(code, lowest);
            }
        }

        private static void Leak(QuantizedLayer layer, int[] accumulators, int[] output)
        {
            int shift = layer.Shift;
            int zeroPoint = layer.ZeroPoint;
            for (int j = 0; j < layer.Units; j++)
            {
                int accumulator = accumulators[j];
                int multiplier = accumulator < 0 ? layer.NegativeMultipliers[j] : layer.Multipliers[j];
                long code = Requantization.Scale(accumulator, multiplier, shift) + zeroPoint;
                output[j] = Saturate(code, sbyte.MinValue);
            }
        }

        private static void LookUp(QuantizedLayer layer, int[] accumulators, sbyte[] tanhTable, int[] output)
        {
            int[] multipliers = layer.Multipliers;
            int shift = layer.Shift;
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
