/* ---- Integer functions of the features ---- */

/* floor(a / b), for b above 0. */
static inline int64_t edgenet_floor_divide(int64_t a, int64_t b)
{
    return a >= 0 ? a / b : -((b - 1 - a) / b);
}

/* floor(sqrt(value)), bit by bit from the top, for a value of 0 to 2^62. */
static inline int64_t edgenet_square_root(int64_t value)
{
    uint64_t rest = (uint64_t)value;
    uint64_t root = 0;
    uint64_t bit = (uint64_t)1 << 62;
    while (bit > rest)
    {
        bit >>= 2;
    }

    while (bit != 0)
    {
        if (rest >= root + bit)
        {
            rest -= root + bit;
            root = (root >> 1) + bit;
        }
        else
        {
            root >>= 1;
        }

        bit >>= 2;
    }

    return (int64_t)root;
}
