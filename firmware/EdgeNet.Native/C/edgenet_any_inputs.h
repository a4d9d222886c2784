/* ---- Inputs of any range: scaled to codes of -128 to 127 ---- */

/* The code of floor(value * scale + offset), where the product and the sum are each rounded to single precision. Not-a-number gives
 * the highest code. Nearly all are 0 to 255, which one comparison of the bits tells: -0, what is negative, 255 and more, infinity and
 * not-a-number all have higher ones. */
static inline int edgenet_code(float value, float scale, float offset)
{
    volatile float product = value * scale;
    EDGENET_SINGLE sum = product + offset;
    float u = sum;
    uint32_t bits;
    memcpy(&bits, &u, sizeof bits);
    if (bits < 0x437F0000u) /* 255.0f */
    {
        return (int)u - 128;
    }

    return u < 255.0f ? -128 : 127;
}

static inline void edgenet_quantize(const float *features, const float *scales, const float *offsets, size_t count, int8_t *codes)
{
    size_t i;
    for (i = 0; i < count; i++)
    {
        codes[i] = (int8_t)edgenet_code(features[i], scales[i], offsets[i]);
    }
}

/* The same for integers; one of more than 24 bits is rounded to single precision first. */
static inline void edgenet_quantize_integers(
    const int32_t *readings, const float *scales, const float *offsets, size_t count, int8_t *codes)
{
    size_t i;
    for (i = 0; i < count; i++)
    {
        EDGENET_SINGLE value = (float)readings[i];
        codes[i] = (int8_t)edgenet_code(value, scales[i], offsets[i]);
    }
}

/* How many features have the lowest or the highest code; a scale of 0 is that of a feature with one code. */
static inline size_t edgenet_count_ends(const float *features, const float *scales, const float *offsets, size_t count)
{
    size_t saturated = 0;
    size_t i;
    for (i = 0; i < count; i++)
    {
        int code = edgenet_code(features[i], scales[i], offsets[i]);
        saturated += scales[i] > 0.0f && (code == -128 || code == 127) ? 1u : 0u;
    }

    return saturated;
}

static inline size_t edgenet_count_ends_integers(
    const int32_t *readings, const float *scales, const float *offsets, size_t count)
{
    size_t saturated = 0;
    size_t i;
    for (i = 0; i < count; i++)
    {
        EDGENET_SINGLE value = (float)readings[i];
        float feature = value;
        saturated += edgenet_count_ends(&feature, scales + i, offsets + i, 1);
    }

    return saturated;
}
