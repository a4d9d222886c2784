/* ---- A dense layer: accumulator[j] = bias[j] + sum of weight[j][i] * code[i] ---- */

/* The weights are row-major, one row for each unit. No accumulator of a checked model overflows; sums are unsigned, so that one that
 * was not checked wraps around. The products of a row, of 65,535 inputs at most, have a sum that an int32_t holds. */
static inline void edgenet_dense(
    const int8_t *weights, const int32_t *biases, const int8_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    size_t j = 0;
#if defined(__OPTIMIZE_SIZE__) /* then no compiler unrolls, and most of the time would be the loop: two rows and eight inputs at once */
    for (; j + 1 < units; j += 2)
    {
        const int8_t *end = weights + inputs;
        const int8_t *second = end;
        const int8_t *code = codes;
        int32_t sum = 0;
        int32_t sum_of_second = 0;
        size_t eights;
        for (eights = inputs / 8; eights > 0; eights--)
        {
            int32_t input = *code++;
            sum += *weights++ * input;
            sum_of_second += *second++ * input;
            input = *code++;
            sum += *weights++ * input;
            sum_of_second += *second++ * input;
            input = *code++;
            sum += *weights++ * input;
            sum_of_second += *second++ * input;
            input = *code++;
            sum += *weights++ * input;
            sum_of_second += *second++ * input;
            input = *code++;
            sum += *weights++ * input;
            sum_of_second += *second++ * input;
            input = *code++;
            sum += *weights++ * input;
            sum_of_second += *second++ * input;
            input = *code++;
            sum += *weights++ * input;
            sum_of_second += *second++ * input;
            input = *code++;
            sum += *weights++ * input;
            sum_of_second += *second++ * input;
        }

        for (; weights < end; weights++, second++, code++)
        {
            sum += *weights * *code;
            sum_of_second += *second * *code;
        }

        accumulators[j] = (int32_t)((uint32_t)sum + (uint32_t)biases[j]);
        accumulators[j + 1] = (int32_t)((uint32_t)sum_of_second + (uint32_t)biases[j + 1]);
        weights = second;
    }
#endif
    for (; j < units; j++)
    {
        const int8_t *end = weights + inputs;
        const int8_t *code = codes;
        uint32_t sum = (uint32_t)biases[j];
#if defined(__OPTIMIZE_SIZE__)
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
