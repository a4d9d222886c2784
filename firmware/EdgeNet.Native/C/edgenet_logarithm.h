/* ---- The logarithm of a feature that is never negative ---- */

/* 256 * log2(value + 1), rounded down, for a value of 0 to 2^30 - 1: squaring x doubles its logarithm, whose bits come out one by
 * one. What is rounded off x may very rarely make it one less. */
static inline int32_t edgenet_logarithm(int32_t value)
{
    uint64_t x = (uint64_t)value + 1;
    int32_t result = 0;
    int bit;
    while ((x >> (result + 1)) != 0)
    {
        result++;
    }

    x <<= 30 - result; /* 1 to 2, in 30-bit fractions */
    for (bit = 0; bit < 8; bit++)
    {
        int32_t is_two;
        x = (x * x) >> 30;
        is_two = (int32_t)(x >> 31);
        x >>= is_two;
        result = 2 * result + is_two;
    }

    return result;
}
