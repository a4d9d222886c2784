/* ---- The window of a channel without its mean, scaled to 12 bits: for moments and frequencies ---- */

/* Writes e[i] = floor((16 * x[i] - mean + half) / 2^shift), with the smallest shift that leaves no deviation of 2^11 or more. */
static inline void edgenet_deviate(const int16_t *x, int32_t length, const edgenet_sums *sums, int16_t *e, int *shift)
{
    int32_t mean = edgenet_mean(sums, length);
    int32_t above = 16 * sums->maximum - mean;
    int32_t below = mean - 16 * sums->minimum;
    int32_t largest = above > below ? above : below;
    int32_t i;
    *shift = 0;
    while ((largest >> *shift) >= 2048)
    {
        (*shift)++;
    }

    mean -= *shift == 0 ? 0 : (int32_t)1 << (*shift - 1); /* the half of rounding */
    for (i = 0; i < length; i++)
    {
        e[i] = (int16_t)edgenet_shift_down((int32_t)x[i] * 16 - mean, *shift);
    }
}
