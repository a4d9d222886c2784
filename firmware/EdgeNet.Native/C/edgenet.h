/* EdgeNet's arithmetic in C99, also valid C++11: every fragment, in the order that each needs.
 *
 * A header that 'edgenet export --c' writes has the fragments that its model needs, with the prefix of the model instead of
 * edgenet_ and EDGENET_. The exact rules are in firmware/EdgeNet/FORMAT.md. Nothing here allocates, keeps a state or checks an
 * argument: a model file is checked before its tables come here. Arrays do not overlap unless a function says that they may. */
#ifndef EDGENET_H
#define EDGENET_H

#include <float.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The features of a window that are compiled in. */
#define EDGENET_USES_MOMENTS 1
#define EDGENET_USES_BANDS 1
#define EDGENET_USES_CORRELATION 1

/* Not in firmware: the device library computes these itself. */
#define EDGENET_USES_HANN 0
#define EDGENET_USES_AUTOCORRELATION 0
#define EDGENET_USES_LOGARITHMS 0

#include "edgenet_integers.h"
#include "edgenet_any_inputs.h"
#include "edgenet_reading_inputs.h"
#include "edgenet_dense.h"
#include "edgenet_dense_nibbles.h"
#include "edgenet_dense_readings.h"
#include "edgenet_dense_nibbles_readings.h"
#include "edgenet_requantize.h"
#include "edgenet_requantize_leaky.h"
#include "edgenet_look_up.h"
#include "edgenet_highest.h"
#include "edgenet_logistic.h"
#include "edgenet_softmax.h"
#include "edgenet_quantities.h"
#include "edgenet_square_root.h"
#include "edgenet_window.h"
#include "edgenet_deviations.h"
#include "edgenet_moments.h"
#include "edgenet_spectrum.h"
#include "edgenet_hann.h"
#include "edgenet_autocorrelation.h"
#include "edgenet_correlation.h"
#include "edgenet_magnitude.h"
#include "edgenet_logarithm.h"
#include "edgenet_window_features.h"
#include "edgenet_decision.h"

#endif
