/* ---- From accumulators to codes: linear, and ReLU ---- */

/* A code is held within 'lowest' and 127; lowest is -128, or the zero point of a ReLU. */
static inline int8_t edgenet_held_code(int64_t code, int lowest)
{
    return code < lowest ? (int8_t)lowest : code > 127 ? (int8_t)127 : (int8_t)code;
}

static inline void edgenet_requantize(
    const int32_t *accumulators, const int32_t *multipliers, size_t units, int shift, int zero_point, int lowest, int8_t *codes)
{
    size_t j;
#if defined(__OPTIMIZE_SIZE__) /* a small processor has 32 bits: most shifts leave only the upper half of the product */
    if (shift >= 32)
    {
        for (j = 0; j < units; j++)
        {
            int64_t sum = (int64_t)accumulators[j] * multipliers[j] + ((int64_t)1 << (shift - 1));
            int32_t code = edgenet_shift_down((int32_t)edgenet_shift_right(sum, 32), shift - 32) + zero_point;
            codes[j] = code < lowest ? (int8_t)lowest : code > 127 ? (int8_t)127 : (int8_t)code;
        }

        return;
    }
#endif
    for (j = 0; j < units; j++)
    {
        codes[j] = edgenet_held_code(edgenet_scale(accumulators[j], multipliers[j], shift) + zero_point, lowest);
    }
}
