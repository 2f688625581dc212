#include "products.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f")))
#define MOST_ROWS 12 // 24 of the 32 registers hold sums

#define NAME(x) float_##x
#define ELEMENT float
#define VECTOR __m512
#define LANES 16
#define LOAD(p) _mm512_loadu_ps(p)
#define STORE(p, v) _mm512_storeu_ps(p, v)
#define SPLAT(x) _mm512_set1_ps(x)
#define ZERO _mm512_setzero_ps()
#define MULTIPLY(a, b) _mm512_mul_ps(a, b)
#define FMA(a, b, c) _mm512_fmadd_ps(a, b, c)
#include "tile.h"

#define NAME(x) double_##x
#define ELEMENT double
#define VECTOR __m512d
#define LANES 8
#define LOAD(p) _mm512_loadu_pd(p)
#define STORE(p, v) _mm512_storeu_pd(p, v)
#define SPLAT(x) _mm512_set1_pd(x)
#define ZERO _mm512_setzero_pd()
#define MULTIPLY(a, b) _mm512_mul_pd(a, b)
#define FMA(a, b, c) _mm512_fmadd_pd(a, b, c)
#include "tile.h"

struct kernels products_avx512(void) {
	__builtin_cpu_init();
	return (struct kernels){"avx512", __builtin_cpu_supports("avx512f") != 0, MOST_ROWS, 16, MOST_ROWS, 8, float_multiply, double_multiply};
}
#else
struct kernels products_avx512(void) { return (struct kernels){"avx512"}; }
#endif
