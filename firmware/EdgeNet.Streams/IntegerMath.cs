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

    /// <summary>Cosines and sines of N equal steps of a full turn, computed in integers so that every machine has the same table.</summary>
    /// <remarks>
    /// The polynomials are Taylor's, to the ninth power, on the first eighth of the turn in 30-bit fractions. The other eighths are mirror
    /// images of it, to the bit.
    /// </remarks>
    internal static class CosineTable
    {
        private const int Fraction = 30;
        private const long One = 1L << Fraction;
        private const long QuarterTurn = 1686629713; // π/2 in 30-bit fractions

        /// <summary>Fills the table.</summary>
        /// <param name="cosines">N of them, 2 to 1024: entry j is of j / N of a turn.</param>
        /// <param name="sines">N of them.</param>
        /// <param name="bits">Entries are in units of 2^-bits, 1 to 29.</param>
        public static void Fill(int[] cosines, int[] sines, int bits)
        {
            int steps = cosines.Length;
            for (int j = 0; j < steps; j++)
            {
                int quadrant = 4 * j / steps;
                int rest = (4 * j) - (quadrant * steps);
                bool isUpper = 2 * rest > steps;
                long angle = (isUpper ? steps - rest : rest) * QuarterTurn / steps;
                int sine = Round(isUpper ? Cosine(angle) : Sine(angle), bits);
                int cosine = Round(isUpper ? Sine(angle) : Cosine(angle), bits);
                cosines[j] = quadrant == 0 ? cosine : quadrant == 1 ? -sine : quadrant == 2 ? -cosine : sine;
                sines[j] = quadrant == 0 ? sine : quadrant == 1 ? cosine : quadrant == 2 ? -sine : -cosine;
            }
        }

        private static int Round(long value, int bits)
        {
            return (int)((value + (1L << (Fraction - bits - 1))) >> (Fraction - bits));
        }

        private static long Sine(long x)
        {
            long square = (x * x) >> Fraction;
            long factor = One - (square / 72);
            factor = One - (((square / 42) * factor) >> Fraction);
            factor = One - (((square / 20) * factor) >> Fraction);
            factor = One - (((square / 6) * factor) >> Fraction);
            return (x * factor) >> Fraction;
        }

        private static long Cosine(long x)
        {
            long square = (x * x) >> Fraction;
            long factor = One - (square / 56);
            factor = One - (((square / 30) * factor) >> Fraction);
            factor = One - (((square / 12) * factor) >> Fraction);
            return One - (((square / 2) * factor) >> Fraction);
        }
    }
}
