// What the processor at hand can do. Include it first.

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-math-errno", "no-trapping-math") // nobody reads the flags; loops with conditions can be vectorised
#endif

// On Linux with gcc each function so marked is compiled for three generations of processors, and the loader picks one.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__)
#define EACH_CPU __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define EACH_CPU
#endif

// Subnormal numbers cost a hundred cycles each and carry nothing here: while flush is on, they are taken and given as 0.
#if defined(__x86_64__)
#include <immintrin.h>
static inline unsigned flush_on(void) {
	unsigned before = _mm_getcsr();
	_mm_setcsr(before | 0x8040);
	return before;
}
static inline void flush_restore(unsigned before) { _mm_setcsr(before); }
#else
static inline unsigned flush_on(void) { return 0; }
static inline void flush_restore(unsigned before) { (void)before; }
#endif
