/* ---- Exact integers ---- */

#if defined(__FAST_MATH__)
#error "Compile without -ffast-math: it changes what not-a-number and infinity give."
#endif

/* The bits of a float are copied from 32-bit words, and every step is counted in IEEE 754's single precision. */
typedef char edgenet_needs_floats_of_32_bits[sizeof(float) == 4 ? 1 : -1];

/* A float that holds what single precision has: through volatile where the processor computes in wider registers. A product that is
 * added to goes through volatile everywhere, for a fused multiply-add would not round it. */
#if FLT_EVAL_METHOD == 0
#define EDGENET_SINGLE float
#else
#define EDGENET_SINGLE volatile float
#endif

/* floor(value / 2^shift), for a shift of 0 to 62. C leaves open what >> does to a negative number. Nearly every compiler copies
 * the sign; the first condition is a constant, so that only one of the two forms remains in the program. */
static inline int64_t edgenet_shift_right(int64_t value, int shift)
{
    if (((int64_t)-1 >> 1) == (int64_t)-1)
    {
        return value >> shift;
    }

    return value >= 0 ? value >> shift : ~(~value >> shift);
}

/* The same for 32 bits and a shift of 0 to 31, which takes a processor of 32 bits one instruction. */
static inline int32_t edgenet_shift_down(int32_t value, int shift)
{
    if ((-1 >> 1) == -1)
    {
        return value >> shift;
    }

    return value >= 0 ? value >> shift : ~(~value >> shift);
}

/* The one rounding rule: floor(accumulator * multiplier / 2^shift + 1/2), for a shift of 1 to 52 and a multiplier of 0 or more. */
static inline int64_t edgenet_scale(int32_t accumulator, int32_t multiplier, int shift)
{
    return edgenet_shift_right((int64_t)accumulator * multiplier + ((int64_t)1 << (shift - 1)), shift);
}
