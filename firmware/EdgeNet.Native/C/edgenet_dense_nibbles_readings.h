/* ---- The first dense layer on readings, with weights of four bits ---- */

static inline void edgenet_dense_nibbles_readings(
    const uint8_t *weights, const int32_t *biases, const int32_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    const int32_t *end = codes + inputs;
    int is_half_read = 0;
    size_t j;
    for (j = 0; j < units; j++)
    {
        const int32_t *code = codes;
        uint32_t sum = (uint32_t)biases[j];
        if (is_half_read)
        {
            sum += (uint32_t)edgenet_nibble(*weights++ >> 4) * (uint32_t)*code++;
        }

        for (; end - code >= 2; code += 2, weights++)
        {
            sum += (uint32_t)edgenet_nibble(*weights & 15) * (uint32_t)code[0] + (uint32_t)edgenet_nibble(*weights >> 4) * (uint32_t)code[1];
        }

        is_half_read = code < end;
        if (is_half_read)
        {
            sum += (uint32_t)edgenet_nibble(*weights & 15) * (uint32_t)*code;
        }

        accumulators[j] = (int32_t)sum;
    }
}
