/* ---- The correlation of two channels ---- */

/* Pearson's coefficient in 256ths, rounded towards 0 and held to -256 to 256; 0 where a channel does not deviate. */
static inline int32_t edgenet_correlation(
    const int16_t *x, const edgenet_sums *sums_of_x, const int16_t *y, const edgenet_sums *sums_of_y, int32_t length)
{
    int64_t products = 0;
    int64_t deviations;
    int64_t value;
    int32_t i;
    for (i = 0; i < length; i++)
    {
        products += (int32_t)x[i] * y[i];
    }

    deviations = edgenet_square_root(edgenet_spread(sums_of_x, length)) * edgenet_square_root(edgenet_spread(sums_of_y, length));
    if (deviations == 0)
    {
        return 0;
    }

    value = (length * products - (int64_t)sums_of_x->sum * sums_of_y->sum) * 256 / deviations;
    return value > 256 ? 256 : value < -256 ? -256 : (int32_t)value;
}
