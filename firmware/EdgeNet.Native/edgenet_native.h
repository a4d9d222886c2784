/* The kernels of EdgeNet inside a firmware: one function that runs a program over arrays. firmware/NATIVE.md describes the program.
 *
 * C99, also valid C++11. Nothing here allocates or keeps a state. Nothing outside the arrays is read or written, whatever the program says. */
#ifndef EDGENET_NATIVE_H
#define EDGENET_NATIVE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C"
{
#endif

/* The version of the interface, the first number of a program. */
#define EDGENET_NATIVE_VERSION 1

/* What edgenet_execute returns. */
#define EDGENET_DONE 0
#define EDGENET_INVALID (-1) /* an operand lies outside an array, or makes no sense */
#define EDGENET_UNKNOWN_INSTRUCTION (-2) /* a version, an instruction, or a kind of something that a later library has */

/* The arrays that a program works with; each begins at a multiple of four bytes. Lengths are in elements. An array that is absent is
 * NULL and has length 0. */
typedef struct edgenet_arrays
{
    const int32_t *program;
    const uint8_t *model; /* the bytes of a .edgenet file */
    int32_t *work;
    const float *features;
    const int32_t *readings;
    const int16_t *window;
    float *outputs;
    int32_t program_length;
    int32_t model_length;
    int32_t work_length;
    int32_t features_length;
    int32_t readings_length;
    int32_t window_length;
    int32_t outputs_length;
} edgenet_arrays;

/* Runs a program from its beginning to its end, or to the first instruction that cannot be run. */
int32_t edgenet_execute(const edgenet_arrays *arrays);

#ifdef __cplusplus
}
#endif

#endif
