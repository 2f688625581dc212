// The loops over pairs of a point and a sample. plain.go holds the same in Go, says what they do, and is compared with them.
// Nothing is fused (gcc fuses nothing under -std=c11, clang under this pragma), and sums have fixed lanes: every processor gives the same bits.
#pragma STDC FP_CONTRACT OFF
#include <stdint.h>

void parzen_centre(float *dst, double *norms, const float *data, const float *shift, int64_t rows, int64_t d);
float parzen_nearest(float *minima, const float *products, const float *half_norms, int64_t n);
int64_t parzen_take(int32_t *index, float *products, const float *half_norms, const float *minima, int64_t n, float limit);
void parzen_squares(double *squares, const float *x, const float *samples, const int32_t *index, int64_t n, int64_t d);
int64_t parzen_excesses(float *v, const float *products, const float *half_norms, const float *minima, int64_t n, float least, float limit);
void parzen_sums(double *sums, double *moments, float *v, int64_t n, const float *rates, const float *limits, int64_t sigmas);
