/* Places in the arrays of a program. A place that does not lie in its array is NULL: every instruction asks before it runs. */
#ifndef EDGENET_NATIVE_ARRAYS_H
#define EDGENET_NATIVE_ARRAYS_H

#include "edgenet_native.h"

#include <stddef.h>
#include <string.h>

/* How many words of work hold codes of 8 bits, or readings of 16; 0 for a count below 1. */
static inline int32_t edgenet_words_of_bytes(int32_t count)
{
    return count > 0 ? (int32_t)(((uint32_t)count + 3u) / 4u) : 0;
}

static inline int32_t edgenet_words_of_shorts(int32_t count)
{
    return count > 0 ? (int32_t)(((uint32_t)count + 1u) / 2u) : 0;
}

/* Whether elements, one at least, lie in an array. As unsigned numbers what is negative is too high, and so is a count of 0 less 1. */
static inline int edgenet_lies_in(int32_t first, int32_t count, int32_t length)
{
    return (uint32_t)first < (uint32_t)length && (uint32_t)count - 1u < (uint32_t)length - (uint32_t)first;
}

static inline int32_t *edgenet_in_work(const edgenet_arrays *a, int32_t first, int32_t words)
{
    return edgenet_lies_in(first, words, a->work_length) ? a->work + first : NULL;
}

static inline const uint8_t *edgenet_in_model(const edgenet_arrays *a, int32_t first, int32_t bytes)
{
    return edgenet_lies_in(first, bytes, a->model_length) ? a->model + first : NULL;
}

/* A table of the model, of 32-bit numbers. */
static inline const void *edgenet_table(const edgenet_arrays *a, int32_t first, int32_t count)
{
    return (first & 3) == 0 && count > 0 && count <= (a->model_length >> 2) ? edgenet_in_model(a, first, 4 * count) : NULL;
}

/* The most inputs that a layer of a model file has. */
#define EDGENET_MOST_INPUTS 65535

/* The weights of a layer: a byte each, or half of one. */
static inline const uint8_t *edgenet_weights_in_model(const edgenet_arrays *a, int32_t first, int32_t inputs, int32_t units, int are_nibbles)
{
    int64_t bytes = (int64_t)inputs * units;
    bytes = are_nibbles ? (bytes + 1) / 2 : bytes;
    return inputs > 0 && bytes <= a->model_length ? edgenet_in_model(a, first, (int32_t)bytes) : NULL;
}

/* Whether two parts of work, which lie in it, have nothing in common: what is read, and what is written. */
static inline int edgenet_are_apart(int32_t first, int32_t words, int32_t other, int32_t other_words)
{
    return first + words <= other || other + other_words <= first;
}

/* Raw values: floats if there are any, else integers. */
typedef struct edgenet_raw
{
    const float *features;
    const int32_t *readings;
} edgenet_raw;

/* Finds raw values: -1 means the array of features or else that of readings, which then has exactly so many; 0 and more a place in work.
 * Returns 0 where there are not as many, or where they overlap what is written. */
static inline int edgenet_find_raw(
    const edgenet_arrays *a, int32_t source, int32_t count, int32_t out, int32_t out_words, edgenet_raw *raw)
{
    raw->features = NULL;
    raw->readings = NULL;
    if (source != -1)
    {
        raw->readings = edgenet_in_work(a, source, count);
        return raw->readings != NULL && edgenet_are_apart(source, count, out, out_words);
    }

    if (a->features != NULL)
    {
        raw->features = a->features;
        return count == a->features_length;
    }

    raw->readings = a->readings;
    return raw->readings != NULL && count == a->readings_length;
}

static inline float edgenet_float_of(int32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

#endif
