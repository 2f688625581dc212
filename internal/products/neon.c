#include "products.h"

#if defined(__aarch64__)
#include <arm_neon.h>

#define TARGET
#define MOST_ROWS 8 // 16 of the 32 registers hold sums

#define NAME(x) float_##x
#define ELEMENT float
#define VECTOR float32x4_t
#define LANES 4
#define LOAD(p) vld1q_f32(p)
#define STORE(p, v) vst1q_f32(p, v)
#define SPLAT(x) vdupq_n_f32(x)
#define ZERO vdupq_n_f32(0)
#define MULTIPLY(a, b) vmulq_f32(a, b)
#define FMA(a, b, c) vfmaq_f32(c, a, b)
#include "tile.h"

#define NAME(x) double_##x
#define ELEMENT double
#define VECTOR float64x2_t
#define LANES 2
#define LOAD(p) vld1q_f64(p)
#define STORE(p, v) vst1q_f64(p, v)
#define SPLAT(x) vdupq_n_f64(x)
#define ZERO vdupq_n_f64(0)
#define MULTIPLY(a, b) vmulq_f64(a, b)
#define FMA(a, b, c) vfmaq_f64(c, a, b)
#include "tile.h"

struct kernels products_neon(void) { return (struct kernels){"neon", 1, MOST_ROWS, 4, MOST_ROWS, 2, float_multiply, double_multiply}; }
#else
struct kernels products_neon(void) { return (struct kernels){"neon"}; }
#endif
