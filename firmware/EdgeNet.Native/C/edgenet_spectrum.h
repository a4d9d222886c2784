/* ---- The energy of a band of frequencies, by the discrete Fourier transform of its bins ---- */

/* The cosines and sines of N equal steps of a full turn are in units of 2^-bits, with bits so small that no sum of N products
 * of a deviation and one of them exceeds 32 bits. */
typedef struct edgenet_turn
{
    const int16_t *cosines;
    const int16_t *sines;
    int bits;
} edgenet_turn;

/* The square of a sum. */
static inline uint64_t edgenet_square(int32_t value)
{
    return (uint64_t)((int64_t)value * value);
}

/* The power of bin k, k times in the window: R^2 + I^2, and half of that for the bin in the middle. */
static inline uint64_t edgenet_power(const int16_t *e, int32_t length, const edgenet_turn *turn, int32_t bin)
{
    uint32_t real = 0;      /* unsigned: with another table they wrap around */
    uint32_t imaginary = 0;
    int32_t step = 0;
    uint64_t power;
    int32_t i;
    for (i = 0; i < length; i++)
    {
        real += (uint32_t)(e[i] * turn->cosines[step]);
        imaginary += (uint32_t)(e[i] * turn->sines[step]);
        step += bin;
        step -= step >= length ? length : 0;
    }

    power = edgenet_square((int32_t)real) + edgenet_square((int32_t)imaginary);
    return 2 * bin == length ? power / 2 : power;
}

/* The root mean square of that part of the signal, in sixteenths of a count. Deviations are in units of 2^shift. A Hann window leaves
 * 3/8 of the power. */
static inline int32_t edgenet_band_energy(
    const int16_t *e, int32_t length, int shift, const edgenet_turn *turn, int32_t first_bin, int32_t last_bin,
    int is_hann)
{
    uint64_t sum = 0;
    int32_t bin;
    for (bin = first_bin; bin <= last_bin; bin++)
    {
        sum += edgenet_power(e, length, turn, bin);
    }

    sum = is_hann ? 16 * sum / 3 : 2 * sum;
    return (int32_t)((edgenet_square_root((int64_t)sum) << shift) / ((int64_t)length << turn->bits));
}
