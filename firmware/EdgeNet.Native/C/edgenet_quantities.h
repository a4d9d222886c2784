/* ---- Quantities in the user's units: logit * scale + offset ---- */

/* In double precision, the product and the sum each rounded, and then once to single precision. */
static inline float edgenet_quantity(int32_t logit, float scale, float offset)
{
    volatile double product = (double)logit * (double)scale;
    volatile double sum = product + (double)offset;
    return (float)sum;
}
