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
    for (j = 0; j < units; j++)
    {
        codes[j] = edgenet_held_code(edgenet_scale(accumulators[j], multipliers[j], shift) + zero_point, lowest);
    }
}
