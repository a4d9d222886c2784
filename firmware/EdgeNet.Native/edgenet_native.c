/* Runs the programs of edgenet_native.h. An instruction takes its operands, refuses those that do not lie in the arrays, and calls one of the
 * kernels of C/, which check nothing. */
#include "edgenet_native.h"

#include "C/edgenet.h"
#include "edgenet_native_arrays.h"
#include "edgenet_native_load.h"
#include "edgenet_native_outputs.h"
#include "edgenet_native_window.h"

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "The tables of a model are little-endian, and are used where they lie."
#endif

/* count, source, scales, offsets, out */
static int32_t run_quantize(const edgenet_arrays *a, const int32_t *o)
{
    int32_t count = o[0];
    int32_t words = edgenet_words_of_bytes(count);
    const float *scales = (const float *)edgenet_table(a, o[2], count);
    const float *offsets = (const float *)edgenet_table(a, o[3], count);
    int8_t *codes = (int8_t *)edgenet_in_work(a, o[4], words);
    edgenet_raw raw;
    if (scales == NULL || offsets == NULL || codes == NULL || !edgenet_find_raw(a, o[1], count, o[4], words, &raw))
    {
        return EDGENET_INVALID;
    }

    if (raw.features != NULL)
    {
        edgenet_quantize(raw.features, scales, offsets, (size_t)count, codes);
    }
    else
    {
        edgenet_quantize_integers(raw.readings, scales, offsets, (size_t)count, codes);
    }

    return EDGENET_DONE;
}

/* count, source, lowest, highest, shifts, out */
static int32_t run_shift(const edgenet_arrays *a, const int32_t *o)
{
    int32_t count = o[0];
    const int32_t *lowest = (const int32_t *)edgenet_table(a, o[2], count);
    const int32_t *highest = (const int32_t *)edgenet_table(a, o[3], count);
    const uint8_t *shifts = edgenet_in_model(a, o[4], count);
    int32_t *codes = edgenet_in_work(a, o[5], count);
    edgenet_raw raw;
    if (lowest == NULL || highest == NULL || shifts == NULL || codes == NULL || !edgenet_find_raw(a, o[1], count, o[5], count, &raw))
    {
        return EDGENET_INVALID;
    }

    if (raw.features != NULL)
    {
        edgenet_shift_features(raw.features, lowest, highest, shifts, (size_t)count, codes);
    }
    else
    {
        edgenet_shift_readings(raw.readings, lowest, highest, shifts, (size_t)count, codes);
    }

    return EDGENET_DONE;
}

/* The kernels of dense layers as functions of their own, so that the loops have all registers. */
#if defined(__GNUC__)
#define NOT_INLINED __attribute__((noinline))
#else
#define NOT_INLINED
#endif

static NOT_INLINED void dense(
    const uint8_t *weights, const int32_t *biases, const int32_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    edgenet_dense((const int8_t *)weights, biases, (const int8_t *)codes, inputs, units, accumulators);
}

static NOT_INLINED void dense_nibbles(
    const uint8_t *weights, const int32_t *biases, const int32_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    edgenet_dense_nibbles(weights, biases, (const int8_t *)codes, inputs, units, accumulators);
}

static NOT_INLINED void dense_readings(
    const uint8_t *weights, const int32_t *biases, const int32_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    edgenet_dense_readings((const int8_t *)weights, biases, codes, inputs, units, accumulators);
}

static NOT_INLINED void dense_nibbles_readings(
    const uint8_t *weights, const int32_t *biases, const int32_t *codes, size_t inputs, size_t units, int32_t *accumulators)
{
    edgenet_dense_nibbles_readings(weights, biases, codes, inputs, units, accumulators);
}

/* inputs, units, kind of weights, kind of codes, weights, biases, in, out */
static int32_t run_dense(const edgenet_arrays *a, const int32_t *o)
{
    typedef void (*kernel)(const uint8_t *, const int32_t *, const int32_t *, size_t, size_t, int32_t *);
    static const kernel kernels[] = {dense, dense_nibbles, dense_readings, dense_nibbles_readings};
    size_t inputs = (size_t)o[0];
    size_t units = (size_t)o[1];
    int32_t in_words = o[3] == 0 ? edgenet_words_of_bytes(o[0]) : o[0];
    const uint8_t *weights;
    const int32_t *biases = (const int32_t *)edgenet_table(a, o[5], o[1]);
    const int32_t *codes = edgenet_in_work(a, o[6], in_words);
    int32_t *accumulators = edgenet_in_work(a, o[7], o[1]);
    if (((o[2] | o[3]) & ~1) != 0)
    {
        return EDGENET_UNKNOWN_INSTRUCTION;
    }

    weights = edgenet_weights_in_model(a, o[4], o[0], o[1], o[2]);
    if (o[0] > EDGENET_MOST_INPUTS || weights == NULL || biases == NULL || codes == NULL || accumulators == NULL || !edgenet_are_apart(o[6], in_words, o[7], o[1]))
    {
        return EDGENET_INVALID;
    }

    kernels[o[2] + 2 * o[3]](weights, biases, codes, inputs, units, accumulators);
    return EDGENET_DONE;
}

/* What the three forms of activation have in common: units, multipliers, ..., in, out. */
typedef struct activation
{
    const int32_t *accumulators;
    const int32_t *multipliers;
    int8_t *codes;
} activation;

static int find_activation(const edgenet_arrays *a, const int32_t *o, int shift_at, int in_at, activation *found)
{
    int32_t units = o[0];
    int32_t words = edgenet_words_of_bytes(units);
    int32_t in = o[in_at];
    int32_t out = o[in_at + 1];
    found->accumulators = edgenet_in_work(a, in, units);
    found->multipliers = (const int32_t *)edgenet_table(a, o[1], units);
    found->codes = (int8_t *)edgenet_in_work(a, out, words);
    return found->accumulators != NULL && found->multipliers != NULL && found->codes != NULL && edgenet_are_apart(in, units, out, words)
        && o[shift_at] >= 1 && o[shift_at] <= 52;
}

static int is_code(int32_t value)
{
    return value >= -128 && value <= 127;
}

/* units, multipliers, shift, zero point, lowest, in, out */
static int32_t run_requantize(const edgenet_arrays *a, const int32_t *o)
{
    activation found;
    if (!find_activation(a, o, 2, 5, &found) || !is_code(o[3]) || !is_code(o[4]))
    {
        return EDGENET_INVALID;
    }

    edgenet_requantize(found.accumulators, found.multipliers, (size_t)o[0], o[2], o[3], o[4], found.codes);
    return EDGENET_DONE;
}

/* units, multipliers, negative multipliers, shift, zero point, in, out */
static int32_t run_leaky(const edgenet_arrays *a, const int32_t *o)
{
    const int32_t *negatives = (const int32_t *)edgenet_table(a, o[2], o[0]);
    activation found;
    if (!find_activation(a, o, 3, 5, &found) || negatives == NULL || !is_code(o[4]))
    {
        return EDGENET_INVALID;
    }

    edgenet_requantize_leaky(found.accumulators, found.multipliers, negatives, (size_t)o[0], o[3], o[4], found.codes);
    return EDGENET_DONE;
}

/* units, multipliers, shift, table, in, out */
static int32_t run_look_up(const edgenet_arrays *a, const int32_t *o)
{
    const int8_t *table = (const int8_t *)edgenet_in_model(a, o[3], 1024);
    activation found;
    if (!find_activation(a, o, 2, 4, &found) || table == NULL)
    {
        return EDGENET_INVALID;
    }

    edgenet_look_up(found.accumulators, found.multipliers, (size_t)o[0], o[2], table, found.codes);
    return EDGENET_DONE;
}

int32_t edgenet_execute(const edgenet_arrays *arrays)
{
    typedef int32_t (*instruction)(const edgenet_arrays *a, const int32_t *operands);
    static const instruction instructions[] = {
        NULL, run_quantize, run_shift, run_dense, run_requantize, run_leaky, run_look_up, edgenet_run_highest, edgenet_run_softmax, edgenet_run_quantities,
        edgenet_run_window, edgenet_run_crc, edgenet_run_bound, edgenet_run_logistic};
    static const uint8_t operand_counts[] = {0, 5, 6, 8, 7, 7, 6, 3, 3, 5, 11, 3, 9, 2};
    const int32_t *program = arrays->program;
    int64_t length = arrays->program_length;
    int64_t at = 1;
    if (program == NULL || arrays->model == NULL || arrays->work == NULL || length < 1)
    {
        return EDGENET_INVALID;
    }

    if (program[0] != EDGENET_NATIVE_VERSION)
    {
        return EDGENET_UNKNOWN_INSTRUCTION;
    }

    while (at < length && program[at] != 0)
    {
        int32_t code = program[at];
        int32_t count;
        int32_t result;
        if (code < 0 || code >= (int32_t)(sizeof operand_counts))
        {
            return EDGENET_UNKNOWN_INSTRUCTION;
        }

        if (at + 1 == length)
        {
            return EDGENET_INVALID;
        }

        count = program[at + 1];
        if (count < operand_counts[code] || count > length - at - 2)
        {
            return EDGENET_INVALID;
        }

        result = instructions[code](arrays, program + at + 2);
        if (result != EDGENET_DONE)
        {
            return result;
        }

        at += 2 + (int64_t)count;
    }

    return EDGENET_DONE;
}
