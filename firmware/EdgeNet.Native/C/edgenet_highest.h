/* ---- The class with the highest logit: of those that are equal, the first ---- */

static inline int edgenet_index_of_highest(const int32_t *logits, int count)
{
    int best = 0;
    int j;
    for (j = 1; j < count; j++)
    {
        best = logits[j] > logits[best] ? j : best;
    }

    return best;
}
