using System;

namespace EdgeNet
{
    /// <summary>Probabilities of integer logits, in integers: the exponential is a product of sixteen-bit constants, one for each bit of its argument.</summary>
    internal sealed class IntegerSoftmax
    {
        private const int Half = 1 << 15;
        private const int One = 1 << 16;
        private const int Farthest = (1 << 14) - 1;     // 16, of which the exponential is less than 2^-23
        private const int LogitScaleOffset = 20;

        // 2^16·exp(-2^n/1024), rounded.
        private static readonly int[] Factors =
        {
            65472, 65408, 65280, 65026, 64520, 63520, 61565, 57835, 51039, 39750, 24109, 8869, 1200, 22,
        };

        private readonly int _mantissa;

        /// <summary>Takes the scale of the logits from a checked file, without arithmetic in floating point.</summary>
        public IntegerSoftmax(byte[] file)
        {
            int bits = BitConverter.ToInt32(file, LogitScaleOffset);
            int exponent = (bits >> 23) & 255;
            int mantissa = bits & 0x7FFFFF;
            _mantissa = exponent == 0 ? mantissa : mantissa | 0x800000;
            Exponent = exponent == 0 ? 1 : exponent;
            InverseScale = (1L << 46) / _mantissa;
            InverseScale = InverseScale > One << 8 ? One << 8 : InverseScale; // of a scale below 2^-126
        }

        /// <summary>The scale is its mantissa, 2^23 to 2^24, times 2^(exponent - 150).</summary>
        public int Exponent { get; }

        /// <summary>2^46 over the mantissa.</summary>
        public long InverseScale { get; }

        /// <summary>Computes the gradient of the cross-entropy: probabilities less 1 for the class of the example.</summary>
        /// <param name="logits">Several, or that of the positive class alone; overwritten with the errors, -2^15 to 2^15.</param>
        /// <param name="label">The class of the example.</param>
        public void Errors(int[] logits, int label)
        {
            if (logits.Length == 1)
            {
                // Of the two logits, that of the negative class is 0.
                int distance = Exponential(logits[0] < 0 ? -(long)logits[0] : logits[0]);
                int smaller = (int)(((long)distance << 15) / (One + distance));
                logits[0] = (logits[0] < 0 ? smaller : Half - smaller) - (label * Half);
                return;
            }

            int highest = logits[0];
            for (int j = 1; j < logits.Length; j++)
            {
                highest = logits[j] > highest ? logits[j] : highest;
            }

            long sum = 0;
            for (int j = 0; j < logits.Length; j++)
            {
                logits[j] = Exponential((long)highest - logits[j]);
                sum += logits[j];
            }

            for (int j = 0; j < logits.Length; j++)
            {
                logits[j] = (int)(((long)logits[j] << 15) / sum) - (j == label ? Half : 0);
            }
        }

        // 2^16 times the exponential of minus a distance of logits, 0 to 2^32.
        private int Exponential(long distance)
        {
            int shift = 140 - Exponent; // to units of 1/1024
            long x = distance * _mantissa;
            x = shift > 62 ? 0 : shift >= 0 ? x >> shift : x == 0 ? 0 : Farthest;
            if (x >= Farthest)
            {
                return 0;
            }

            long product = One;
            for (int n = 0; n < Factors.Length; n++)
            {
                if (((int)x & (1 << n)) != 0)
                {
                    product = ((product * Factors[n]) + Half) >> 16;
                }
            }

            return (int)product;
        }
    }
}
