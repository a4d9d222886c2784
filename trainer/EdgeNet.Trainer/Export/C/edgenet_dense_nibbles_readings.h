/* ---- The first dense layer on readings, with weights of four bits ---- */

static inline void edgenet_dense_nibbles_readings(
    const uint8_t *weights, const int32_t *biases, const int32_t *codes, size_t inputs, size_t units, int32_t *accumulators)
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
