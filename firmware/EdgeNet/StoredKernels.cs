using System;

namespace EdgeNet
{
    /// <summary>The arithmetic on numbers that lie in the bytes of a model file.</summary>
    internal static class StoredKernels
    {
        /// <summary>Computes <c>Σ weight·code</c> of a row.</summary>
        /// <param name="row">Bytes, each a weight.</param>
        /// <param name="at">Where the row begins.</param>
        /// <param name="codes">The first ones are read.</param>
        /// <param name="inputs">Weights of the row.</param>
        /// <returns>The sum.</returns>
        public static int Sum(byte[] row, int at, int[] codes, int inputs)
        {
            int sum = 0;
            int i = 0;
            int end = inputs - 3;
            while (i < end)
            {
                sum = sum + ((sbyte)row[at] * codes[i]) + ((sbyte)row[at + 1] * codes[i + 1])
                    + ((sbyte)row[at + 2] * codes[i + 2]) + ((sbyte)row[at + 3] * codes[i + 3]);
                i += 4;
                at += 4;
            }

            for (; i < inputs; i++)
            {
                sum += (sbyte)row[at++] * codes[i];
            }

            return sum;
        }

        /// <summary>Turns the accumulators of a layer into codes.</summary>
        /// <param name="layer">The layer.</param>
        /// <param name="work">Written from its beginning: the codes.</param>
        /// <param name="accumulatorsAt">Where the accumulators lie in it, behind the codes.</param>
        /// <param name="table">The bytes that have the tanh table.</param>
        /// <param name="tableAt">Where it begins.</param>
        public static void Activate(StoredLayer layer, int[] work, int accumulatorsAt, byte[] table, int tableAt)
        {
            byte[] tables = layer.Tables;
            int shift = layer.Shift;
            bool isTabulated = layer.Activation == Activation.Tanh || layer.Activation == Activation.Sigmoid;
            bool isLeaky = layer.Activation == Activation.LeakyRelu;
            int lowest = layer.Activation == Activation.Relu ? layer.ZeroPoint : sbyte.MinValue;
            for (int j = 0; j < layer.Units; j++)
            {
                int accumulator = work[accumulatorsAt + j];
                int multipliers = isLeaky && accumulator < 0 ? layer.NegativesAt : layer.MultipliersAt;
                long scaled = Requantization.Scale(accumulator, BitConverter.ToInt32(tables, multipliers + (4 * j)), shift);
                if (isTabulated)
                {
                    long index = scaled + TanhTable.Centre;
                    index = index > 0 ? (index < TanhTable.Length ? index : TanhTable.Length - 1) : 0;
                    work[j] = (sbyte)table[tableAt + (int)index];
                }
                else
                {
                    long code = scaled + layer.ZeroPoint;
                    work[j] = code > lowest ? (code < sbyte.MaxValue ? (int)code : sbyte.MaxValue) : lowest;
                }
            }
        }
    }
}
