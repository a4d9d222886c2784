/* ---- Inputs of any range: scaled to codes of -128 to 127 ---- */

/* The code of floor(value * scale + offset), where the product and the sum are each rounded to single precision. They go through
 * volatile, so that no fused multiply-add and no wider register keeps more bits. Not-a-number gives the highest code. */
static inline int8_t edgenet_code(float value, float scale, float offset)
{
    volatile float product = value * scale;
    volatile float sum = product + offset;
    float u = sum;
    if (!(u < 255.0f))
    {
        return 127;
    }

    return u > 0.0f ? (int8_t)((int)u - 128) : (int8_t)-128;
}

static inline void edgenet_quantize(const float *features, const float *scales, const float *offsets, size_t count, int8_t *codes)
{
    size_t i;
    for (i = 0; i < count; i++)
    {
        codes[i] = edgenet_code(features[i], scales[i], offsets[i]);
    }
}

/* The same for integers; one of more than 24 bits is rounded to single precision first. */
static inline void edgenet_quantize_integers(
    const int32_t *readings, const float *scales, const float *offsets, size_t count, int8_t *codes)
{
    size_t i;
    for (i = 0; i < count; i++)
    {
        volatile float value = (float)readings[i];
        codes[i] = edgenet_code(value, scales[i], offsets[i]);
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
        volatile float value = (float)readings[i];
        float feature = value;
        saturated += edgenet_count_ends(&feature, scales + i, offsets + i, 1);
    }

    return saturated;
}
