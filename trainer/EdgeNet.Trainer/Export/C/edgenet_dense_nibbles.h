/* ---- A dense layer with weights of four bits ---- */

/* Weight i of a row: two stand in each byte, the first in the lower half. Every row begins with a byte of its own. */
static inline int32_t edgenet_nibble(const uint8_t *row, size_t i)
{
    int nibble = (row[i / 2] >> (i % 2 * 4)) & 15;
    return (nibble ^ 8) - 8;
}

static inline void edgenet_dense_nibbles(
    const uint8_t *weights, const int32_t *biases, const int8_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    size_t j;
    for (j = 0; j < units; j++)
    {
        int32_t sum = biases[j];
        size_t i;
        for (i = 0; i < inputs; i++)
        {
            sum += edgenet_nibble(weights, i) * codes[i];
        }

        weights += (inputs + 1) / 2;
        accumulators[j] = sum;
    }
}
