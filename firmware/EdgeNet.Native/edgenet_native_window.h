/* The features of a window whose readings stand in rings. */
#ifndef EDGENET_NATIVE_WINDOW_H
#define EDGENET_NATIVE_WINDOW_H

#include "edgenet_native_arrays.h"

#define EDGENET_MAX_WINDOW 4096
#define EDGENET_MAX_BAND_WINDOW 1024
#define EDGENET_MAX_CHANNELS 256
#define EDGENET_MAX_FEATURES 65535

/* What the features of a window need beside its readings. */
typedef struct edgenet_needs
{
    int deviations;
    int bands;
} edgenet_needs;

/* Checks features against a window, and finds out what they need. */
static inline int32_t edgenet_check_features(
    const edgenet_feature *features, int32_t count, int32_t length, int32_t channels, edgenet_needs *needs)
{
    int32_t f;
    needs->deviations = 0;
    needs->bands = 0;
    for (f = 0; f < count; f++)
    {
        const edgenet_feature *feature = features + f;
        int is_band = feature->kind == 10;
        if (feature->kind > 11)
        {
            return EDGENET_UNKNOWN_INSTRUCTION;
        }

        if (feature->channel >= channels || feature->second_channel >= channels || (is_band && feature->last_bin > length / 2))
        {
            return EDGENET_INVALID;
        }

        needs->bands |= is_band;
        needs->deviations |= is_band || feature->kind == 8 || feature->kind == 9;
    }

    return EDGENET_DONE;
}

/* Writes the rings of all channels in the order of time, one after the other. */
static inline void edgenet_order(const int16_t *rings, int32_t length, int32_t channels, int32_t oldest, int16_t *ordered)
{
    int32_t c;
    for (c = 0; c < channels; c++)
    {
        memcpy(ordered, rings + oldest, (size_t)(length - oldest) * sizeof(int16_t));
        memcpy(ordered + (length - oldest), rings, (size_t)oldest * sizeof(int16_t));
        rings += length;
        ordered += length;
    }
}

/* A part of work that an instruction reads or writes; it is absent where nothing needs it. */
typedef struct edgenet_part
{
    int32_t first;
    int32_t words;
} edgenet_part;

/* Whether the parts lie in work, and apart from each other. */
static inline int edgenet_parts_lie_apart(const edgenet_arrays *a, const edgenet_part *parts, int count)
{
    int i;
    int j;
    for (i = 0; i < count; i++)
    {
        if (parts[i].words != 0 && !edgenet_lies_in(parts[i].first, parts[i].words, a->work_length))
        {
            return 0;
        }

        for (j = 0; j < i; j++)
        {
            if (parts[i].words != 0 && parts[j].words != 0
                && !edgenet_are_apart(parts[i].first, parts[i].words, parts[j].first, parts[j].words))
            {
                return 0;
            }
        }
    }

    return 1;
}

/* length, channels, place of the position, ordered, deviations, cosines, sines, bits, features, count, out */
static int32_t edgenet_run_window(const edgenet_arrays *a, const int32_t *o)
{
    int32_t length = o[0];
    int32_t channels = o[1];
    int32_t count = o[9];
    const edgenet_feature *features;
    int32_t position;
    int32_t words;
    int32_t result;
    edgenet_needs needs;
    edgenet_part parts[6];
    edgenet_window window;
    if (length < 2 || length > EDGENET_MAX_WINDOW || channels < 1 || channels > EDGENET_MAX_CHANNELS || count < 1
        || count > EDGENET_MAX_FEATURES || a->window == NULL || !edgenet_lies_in(0, length * channels, a->window_length))
    {
        return EDGENET_INVALID;
    }

    features = (const edgenet_feature *)edgenet_table(a, o[8], 2 * count);
    if (features == NULL)
    {
        return EDGENET_INVALID;
    }

    result = edgenet_check_features(features, count, length, channels, &needs);
    if (result != EDGENET_DONE)
    {
        return result;
    }

    words = edgenet_words_of_shorts(length);
    parts[0].first = o[2];
    parts[0].words = 1;
    parts[1].first = o[3];
    parts[1].words = edgenet_words_of_shorts(length * channels);
    parts[2].first = o[4];
    parts[2].words = needs.deviations ? words : 0;
    parts[3].first = o[5];
    parts[3].words = needs.bands ? words : 0;
    parts[4].first = o[6];
    parts[4].words = needs.bands ? words : 0;
    parts[5].first = o[10];
    parts[5].words = count;
    if (!edgenet_parts_lie_apart(a, parts, 6) || (needs.bands && (length > EDGENET_MAX_BAND_WINDOW || o[7] < 0 || o[7] > 14)))
    {
        return EDGENET_INVALID;
    }

    position = a->work[o[2]];
    if (position < 0 || position >= length)
    {
        return EDGENET_INVALID;
    }

    window.readings = (const int16_t *)(const void *)(a->work + o[3]);
    window.length = length;
    window.channels = channels;
    window.deviations = needs.deviations ? (int16_t *)(void *)(a->work + o[4]) : NULL;
    window.turn.cosines = needs.bands ? (const int16_t *)(const void *)(a->work + o[5]) : NULL;
    window.turn.sines = needs.bands ? (const int16_t *)(const void *)(a->work + o[6]) : NULL;
    window.turn.bits = o[7];
    edgenet_order(a->window, length, channels, position, (int16_t *)(void *)(a->work + o[3]));
    edgenet_window_features(&window, features, (size_t)count, a->work + o[10]);
    return EDGENET_DONE;
}

#endif
