/* ---- A dense layer: accumulator[j] = bias[j] + sum of weight[j][i] * code[i] ---- */

/* The weights are row-major, one row for each unit. No accumulator of a checked model overflows; sums are unsigned, so that one that
 * was not checked wraps around. */
static inline void edgenet_dense(
    const int8_t *weights, const int32_t *biases, const int8_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    size_t j;
    for (j = 0; j < units; j++)
    {
        const int8_t *end = weights + inputs;
        const int8_t *code = codes;
        uint32_t sum = (uint32_t)biases[j];
#if defined(__OPTIMIZE_SIZE__) /* then no compiler unrolls, and most of the time would be the loop */
        size_t eights;
        for (eights = inputs / 8; eights > 0; eights--)
        {
            int32_t part = *weights++ * *code++;
            part += *weights++ * *code++;
            part += *weights++ * *code++;
            part += *weights++ * *code++;
            part += *weights++ * *code++;
            part += *weights++ * *code++;
            part += *weights++ * *code++;
            part += *weights++ * *code++;
            sum += (uint32_t)part;
        }
#endif
        while (weights < end)
        {
            sum += (uint32_t)(*weights++ * *code++);
        }

        accumulators[j] = (int32_t)sum;
    }
}
