namespace EdgeNet
{
    /// <summary>The logarithm to base 2 in integers, exact and so the same on every machine.</summary>
    internal static class BinaryLogarithm
    {
        /// <summary>What it gives for each doubling.</summary>
        public const int One = 256;

        /// <summary>Computes 256 times the logarithm to base 2 of <paramref name="value"/> + 1: squaring x doubles its logarithm, whose bits come out one by one.</summary>
        /// <remarks>Of every eighth bit lost x loses 2^-30 of itself: the result is that of real numbers rounded down, or very rarely one less.</remarks>
        /// <param name="value">0 to 2^30.</param>
        public static int Of(int value)
        {
            long x = value + 1L;
            int result = 0;
            while (x >> (result + 1) != 0)
            {
                result++;
            }

            x <<= 30 - result; // 1 to 2, in 30-bit fractions
            for (int bit = 0; bit < 8; bit++)
            {
                x = (x * x) >> 30;
                int isTwo = (int)(x >> 31);
                x >>= isTwo;
                result = (2 * result) + isTwo;
            }

            return result;
        }
    }
}
