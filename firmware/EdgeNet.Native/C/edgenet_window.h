/* ---- The window of a channel: N readings in the order of time ---- */

/* A reading held to 16 bits. With N up to 4096, no sum of a window overflows. */
static inline int16_t edgenet_held_reading(int32_t reading)
{
    return reading > 32767 ? (int16_t)32767 : reading < -32768 ? (int16_t)-32768 : (int16_t)reading;
}

/* What a window adds up to. */
typedef struct edgenet_sums
{
    int64_t sum_of_squares;
    int32_t sum;
    int32_t sum_of_differences; /* the N - 1 absolute ones */
    int32_t minimum;
    int32_t maximum;
    int32_t crossings;          /* how often successive readings lie on different sides of the mean; one on the mean lies below */
} edgenet_sums;

static inline edgenet_sums edgenet_sum_up(const int16_t *x, int32_t length)
{
    edgenet_sums sums;
    int32_t level;
    int32_t i;
    sums.sum_of_squares = 0;
    sums.sum = 0;
    sums.sum_of_differences = 0;
    sums.minimum = x[0];
    sums.maximum = x[0];
    sums.crossings = 0;
    for (i = 0; i < length; i++)
    {
        int32_t reading = x[i];
        int32_t step = i > 0 ? reading - x[i - 1] : 0;
        sums.sum_of_squares += reading * reading;
        sums.sum += reading;
        sums.sum_of_differences += step < 0 ? -step : step;
        sums.minimum = reading < sums.minimum ? reading : sums.minimum;
        sums.maximum = reading > sums.maximum ? reading : sums.maximum;
    }

    level = (int32_t)edgenet_floor_divide(sums.sum, length);
    for (i = 1; i < length; i++)
    {
        sums.crossings += (x[i] > level) != (x[i - 1] > level) ? 1 : 0;
    }

    return sums;
}

/* The mean in sixteenths, rounded down. */
static inline int32_t edgenet_mean(const edgenet_sums *sums, int32_t length)
{
    return (int32_t)edgenet_floor_divide((int64_t)sums->sum * 16, length);
}

/* N^2 times the variance, at most 2^54. */
static inline int64_t edgenet_spread(const edgenet_sums *sums, int32_t length)
{
    return length * sums->sum_of_squares - (int64_t)sums->sum * sums->sum;
}

/* Moves all readings of each channel forward by a number of places, for the next window; the windows stand one after the other. */
static inline void edgenet_slide(int16_t *windows, int32_t channels, int32_t length, int32_t places)
{
    int32_t c;
    for (c = 0; c < channels; c++)
    {
        memmove(windows, windows + places, (size_t)(length - places) * sizeof(int16_t));
        windows += length;
    }
}
