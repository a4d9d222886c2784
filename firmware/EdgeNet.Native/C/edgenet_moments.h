/* ---- The moments of a window ---- */

/* The third and the fourth standardised moment in 256ths; 0 where nothing deviates. */
static inline void edgenet_moments(const int16_t *e, int32_t length, int32_t *skewness, int32_t *kurtosis)
{
    int64_t second = 0;
    int64_t third = 0;
    int64_t fourth = 0;
    int64_t variance;
    int64_t deviation;
    int32_t i;
    for (i = 0; i < length; i++)
    {
        int32_t square = (int32_t)e[i] * e[i];
        second += square;
        third += (int64_t)square * e[i];
        fourth += (int64_t)square * square;
    }

    variance = second * 256 / length; /* in 256ths */
    deviation = edgenet_square_root(variance);
    *skewness = 0;
    *kurtosis = 0;
    if (deviation != 0)
    {
        *skewness = (int32_t)(third / length * 1048576 / (deviation * deviation * deviation));
        *kurtosis = (int32_t)(fourth / length * 262144 / ((variance * variance + 63) / 64));
    }
}
