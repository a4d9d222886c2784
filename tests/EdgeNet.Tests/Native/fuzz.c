/* Runs random programs: sound ones, ones with a word changed, and nonsense, over arrays that are exactly as long as they say, so that a
 * sanitizer sees what is read or written beside them. Prints how often each instruction ran to its end, and a hash of all results and of
 * all that was written, which is the same for every compiler and processor.
 *
 *     fuzz PROGRAMS SEED */
#include "edgenet_native.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INSTRUCTIONS 14
#define MOST_WORDS 120

static uint64_t state;
static uint64_t hash = UINT64_C(14695981039346656037);
static unsigned long done[INSTRUCTIONS];

static uint32_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 16);
}

static int32_t below(int32_t limit)
{
    return limit <= 0 ? 0 : (int32_t)(next() % (uint32_t)limit);
}

static void add_to_hash(uint32_t word)
{
    hash = (hash ^ word) * UINT64_C(1099511628211);
}

/* A word that is likely to be a wrong operand. */
static int32_t any_word(void)
{
    static const int32_t ends[] = {0, 1, -1, -2, 2, 3, 4, 7, 8, 15, 16, 127, 128, -128, 255, 1024, 4096, 65535, 65536, 1 << 22, 1 << 30,
        INT32_MAX, INT32_MAX - 1, INT32_MAX - 3, INT32_MIN, INT32_MIN + 1, -4, -1024};
    switch (below(3))
    {
        case 0:
            return ends[below((int32_t)(sizeof ends / sizeof ends[0]))];
        case 1:
            return below(2000) - 20;
        default:
            return (int32_t)next();
    }
}

typedef struct random_case
{
    edgenet_arrays arrays;
    int32_t words[MOST_WORDS];
    int32_t count;
    int32_t last; /* the last instruction */
} random_case;

static void put(random_case *c, int32_t word)
{
    c->words[c->count++] = word;
}

static void begin(random_case *c, int32_t code, int32_t operands)
{
    c->last = code;
    put(c, code);
    put(c, operands);
}

/* A place for words in one of the parts of work, in which no two instructions' operands overlap; mostly there is room. */
static int32_t place(const random_case *c, int32_t part, int32_t parts, int32_t words)
{
    int32_t length = c->arrays.work_length / parts;
    return part * length + below(length - words + 1);
}

static int32_t in_model(const random_case *c, int32_t bytes)
{
    return below((c->arrays.model_length - bytes) / 4 + 1) * 4;
}

static int32_t source(random_case *c, int32_t count)
{
    return below(3) == 0 ? place(c, 0, 2, count) : -1;
}

/* The features of a window, written into the model. */
static int32_t put_features(random_case *c, uint8_t *model, int32_t count, int32_t length, int32_t channels, int has_bands)
{
    int32_t at = in_model(c, 8 * count);
    int32_t f;
    for (f = 0; f < count && at + 8 * f + 8 <= c->arrays.model_length; f++)
    {
        uint8_t *feature = model + at + 8 * f;
        int32_t first = 1 + below(length / 2);
        int32_t last = first + below(length / 2 - first + 1);
        feature[0] = (uint8_t)below(12);
        feature[0] = feature[0] == 10 && !has_bands ? (uint8_t)0 : feature[0];
        feature[1] = (uint8_t)below(channels);
        feature[2] = (uint8_t)below(channels);
        feature[3] = 0;
        feature[4] = (uint8_t)(first & 255);
        feature[5] = (uint8_t)(first >> 8);
        feature[6] = (uint8_t)(last & 255);
        feature[7] = (uint8_t)(last >> 8);
    }

    return at;
}

static void put_window(random_case *c, uint8_t *model)
{
    int32_t length = 2 + below(24);
    int32_t channels = 1 + below(4);
    int32_t count = 1 + below(12);
    int32_t position_at = place(c, 0, 6, 1);
    begin(c, 10, 11);
    put(c, length);
    put(c, channels);
    put(c, position_at);
    put(c, place(c, 1, 6, (length * channels + 1) / 2));
    put(c, place(c, 2, 6, (length + 1) / 2));
    put(c, place(c, 3, 6, (length + 1) / 2));
    put(c, place(c, 4, 6, (length + 1) / 2));
    put(c, below(15));
    put(c, put_features(c, model, count, length, channels, 1));
    put(c, count);
    put(c, place(c, 5, 6, count));
    if (position_at < c->arrays.work_length)
    {
        c->arrays.work[position_at] = below(length);
    }
}

static void put_instruction(random_case *c, uint8_t *model, int32_t code)
{
    int32_t count = 1 + below(20);
    int32_t units = 1 + below(8);
    int32_t kind = below(2);
    int32_t codes = below(2);
    switch (code)
    {
        case 1:
            begin(c, 1, 5);
            put(c, count);
            put(c, source(c, count));
            put(c, in_model(c, 4 * count));
            put(c, in_model(c, 4 * count));
            put(c, place(c, 1, 2, (count + 3) / 4));
            break;
        case 2:
            begin(c, 2, 6);
            put(c, count);
            put(c, source(c, count));
            put(c, in_model(c, 4 * count));
            put(c, in_model(c, 4 * count));
            put(c, in_model(c, count));
            put(c, place(c, 1, 2, count));
            break;
        case 3:
            begin(c, 3, 8);
            put(c, count);
            put(c, units);
            put(c, kind);
            put(c, codes);
            put(c, in_model(c, count * units));
            put(c, in_model(c, 4 * units));
            put(c, place(c, 0, 2, count));
            put(c, place(c, 1, 2, units));
            break;
        case 4:
            begin(c, 4, 7);
            put(c, units);
            put(c, in_model(c, 4 * units));
            put(c, 1 + below(52));
            put(c, below(256) - 128);
            put(c, below(256) - 128);
            put(c, place(c, 0, 2, units));
            put(c, place(c, 1, 2, (units + 3) / 4));
            break;
        case 5:
            begin(c, 5, 7);
            put(c, units);
            put(c, in_model(c, 4 * units));
            put(c, in_model(c, 4 * units));
            put(c, 1 + below(52));
            put(c, below(256) - 128);
            put(c, place(c, 0, 2, units));
            put(c, place(c, 1, 2, (units + 3) / 4));
            break;
        case 6:
            begin(c, 6, 6);
            put(c, units);
            put(c, in_model(c, 4 * units));
            put(c, 1 + below(52));
            put(c, in_model(c, 1024));
            put(c, place(c, 0, 2, units));
            put(c, place(c, 1, 2, (units + 3) / 4));
            break;
        case 7:
            begin(c, 7, 3);
            put(c, count);
            put(c, place(c, 0, 2, count));
            put(c, place(c, 1, 2, 1));
            break;
        case 8:
            begin(c, 8, 3);
            put(c, count);
            put(c, place(c, 0, 1, count));
            put(c, (int32_t)next());
            break;
        case 9:
            begin(c, 9, 5);
            put(c, count);
            put(c, place(c, 0, 1, count));
            put(c, in_model(c, 4 * count));
            put(c, in_model(c, 4 * count));
            put(c, below(2));
            break;
        case 10:
            put_window(c, model);
            break;
        case 11:
            begin(c, 11, 3);
            put(c, below(c->arrays.model_length));
            put(c, 1 + below(100));
            put(c, place(c, 0, 1, 1));
            break;
        case 12:
            begin(c, 12, 9);
            put(c, count);
            put(c, units);
            put(c, kind);
            put(c, in_model(c, count * units));
            put(c, in_model(c, 4 * units));
            put(c, codes ? in_model(c, 4 * count) : -1);
            put(c, codes ? in_model(c, 4 * count) : -1);
            put(c, codes ? in_model(c, count) : -1);
            put(c, place(c, 0, 1, 1));
            break;
        default:
            begin(c, 13, 2);
            put(c, place(c, 0, 1, 1));
            put(c, (int32_t)next());
            break;
    }
}

/* Memory with nothing beside it, filled with random words; NULL for none. */
static void *filled(size_t bytes, int32_t range)
{
    uint8_t *memory = bytes == 0 ? NULL : (uint8_t *)malloc(bytes);
    size_t i;
    for (i = 0; i < bytes; i++)
    {
        memory[i] = (uint8_t)next();
    }

    /* Small numbers are what most instructions are made for. */
    for (i = 0; range > 0 && i + 4 <= bytes; i += 4)
    {
        int32_t small = below(2 * range) - range;
        memcpy(memory + i, &small, sizeof small);
    }

    return memory;
}

static void hash_floats(const float *values, int32_t count)
{
    int32_t i;
    for (i = 0; i < count; i++)
    {
        uint32_t bits;
        memcpy(&bits, values + i, sizeof bits);
        add_to_hash(values[i] != values[i] ? 0x7FC00000u : bits);
    }
}

static void run_one(void)
{
    random_case c;
    uint8_t *model;
    int32_t *program;
    int32_t instructions = 1 + below(3);
    int uses_exp = 0;
    int32_t result;
    int32_t i;
    memset(&c, 0, sizeof c);
    c.arrays.model_length = below(8) == 0 ? below(64) : 1024 + below(2000);
    c.arrays.work_length = below(8) == 0 ? below(40) : 100 + below(400);
    c.arrays.features_length = below(4) == 0 ? 0 : below(60);
    c.arrays.readings_length = below(4) == 0 ? 0 : below(60);
    c.arrays.window_length = below(8) == 0 ? below(50) : 100;
    c.arrays.outputs_length = below(8) == 0 ? below(4) : 30;
    model = (uint8_t *)filled((size_t)c.arrays.model_length, below(2) == 0 ? 0 : 1 << below(28));
    c.arrays.model = model;
    c.arrays.work = (int32_t *)filled(4 * (size_t)c.arrays.work_length, below(2) == 0 ? 0 : 1 << below(28));
    c.arrays.features = (float *)filled(4 * (size_t)c.arrays.features_length, 0);
    c.arrays.readings = (int32_t *)filled(4 * (size_t)c.arrays.readings_length, below(2) == 0 ? 0 : 1 << below(28));
    c.arrays.window = (int16_t *)filled(2 * (size_t)c.arrays.window_length, 0);
    c.arrays.outputs = (float *)filled(4 * (size_t)c.arrays.outputs_length, 0);
    put(&c, EDGENET_NATIVE_VERSION);
    for (i = 0; i < instructions; i++)
    {
        int32_t code = 1 + below(INSTRUCTIONS - 1);
        uses_exp |= code == 8 || code == 13;
        put_instruction(&c, model, code);
    }

    if (below(2) == 0)
    {
        put(&c, 0);
    }

    for (i = below(4) == 0 ? 1 + below(4) : 0; i > 0; i--)
    {
        int32_t word = any_word();
        c.words[below(c.count)] = word;
        uses_exp = 1; /* what it became is not known */
    }

    c.arrays.program_length = below(16) == 0 ? below(c.count + 1) : c.count;
    program = c.arrays.program_length == 0 ? NULL : (int32_t *)malloc(4 * (size_t)c.arrays.program_length);
    if (program != NULL)
    {
        memcpy(program, c.words, 4 * (size_t)c.arrays.program_length);
    }

    c.arrays.program = program;
    result = edgenet_execute(&c.arrays);
    if (result != EDGENET_DONE && result != EDGENET_INVALID && result != EDGENET_UNKNOWN_INSTRUCTION)
    {
        printf("returned %" PRId32 "\n", result);
        exit(1);
    }

    done[c.last] += result == EDGENET_DONE ? 1u : 0u;
    add_to_hash((uint32_t)result);
    for (i = 0; i < c.arrays.work_length; i++)
    {
        add_to_hash((uint32_t)c.arrays.work[i]);
    }

    if (!uses_exp) /* exp may differ in its last digit */
    {
        hash_floats(c.arrays.outputs, c.arrays.outputs_length);
    }

    free(program);
    free(model);
    free(c.arrays.work);
    free((void *)(uintptr_t)c.arrays.features);
    free((void *)(uintptr_t)c.arrays.readings);
    free((void *)(uintptr_t)c.arrays.window);
    free(c.arrays.outputs);
}

int main(int argc, char **argv)
{
    long programs = argc > 1 ? atol(argv[1]) : 1000;
    int i;
    state = argc > 2 ? (uint64_t)atol(argv[2]) * UINT64_C(2654435761) + 1 : 1;
    for (; programs > 0; programs--)
    {
        run_one();
    }

    for (i = 1; i < INSTRUCTIONS; i++)
    {
        printf("instruction %d ran to its end %lu times\n", i, done[i]);
    }

    printf("hash %016" PRIx64 "\n", hash);
    return 0;
}
