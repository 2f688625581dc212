// The loops between the matrix products, in float32. plain.go holds the same in Go, says what they do, and is compared with them.
#include <stdint.h>

void gan_relu(float *y, const float *x, const float *bias, int64_t rows, int64_t cols);
void gan_relu_slope(float *dx, const float *y, const float *dy, int64_t n);
void gan_sigmoid(float *y, const float *x, const float *bias, int64_t rows, int64_t cols);
void gan_sigmoid_slope(float *dx, const float *y, const float *dy, int64_t n);
void gan_tanh(float *y, const float *x, const float *bias, int64_t rows, int64_t cols);
void gan_tanh_slope(float *dx, const float *y, const float *dy, int64_t n);
void gan_maxout(float *y, uint8_t *winner, const float *x, const float *bias, int64_t rows, int64_t units, int64_t pieces);
void gan_maxout_slope(float *dx, const uint8_t *winner, const float *dy, int64_t rows, int64_t units, int64_t pieces);
void gan_multiply(float *dst, const float *a, const float *b, int64_t n);
void gan_scale_rows(float *dst, const float *x, const float *c, int64_t rows, int64_t cols);
void gan_sum_rows(float *sum, const float *x, const float *c, int64_t rows, int64_t cols);
float gan_squared_norm(const float *x, int64_t n);
int gan_descend(float *w, float *v, const float *g, int64_t n, float rate, float momentum);
int gan_descend_within(float *w, float *v, const float *g, int64_t rows, int64_t cols, int64_t from, int64_t to, float limit, float rate, float momentum);
void gan_average(float *average, const float *w, int64_t n, float share);
void gan_mask(float *mask, const uint16_t *words, int64_t n, int32_t limit, float scale);
void gan_bernoulli(float *y, const float *p, const uint16_t *words, int64_t n);
