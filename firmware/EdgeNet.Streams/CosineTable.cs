namespace EdgeNet
{
    /// <summary>A turn in N steps, cosine and sine together in one word, computed in integers so that every machine has the same table.</summary>
    /// <remarks>
    /// The two lanes of a word are 32 bits apart: one multiplication by a reading gives both products. The polynomials are Taylor's, to the
    /// ninth power, on the first eighth of the turn in 30-bit fractions.
    /// </remarks>
    internal static class CosineTable
    {
        private const int Fraction = 30;
        private const long One = 1L << Fraction;
        private const long QuarterTurn = 1686629713; // π/2 in 30-bit fractions

        /// <summary>Makes the table.</summary>
        /// <param name="steps">N, 2 to 1024.</param>
        /// <param name="bits">Entries are in units of 2^-bits, 1 to 29.</param>
        /// <returns>N words: cosine + sine · 2^32.</returns>
        public static long[] Make(int steps, int bits)
        {
            var table = new long[steps];
            for (int j = 0; j < steps; j++)
            {
                int quadrant = 4 * j / steps;
                int rest = (4 * j) - (quadrant * steps);
                bool isUpper = 2 * rest > steps;
                long angle = (isUpper ? steps - rest : rest) * QuarterTurn / steps;
                long sine = Round(isUpper ? Cosine(angle) : Sine(angle), bits);
                long cosine = Round(isUpper ? Sine(angle) : Cosine(angle), bits);
                long real = quadrant == 0 ? cosine : quadrant == 1 ? -sine : quadrant == 2 ? -cosine : sine;
                long imaginary = quadrant == 0 ? sine : quadrant == 1 ? cosine : quadrant == 2 ? -sine : -cosine;
                table[j] = real + (imaginary << 32);
            }

            return table;
        }

        private static long Round(long value, int bits)
        {
            return (value + (1L << (Fraction - bits - 1))) >> (Fraction - bits);
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
