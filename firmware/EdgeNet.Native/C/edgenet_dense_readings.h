/* ---- The first dense layer on readings, whose codes can have more than eight bits ---- */

static inline void edgenet_dense_readings(
    const int8_t *weights, const int32_t *biases, const int32_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    size_t j;
    for (j = 0; j < units; j++)
    {
        const int8_t *end = weights + inputs;
        const int32_t *code = codes;
        uint32_t sum = (uint32_t)biases[j];
#if defined(__OPTIMIZE_SIZE__)
        size_t eights;
        for (eights = inputs / 8; eights > 0; eights--)
        {
            sum += (uint32_t)*weights++ * (uint32_t)*code++;
            sum += (uint32_t)*weights++ * (uint32_t)*code++;
            sum += (uint32_t)*weights++ * (uint32_t)*code++;
            sum += (uint32_t)*weights++ * (uint32_t)*code++;
            sum += (uint32_t)*weights++ * (uint32_t)*code++;
            sum += (uint32_t)*weights++ * (uint32_t)*code++;
            sum += (uint32_t)*weights++ * (uint32_t)*code++;
            sum += (uint32_t)*weights++ * (uint32_t)*code++;
        }
#endif
        while (weights < end)
        {
            sum += (uint32_t)*weights++ * (uint32_t)*code++;
        }

        accumulators[j] = (int32_t)sum;
    }
}
