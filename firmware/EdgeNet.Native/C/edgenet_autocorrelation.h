/* ---- How much a window repeats itself, and after how many readings ---- */

/* The sum of e[i] * e[i + lag]. */
static inline int64_t edgenet_products(const int16_t *e, int32_t length, int32_t lag)
{
    int64_t sum = 0;
    int32_t i;
    for (i = 0; i < length - lag; i++)
    {
        sum += e[i] * e[i + lag];
    }

    return sum;
}

/* The largest autocorrelation from the first zero crossing up to a lag of length / 2, in 256ths, and its lag; 0 where there is none. */
static inline void edgenet_find_period(const int16_t *e, int32_t length, int32_t *peak, int32_t *lag_of_peak)
{
    int64_t all = edgenet_products(e, length, 0);
    int64_t most = 0;
    int32_t lag;
    *lag_of_peak = 0;
    for (lag = 1; lag <= length / 2 && all > 0; lag++)
    {
        int64_t sum = edgenet_products(e, length, lag);
        if (*lag_of_peak == 0 ? sum <= 0 : sum > most)
        {
            most = sum;
            *lag_of_peak = lag;
        }
    }

    *peak = all > 0 ? (int32_t)(most * 256 / all) : 0;
}
