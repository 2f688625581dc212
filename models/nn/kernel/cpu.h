// How functions are compiled for the processor at hand. Include it first.
//
// No processor changes a bit: nothing here adds in another order in wider vectors, and products and sums are rounded one by one (gcc fuses
// nothing under -std=c11, clang under this pragma), unless fma is written.
#pragma STDC FP_CONTRACT OFF

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC optimize("no-math-errno", "no-trapping-math") // nobody reads the flags; loops with conditions can be vectorised
#endif

// On Linux with gcc each function so marked is compiled for three generations of processors, and the loader picks one.
#if defined(__x86_64__) && defined(__linux__) && defined(__GNUC__) && !defined(__clang__)
#define EACH_CPU __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define EACH_CPU
#endif
