/* ---- The features of a window ---- */

/* A feature as it stands in the file of a model: what is computed (the numbers of FORMAT.md), of which channel, and for some kinds of
 * what else. */
typedef struct edgenet_feature
{
    uint8_t kind;
    uint8_t channel;
    uint8_t second_channel; /* of a correlation */
    uint8_t options;        /* 1: its logarithm, 2: a band under a Hann window */
    uint16_t first_bin;     /* of a band */
    uint16_t last_bin;
} edgenet_feature;

/* A window of each channel, one after the other, and what the features need beside it. */
typedef struct edgenet_window
{
    const int16_t *readings; /* N of the first channel, N of the second, and so on */
    int32_t length;          /* N */
    int32_t channels;
#if EDGENET_USES_MOMENTS || EDGENET_USES_BANDS || EDGENET_USES_AUTOCORRELATION
    int16_t *deviations;     /* room for N */
#endif
#if EDGENET_USES_BANDS
    edgenet_turn turn;
#endif
} edgenet_window;

#if EDGENET_USES_MOMENTS || EDGENET_USES_BANDS || EDGENET_USES_AUTOCORRELATION
/* Whether a feature of a channel is computed from its deviations: skewness, kurtosis, the energy of a band, or autocorrelation. */
static inline int edgenet_needs_deviations(const edgenet_feature *features, size_t count, int32_t channel)
{
    size_t f;
    for (f = 0; f < count; f++)
    {
        if (features[f].channel == channel && features[f].kind >= 8 && features[f].kind != 11)
        {
            return 1;
        }
    }

    return 0;
}
#endif

#if EDGENET_USES_AUTOCORRELATION
static inline int edgenet_needs_period(const edgenet_feature *features, size_t count, int32_t channel)
{
    size_t f;
    for (f = 0; f < count; f++)
    {
        if (features[f].channel == channel && features[f].kind >= 12)
        {
            return 1;
        }
    }

    return 0;
}
#endif

#if EDGENET_USES_HANN
/* The bands under a Hann window, which come last, since the deviations do not remain. */
static inline void edgenet_hann_bands(
    const edgenet_window *window, int32_t channel, int shift, const edgenet_feature *features, size_t count, int32_t *values)
{
    int is_applied = 0;
    size_t f;
    for (f = 0; f < count; f++)
    {
        if (features[f].channel != channel || (features[f].options & 2) == 0)
        {
            continue;
        }

        if (!is_applied)
        {
            edgenet_apply_hann(window->deviations, window->length, &window->turn);
            is_applied = 1;
        }

        values[f] = edgenet_band_energy(
            window->deviations, window->length, shift, &window->turn, features[f].first_bin, features[f].last_bin, 1);
    }
}
#endif

/* The features of one channel, at their places among all. */
static inline void edgenet_channel_features(
    const edgenet_window *window, int32_t channel, const edgenet_feature *features, size_t count, int32_t *values)
{
    int32_t length = window->length;
    const int16_t *x = window->readings + channel * length;
    edgenet_sums sums = edgenet_sum_up(x, length);
    size_t f;
#if EDGENET_USES_MOMENTS || EDGENET_USES_BANDS || EDGENET_USES_AUTOCORRELATION
    int shift = 0;
#endif
#if EDGENET_USES_MOMENTS
    int32_t skewness = 0;
    int32_t kurtosis = 0;
#endif
#if EDGENET_USES_AUTOCORRELATION
    int32_t peak = 0;
    int32_t lag = 0;
#endif
#if EDGENET_USES_MOMENTS || EDGENET_USES_BANDS || EDGENET_USES_AUTOCORRELATION
    if (edgenet_needs_deviations(features, count, channel))
    {
        edgenet_deviate(x, length, &sums, window->deviations, &shift);
#if EDGENET_USES_MOMENTS
        edgenet_moments(window->deviations, length, &skewness, &kurtosis);
#endif
#if EDGENET_USES_AUTOCORRELATION
        if (edgenet_needs_period(features, count, channel))
        {
            edgenet_find_period(window->deviations, length, &peak, &lag);
        }
#endif
    }
#endif
    for (f = 0; f < count; f++)
    {
        if (features[f].channel != channel)
        {
            continue;
        }

        switch (features[f].kind)
        {
            case 0: /* mean */
                values[f] = edgenet_mean(&sums, length);
                break;
            case 1: /* standard deviation */
                values[f] = (int32_t)edgenet_square_root(edgenet_spread(&sums, length) * 256 / ((int64_t)length * length));
                break;
            case 2: /* root mean square */
                values[f] = (int32_t)edgenet_square_root(sums.sum_of_squares * 256 / length);
                break;
            case 3: /* minimum */
                values[f] = sums.minimum * 16;
                break;
            case 4: /* maximum */
                values[f] = sums.maximum * 16;
                break;
            case 5: /* peak to peak */
                values[f] = (sums.maximum - sums.minimum) * 16;
                break;
            case 6: /* mean absolute difference */
                values[f] = (int32_t)((int64_t)sums.sum_of_differences * 16 / (length - 1));
                break;
            case 7: /* zero crossings */
                values[f] = sums.crossings;
                break;
#if EDGENET_USES_MOMENTS
            case 8: /* skewness */
                values[f] = skewness;
                break;
            case 9: /* kurtosis */
                values[f] = kurtosis;
                break;
#endif
#if EDGENET_USES_BANDS
            case 10: /* energy of a band */
#if EDGENET_USES_HANN
                if ((features[f].options & 2) != 0)
                {
                    break; /* later */
                }
#endif
                values[f] = edgenet_band_energy(
                    window->deviations, length, shift, &window->turn, features[f].first_bin, features[f].last_bin, 0);
                break;
#endif
#if EDGENET_USES_CORRELATION
            case 11: /* correlation */
            {
                const int16_t *y = window->readings + features[f].second_channel * length;
                edgenet_sums sums_of_y = edgenet_sum_up(y, length);
                values[f] = edgenet_correlation(x, &sums, y, &sums_of_y, length);
                break;
            }
#endif
#if EDGENET_USES_AUTOCORRELATION
            case 12: /* peak of the autocorrelation */
                values[f] = peak;
                break;
            case 13: /* its lag */
                values[f] = lag;
                break;
#endif
            default:
                break;
        }
    }

#if EDGENET_USES_HANN
    edgenet_hann_bands(window, channel, shift, features, count, values);
#endif
}

static inline void edgenet_window_features(
    const edgenet_window *window, const edgenet_feature *features, size_t count, int32_t *values)
{
    int32_t channel;
    for (channel = 0; channel < window->channels; channel++)
    {
        edgenet_channel_features(window, channel, features, count, values);
    }

#if EDGENET_USES_LOGARITHMS
    {
        size_t f;
        for (f = 0; f < count; f++)
        {
            values[f] = (features[f].options & 1) != 0 ? edgenet_logarithm(values[f]) : values[f];
        }
    }
#endif
}
