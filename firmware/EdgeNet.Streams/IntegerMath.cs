using System;

namespace EdgeNet
{
    /// <summary>Integer functions that are exact, and so the same on every machine.</summary>
    internal static class IntegerMath
    {
        /// <summary>Computes <c>floor(a / b)</c>.</summary>
        /// <param name="a">Any number.</param>
        /// <param name="b">Above 0.</param>
        public static long FloorDivide(long a, long b)
        {
            return a >= 0 ? a / b : -((b - 1 - a) / b);
        }

        /// <summary>Computes the integer part of a square root.</summary>
        /// <remarks>The double-precision root is off by one at most; the two loops make the result exact whatever it was.</remarks>
        /// <param name="value">0 to 2^62.</param>
        public static long SquareRoot(long value)
        {
            long root = (long)Math.Sqrt(value);
            while (root * root > value)
            {
                root--;
            }

            while ((root + 1) * (root + 1) <= value)
            {
                root++;
            }

            return root;
        }
    }
}
