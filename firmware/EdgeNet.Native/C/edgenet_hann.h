/* ---- A Hann window: the first reading counts nothing, the one in the middle fully ---- */

/* Multiplies deviations in place by (1 - cosine) / 2, rounding to nearest. */
static inline void edgenet_apply_hann(int16_t *e, int32_t length, const edgenet_turn *turn)
{
    int32_t half = (int32_t)1 << turn->bits;
    int32_t i;
    for (i = 0; i < length; i++)
    {
        e[i] = (int16_t)edgenet_shift_down(e[i] * (half - turn->cosines[i]) + half, turn->bits + 1);
    }
}
