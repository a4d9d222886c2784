/* ---- Inputs that are integer readings in a declared range: code = reading >> shift ---- */

/* A reading within its range; one outside counts as the end of the range. */
static inline int32_t edgenet_hold(int32_t reading, int32_t lowest, int32_t highest)
{
    return reading > highest ? highest : reading < lowest ? lowest : reading;
}

/* lowest + floor(value - lowest + 1/2) within the range, each step rounded to single precision. The ends of a range are at most
 * 2^22 in magnitude, so that they are exact. Not-a-number gives the highest reading. */
static inline int32_t edgenet_round(float value, int32_t lowest, int32_t highest)
{
    EDGENET_SINGLE above;
    EDGENET_SINGLE sum;
    float rounded;
    if (!(value < (float)highest))
    {
        return highest;
    }

    if (!(value > (float)lowest))
    {
        return lowest;
    }

    above = value - (float)lowest;
    sum = above + 0.5f;
    rounded = sum;
    if (!(rounded < 8388609.0f)) /* wider than any range that a checked model has */
    {
        return highest;
    }

    return lowest + (int32_t)rounded;
}

static inline void edgenet_shift_features(
    const float *features, const int32_t *lowest, const int32_t *highest, const uint8_t *shifts, size_t count, int32_t *codes)
{
    size_t i;
    for (i = 0; i < count; i++)
    {
        codes[i] = edgenet_shift_down(edgenet_round(features[i], lowest[i], highest[i]), shifts[i] & 31);
    }
}

static inline void edgenet_shift_readings(
    const int32_t *readings, const int32_t *lowest, const int32_t *highest, const uint8_t *shifts, size_t count, int32_t *codes)
{
    size_t i;
    for (i = 0; i < count; i++)
    {
        codes[i] = edgenet_shift_down(edgenet_hold(readings[i], lowest[i], highest[i]), shifts[i] & 31);
    }
}

/* How many readings are at or beyond an end of their range, where the range has two ends. */
static inline size_t edgenet_count_held(const int32_t *readings, const int32_t *lowest, const int32_t *highest, size_t count)
{
    size_t held = 0;
    size_t i;
    for (i = 0; i < count; i++)
    {
        held += lowest[i] < highest[i] && (readings[i] <= lowest[i] || readings[i] >= highest[i]) ? 1u : 0u;
    }

    return held;
}

static inline size_t edgenet_count_held_features(
    const float *features, const int32_t *lowest, const int32_t *highest, size_t count)
{
    size_t held = 0;
    size_t i;
    for (i = 0; i < count; i++)
    {
        int32_t reading = edgenet_round(features[i], lowest[i], highest[i]);
        held += edgenet_count_held(&reading, lowest + i, highest + i, 1);
    }

    return held;
}
