/* ---- From accumulators to codes: leaky ReLU, with a second multiplier for negative accumulators ---- */

static inline void edgenet_requantize_leaky(
    const int32_t *accumulators, const int32_t *multipliers, const int32_t *negative_multipliers, size_t units, int shift,
    int zero_point, int8_t *codes)
{
    size_t j;
    for (j = 0; j < units; j++)
    {
        int32_t multiplier = accumulators[j] < 0 ? negative_multipliers[j] : multipliers[j];
        codes[j] = edgenet_held_code(edgenet_scale(accumulators[j], multiplier, shift) + zero_point, -128);
    }
}
