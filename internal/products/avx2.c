#include "products.h"

#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("avx2,fma")))
#define MOST_ROWS 6 // 12 of the 16 registers hold sums

#define NAME(x) float_##x
#define ELEMENT float
#define VECTOR __m256
#define LANES 8
#define LOAD(p) _mm256_loadu_ps(p)
#define STORE(p, v) _mm256_storeu_ps(p, v)
#define SPLAT(x) _mm256_set1_ps(x)
#define ZERO _mm256_setzero_ps()
#define MULTIPLY(a, b) _mm256_mul_ps(a, b)
#define FMA(a, b, c) _mm256_fmadd_ps(a, b, c)
#include "tile.h"

#define NAME(x) double_##x
#define ELEMENT double
#define VECTOR __m256d
#define LANES 4
#define LOAD(p) _mm256_loadu_pd(p)
#define STORE(p, v) _mm256_storeu_pd(p, v)
#define SPLAT(x) _mm256_set1_pd(x)
#define ZERO _mm256_setzero_pd()
#define MULTIPLY(a, b) _mm256_mul_pd(a, b)
#define FMA(a, b, c) _mm256_fmadd_pd(a, b, c)
#include "tile.h"

struct kernels products_avx2(void) {
	__builtin_cpu_init();
	return (struct kernels){"avx2", __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"), MOST_ROWS, 8, MOST_ROWS, 4, float_multiply, double_multiply};
}
#else
struct kernels products_avx2(void) { return (struct kernels){"avx2"}; }
#endif
