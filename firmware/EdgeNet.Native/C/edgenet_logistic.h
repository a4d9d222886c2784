/* ---- The probability of two classes ---- */

/* 1 / (1 + e^-z) without an overflow: the exponent is never positive. */
static inline double edgenet_logistic(double z)
{
    double e;
    if (z >= 0)
    {
        return 1 / (1 + exp(-z));
    }

    e = exp(z);
    return e / (1 + e);
}
