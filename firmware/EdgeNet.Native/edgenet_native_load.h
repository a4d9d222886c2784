/* What is checked while a model is loaded: its CRC, and whether an accumulator could overflow. */
#ifndef EDGENET_NATIVE_LOAD_H
#define EDGENET_NATIVE_LOAD_H

#include "edgenet_native_arrays.h"

/* The CRC-32 of ISO 3309, as in zip: four bits at a time, so that its table has 64 bytes. */
static inline uint32_t edgenet_crc(const uint8_t *bytes, size_t count)
{
    static const uint32_t table[16] = {
        0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4, 0x4DB26158, 0x5005713C,
        0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C, 0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};
    const uint8_t *end = bytes + count;
    uint32_t crc = 0xFFFFFFFFu;
    for (; bytes < end; bytes++)
    {
        crc ^= *bytes;
        crc = table[crc & 15] ^ (crc >> 4);
        crc = table[crc & 15] ^ (crc >> 4);
    }

    return ~crc;
}

/* first, length, out */
static int32_t edgenet_run_crc(const edgenet_arrays *a, const int32_t *o)
{
    const uint8_t *bytes = edgenet_in_model(a, o[0], o[1]);
    int32_t *out = edgenet_in_work(a, o[2], 1);
    if (bytes == NULL || out == NULL)
    {
        return EDGENET_INVALID;
    }

    *out = (int32_t)edgenet_crc(bytes, (size_t)o[1]);
    return EDGENET_DONE;
}

/* The magnitude of a 32-bit number. */
static inline uint32_t edgenet_magnitude(int32_t value)
{
    return value < 0 ? 0u - (uint32_t)value : (uint32_t)value;
}

/* The ranges of readings; lowest is NULL where codes are -128 to 127. */
typedef struct edgenet_ranges
{
    const int32_t *lowest;
    const int32_t *highest;
    const uint8_t *shifts;
} edgenet_ranges;

/* The largest magnitude that the code of an input can have. */
static inline uint32_t edgenet_largest_code(const edgenet_ranges *ranges, int32_t i)
{
    uint32_t low;
    uint32_t high;
    if (ranges->lowest == NULL)
    {
        return 128;
    }

    low = edgenet_magnitude(edgenet_shift_down(ranges->lowest[i], ranges->shifts[i] & 31));
    high = edgenet_magnitude(edgenet_shift_down(ranges->highest[i], ranges->shifts[i] & 31));
    return low > high ? low : high;
}

/* The first unit whose accumulator could leave 32 bits, or -1: the bias and the largest products added up by their magnitudes. */
static inline int32_t edgenet_first_overflow(
    const uint8_t *weights, int are_nibbles, const int32_t *biases, const edgenet_ranges *ranges, int32_t inputs, int32_t units)
{
    size_t next = 0;
    int32_t j;
    for (j = 0; j < units; j++)
    {
        uint64_t sum = edgenet_magnitude(biases[j]);
        int32_t i;
        for (i = 0; i < inputs; i++, next++)
        {
            int32_t weight = are_nibbles ? edgenet_nibble((weights[next / 2] >> (next % 2 * 4)) & 15) : (int8_t)weights[next];
            sum += (uint64_t)edgenet_magnitude(weight) * edgenet_largest_code(ranges, i);
            if (sum > INT32_MAX)
            {
                return j;
            }
        }

        if (sum > INT32_MAX)
        {
            return j;
        }
    }

    return -1;
}

/* inputs, units, kind of weights, weights, biases, lowest, highest, shifts, out */
static int32_t edgenet_run_bound(const edgenet_arrays *a, const int32_t *o)
{
    int32_t inputs = o[0];
    int32_t units = o[1];
    int has_ranges = o[5] != -1 || o[6] != -1 || o[7] != -1;
    const uint8_t *weights;
    const int32_t *biases = (const int32_t *)edgenet_table(a, o[4], units);
    int32_t *out = edgenet_in_work(a, o[8], 1);
    edgenet_ranges ranges;
    if ((o[2] & ~1) != 0)
    {
        return EDGENET_UNKNOWN_INSTRUCTION;
    }

    ranges.lowest = has_ranges ? (const int32_t *)edgenet_table(a, o[5], inputs) : NULL;
    ranges.highest = has_ranges ? (const int32_t *)edgenet_table(a, o[6], inputs) : NULL;
    ranges.shifts = has_ranges ? edgenet_in_model(a, o[7], inputs) : NULL;
    weights = edgenet_weights_in_model(a, o[3], inputs, units, o[2]);
    if (weights == NULL || biases == NULL || out == NULL || inputs < 1
        || (has_ranges && (ranges.lowest == NULL || ranges.highest == NULL || ranges.shifts == NULL)))
    {
        return EDGENET_INVALID;
    }

    *out = edgenet_first_overflow(weights, o[2], biases, &ranges, inputs, units);
    return EDGENET_DONE;
}

#endif
