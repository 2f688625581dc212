// A layer of maxout convolution with max pooling, in float32. convplain.go holds the same in Go, and is compared with it.
#include <stdint.h>

// The shape: the fields of Conv in conv.go, and what follows from them.
struct gan_conv {
	int64_t channels, height, width; // of the input
	int64_t kernel, pad;
	int64_t maps, pieces;
	int64_t pool, stride;
	int64_t rows, cols;               // of a map before pooling
	int64_t pooled_rows, pooled_cols; // of a map after it
};

enum {
	GAN_EXAMPLES = 32, // side by side in one call of gan_conv_forward
	GAN_FILTERS = 8,   // side by side in its weights
	GAN_VECTOR = 32,   // what rows of weights are padded to a multiple of in the derivatives
};

void gan_conv_pack(const struct gan_conv *s, float *packed, const float *w);
void gan_conv_forward(const struct gan_conv *s, float *y, uint32_t *winner, const float *x, int64_t n, const float *packed, const float *bias, float *scratch, const char *kernels);

void gan_conv_rows(const struct gan_conv *s, float *rows, const float *w);
void gan_conv_by_input(const struct gan_conv *s, float *dx, const uint32_t *winner, const float *dy, int64_t n, const float *rows, float *padded);
void gan_conv_by_weights(const struct gan_conv *s, float *dw, const uint32_t *winner, const float *dy, const float *x, int64_t n, int64_t from, int64_t to, float *rows, float *padded);
