/* ---- The probabilities of several classes ---- */

/* e^((logit - highest) * scale), summed: no exponential overflows, and the sum is 1 or more. */
static inline double edgenet_sum_of_exponentials(const int32_t *logits, int count, int32_t highest, double scale)
{
    double sum = 0;
    int j;
    for (j = 0; j < count; j++)
    {
        sum += exp(((double)logits[j] - highest) * scale);
    }

    return sum;
}

static inline void edgenet_softmax(const int32_t *logits, int count, double scale, float *probabilities)
{
    int32_t highest = logits[edgenet_index_of_highest(logits, count)];
    double sum = edgenet_sum_of_exponentials(logits, count, highest, scale);
    int j;
    for (j = 0; j < count; j++)
    {
        probabilities[j] = (float)(exp(((double)logits[j] - highest) * scale) / sum);
    }
}
