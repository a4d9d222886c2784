/* ---- The magnitude of channels, which is one more channel ---- */

/* The root of the sum of squares of the readings at one place of each window; bit c of the mask is of channel c. */
static inline int16_t edgenet_magnitude_of(const int16_t *readings, int32_t length, int32_t channels, uint32_t mask)
{
    int64_t squares = 0;
    int64_t root;
    int32_t c;
    for (c = 0; c < channels; c++)
    {
        int32_t x = readings[c * length];
        squares += ((mask >> c) & 1) != 0 ? x * x : 0;
    }

    root = edgenet_square_root(squares);
    return root > 32767 ? (int16_t)32767 : (int16_t)root;
}
