using System;

namespace EdgeNet
{
    /// <content>From words to the codes of the next layer.</content>
    internal sealed partial class PackedLayer
    {
        /// <summary>Turns the words into the codes of A[l].</summary>
        /// <param name="tanhTable">The table of <see cref="TanhTable"/>; read by tanh and sigmoid only.</param>
        /// <param name="output">Written: the first n[l] elements.</param>
        public void Activate(byte[] tanhTable, int[] output)
        {
            switch (Activation)
            {
                case Activation.Tanh:
                case Activation.Sigmoid:
                    LookUp(tanhTable, output);
                    break;
                case Activation.LeakyRelu:
                    Leak(output);
                    break;
                default:
                    if (Lanes == 3)
                    {
                        ClampThree(output);
                    }
                    else
                    {
                        Clamp(output, 0, 0);
                    }

                    break;
            }
        }

        // Hidden layers of a few dozen inputs have three units in a word. Written out instead of in a loop, this takes a fifth less time.
        private void ClampThree(int[] output)
        {
            long[] words = _words;
            int[] multipliers = _multipliers;
            long[] constants = _constants;
            long mask = _mask;
            int shift = _shift;
            int width = _width;
            long lowest = _lowestCode;
            long highest = sbyte.MaxValue;
            int end = Units - 2;
            int j = 0;
            int w = 0;
            while (j < end)
            {
                long word = words[w];
                long code = (((word & mask) * multipliers[j]) + constants[j]) >> shift;
                output[j] = (int)(code > lowest ? (code < highest ? code : highest) : lowest);
                j++;
                word >>= width;
                code = (((word & mask) * multipliers[j]) + constants[j]) >> shift;
                output[j] = (int)(code > lowest ? (code < highest ? code : highest) : lowest);
                j++;
                word >>= width;
                code = (((word & mask) * multipliers[j]) + constants[j]) >> shift;
                output[j] = (int)(code > lowest ? (code < highest ? code : highest) : lowest);
                j++;
                w++;
            }

            if (j < Units)
            {
                Clamp(output, w, j);
            }
        }

        // From a word on, whose first unit is given.
        private void Clamp(int[] output, int firstWord, int firstUnit)
        {
            long[] words = _words;
            int[] multipliers = _multipliers;
            long[] constants = _constants;
            long mask = _mask;
            int shift = _shift;
            int width = _width;
            int lanes = Lanes;
            long lowest = _lowestCode;
            long highest = sbyte.MaxValue;
            int units = Units;
            int j = firstUnit;
            for (int w = firstWord; w < words.Length; w++)
            {
                long word = words[w];
                int end = j + lanes;
                end = end < units ? end : units;
                for (; j < end; j++)
                {
                    long code = (((word & mask) * multipliers[j]) + constants[j]) >> shift;
                    output[j] = (int)(code > lowest ? (code < highest ? code : highest) : lowest);
                    word >>= width;
                }
            }
        }

        private void Leak(int[] output)
        {
            int j = 0;
            for (int w = 0; w < _words.Length; w++)
            {
                long word = _words[w];
                int end = Math.Min(j + Lanes, Units);
                for (; j < end; j++)
                {
                    long lane = word & _mask;
                    long code = lane + _lowest[j] < 0
                        ? ((lane * _negativeMultipliers[j]) + _negativeConstants[j]) >> _shift
                        : ((lane * _multipliers[j]) + _constants[j]) >> _shift;
                    output[j] = code > sbyte.MinValue ? (code < sbyte.MaxValue ? (int)code : sbyte.MaxValue) : sbyte.MinValue;
                    word >>= _width;
                }
            }
        }

        private void LookUp(byte[] tanhTable, int[] output)
        {
            int j = 0;
            for (int w = 0; w < _words.Length; w++)
            {
                long word = _words[w];
                int end = Math.Min(j + Lanes, Units);
                for (; j < end; j++)
                {
                    long index = (((word & _mask) * _multipliers[j]) + _constants[j]) >> _shift;
                    output[j] = (sbyte)tanhTable[index > 0 ? (index < TanhTable.Length ? (int)index : TanhTable.Length - 1) : 0];
                    word >>= _width;
                }
            }
        }
    }
}
