/* ---- The first dense layer on readings, whose codes can have more than eight bits ---- */

static inline void edgenet_dense_readings(
    const int8_t *weights, const int32_t *biases, const int32_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    size_t j;
    for (j = 0; j < units; j++)
    {
        int32_t sum = biases[j];
        size_t i;
        for (i = 0; i < inputs; i++)
        {
            sum += weights[i] * codes[i];
        }

        weights += inputs;
        accumulators[j] = sum;
    }
}
