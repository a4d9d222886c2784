namespace EdgeNet
{
    /// <summary>Counts the RAM of a model.</summary>
    internal static class ModelMemory
    {
        private const int ArrayHeader = 24;

        public static int Count(
            QuantizedLayer[] layers, sbyte[] tanhTable, float[][] goldenInputs, int inputCount, int accumulatorCount, int codeCount)
        {
            int bytes = 2 * Array(inputCount * 4);                    // input scales and offsets
            bytes += Array(accumulatorCount * 4);
            bytes += codeCount + (2 * ArrayHeader);
            bytes += tanhTable == null ? 0 : Array(tanhTable.Length);
            bytes += Array(layers.Length * 4);
            foreach (QuantizedLayer layer in layers)
            {
                bytes += Array(layer.Weights.Length) + Array(layer.Biases.Length * 4);
                bytes += layer.Multipliers == null ? 0 : Array(layer.Multipliers.Length * 4);
                bytes += layer.NegativeMultipliers == null ? 0 : Array(layer.NegativeMultipliers.Length * 4);
            }

            // The golden vectors, the array of them, and their logits.
            bytes += goldenInputs.Length * Array(inputCount * 4);
            return bytes + (2 * Array(goldenInputs.Length * 4));
        }

        private static int Array(int bytes)
        {
            return ArrayHeader + bytes;
        }
    }
}
