namespace EdgeNet
{
    /// <summary>
    /// The one rounding rule: an accumulator is multiplied by a positive real number, written as an int32 multiplier and a
    /// right shift, and rounded to the nearest integer, ties towards plus infinity.
    /// </summary>
    /// <remarks>
    /// <c>y = floor(accumulator · multiplier / 2^shift + 1/2)</c>. Quantization by a multiplier and a shift follows Jacob et al.,
    /// "Quantization and Training of Neural Networks for Efficient Integer-Arithmetic-Only Inference", CVPR 2018, section 2.2;
    /// the tie rule is simpler than theirs, because one addition and one arithmetic shift compute it exactly.
    /// </remarks>
    internal static class Requantization
    {
        /// <summary>The smallest shift: there is always a half to add.</summary>
        public const int MinShift = 1;

        /// <summary>The largest shift: 2^31 · 2^31, the half and the centre of the tanh table shifted up by it still fit in 63 bits together.</summary>
        public const int MaxShift = 52;

        /// <summary>Computes <c>floor(accumulator · multiplier / 2^shift + 1/2)</c> exactly.</summary>
        /// <param name="accumulator">Any int32.</param>
        /// <param name="multiplier">0 to 2^31 - 1.</param>
        /// <param name="shift"><see cref="MinShift"/> to <see cref="MaxShift"/>.</param>
        /// <returns>The rounded product, at most 2^61 in magnitude.</returns>
        public static long Scale(int accumulator, int multiplier, int shift)
        {
            return (((long)accumulator * multiplier) + (1L << (shift - 1))) >> shift;
        }
    }
}
