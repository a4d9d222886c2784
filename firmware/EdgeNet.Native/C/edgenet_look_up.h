/* ---- From accumulators to codes: tanh and sigmoid, through a table ---- */

/* Entry k of the table is round(127 * tanh((k - 512) / 128)). A sigmoid uses it too, with multipliers half as large. */
static inline void edgenet_look_up(
    const int32_t *accumulators, const int32_t *multipliers, size_t units, int shift, const int8_t *tanh_table, int8_t *codes)
{
    size_t j;
    for (j = 0; j < units; j++)
    {
        int64_t entry = edgenet_scale(accumulators[j], multipliers[j], shift) + 512;
        codes[j] = tanh_table[entry < 0 ? 0 : entry > 1023 ? 1023 : (int)entry];
    }
}
