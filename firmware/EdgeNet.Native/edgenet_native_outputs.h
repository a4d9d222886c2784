/* From logits to a class, probabilities and quantities. */
#ifndef EDGENET_NATIVE_OUTPUTS_H
#define EDGENET_NATIVE_OUTPUTS_H

#include "edgenet_native_arrays.h"

/* count, in, out */
static int32_t edgenet_run_highest(const edgenet_arrays *a, const int32_t *o)
{
    const int32_t *logits = edgenet_in_work(a, o[1], o[0]);
    int32_t *out = edgenet_in_work(a, o[2], 1);
    if (logits == NULL || out == NULL || !edgenet_are_apart(o[1], o[0], o[2], 1))
    {
        return EDGENET_INVALID;
    }

    *out = edgenet_index_of_highest(logits, o[0]);
    return EDGENET_DONE;
}

/* Whether there is room for outputs. */
static inline int edgenet_has_outputs(const edgenet_arrays *a, int32_t count)
{
    return a->outputs != NULL && edgenet_lies_in(0, count, a->outputs_length);
}

/* count, in, bits of the logit scale */
static int32_t edgenet_run_softmax(const edgenet_arrays *a, const int32_t *o)
{
    const int32_t *logits = edgenet_in_work(a, o[1], o[0]);
    if (logits == NULL || !edgenet_has_outputs(a, o[0]))
    {
        return EDGENET_INVALID;
    }

    edgenet_softmax(logits, o[0], (double)edgenet_float_of(o[2]), a->outputs);
    return EDGENET_DONE;
}

/* in, bits of the logit scale */
static int32_t edgenet_run_logistic(const edgenet_arrays *a, const int32_t *o)
{
    const int32_t *logit = edgenet_in_work(a, o[0], 1);
    if (logit == NULL || !edgenet_has_outputs(a, 1))
    {
        return EDGENET_INVALID;
    }

    a->outputs[0] = (float)edgenet_logistic((double)*logit * (double)edgenet_float_of(o[1]));
    return EDGENET_DONE;
}

/* count, in, scales, offsets, whether a negative logit counts as 0 */
static int32_t edgenet_run_quantities(const edgenet_arrays *a, const int32_t *o)
{
    int32_t count = o[0];
    int is_relu = o[4] != 0;
    const int32_t *logits = edgenet_in_work(a, o[1], count);
    const float *scales = (const float *)edgenet_table(a, o[2], count);
    const float *offsets = (const float *)edgenet_table(a, o[3], count);
    int32_t j;
    if (logits == NULL || scales == NULL || offsets == NULL || !edgenet_has_outputs(a, count))
    {
        return EDGENET_INVALID;
    }

    for (j = 0; j < count; j++)
    {
        a->outputs[j] = edgenet_quantity(is_relu && logits[j] < 0 ? 0 : logits[j], scales[j], offsets[j]);
    }

    return EDGENET_DONE;
}

#endif
