/* ---- A dense layer: accumulator[j] = bias[j] + sum of weight[j][i] * code[i] ---- */

/* The weights are row-major, one row for each unit. No accumulator can overflow: the model file was checked for that. */
static inline void edgenet_dense(
    const int8_t *weights, const int32_t *biases, const int8_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    size_t j;
    for (j = 0; j < units; j++)
    {
        int32_t sum = biases[j];
        size_t i;
        for (i = 0; i < inputs; i++)
        {
            sum += (int32_t)weights[i] * codes[i];
        }

        weights += inputs;
        accumulators[j] = sum;
    }
}
