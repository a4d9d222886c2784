/* ---- A dense layer with weights of four bits ---- */

/* The weight in four bits: -8 to 7. */
static inline int32_t edgenet_nibble(int bits)
{
    return (bits ^ 8) - 8;
}

/* Two weights stand in each byte, the first in the lower half, as in the file of the model: continuous over the rows, so that after an
 * odd number of inputs the next row begins in the upper half. */
static inline void edgenet_dense_nibbles(
    const uint8_t *weights, const int32_t *biases, const int8_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    const int8_t *end = codes + inputs;
    int is_half_read = 0;
    size_t j;
    for (j = 0; j < units; j++)
    {
        const int8_t *code = codes;
        uint32_t sum = (uint32_t)biases[j];
        if (is_half_read)
        {
            sum += (uint32_t)(edgenet_nibble(*weights++ >> 4) * *code++);
        }

        for (; end - code >= 2; code += 2, weights++)
        {
            sum += (uint32_t)(edgenet_nibble(*weights & 15) * code[0] + edgenet_nibble(*weights >> 4) * code[1]);
        }

        is_half_read = code < end;
        if (is_half_read)
        {
            sum += (uint32_t)(edgenet_nibble(*weights & 15) * *code);
        }

        accumulators[j] = (int32_t)sum;
    }
}
