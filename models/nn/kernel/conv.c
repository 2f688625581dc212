#include "cpu.h"
#include "conv.h"

#include <math.h>
#include <string.h>

enum { EXAMPLES = GAN_EXAMPLES, FILTERS = GAN_FILTERS, LANES = EXAMPLES * FILTERS, VECTOR = GAN_VECTOR };

static inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

// Forward. Examples lie side by side, so that a window of the input is a matrix as it stands, kernel·channels rows of EXAMPLES
// values for each of its rows: nothing is copied out for the product, and taps on the padding are left out of it.

// A tile is the product of a window by FILTERS filters: sum[f][example] = Σ w[k][f]·x[k][example], in rows of run terms, one chain of fused
// multiply-adds for each sum.
#define TILE(name, target, vector, width, filters, load, store, splat, zero, fuse) \
	target static void name(float *restrict sum, const float *x, const float *w, int64_t rows, int64_t run, int64_t x_step, int64_t w_step) { \
		for (int f = 0; f < FILTERS; f += filters) \
			for (int e = 0; e < EXAMPLES; e += 2 * width) { \
				vector a[filters], b[filters]; \
				for (int i = 0; i < filters; i++) a[i] = b[i] = zero; \
				for (int64_t r = 0; r < rows; r++) { \
					const float *xr = x + r * x_step + e, *wr = w + r * w_step + f; \
					for (int64_t k = 0; k < run; k++, xr += EXAMPLES, wr += FILTERS) { \
						vector x0 = load(xr), x1 = load(xr + width); \
						for (int i = 0; i < filters; i++) { \
							vector factor = splat(wr[i]); \
							a[i] = fuse(factor, x0, a[i]); \
							b[i] = fuse(factor, x1, b[i]); \
						} \
					} \
				} \
				for (int i = 0; i < filters; i++) { \
					store(sum + (f + i) * EXAMPLES + e, a[i]); \
					store(sum + (f + i) * EXAMPLES + e + width, b[i]); \
				} \
			} \
	}

// The plain tile defines the result: fmaf is that of the C standard.
#define PLAIN_LOAD(p) (*(p))
#define PLAIN_STORE(p, v) (*(p) = (v))
#define PLAIN_SPLAT(x) (x)
TILE(tile_plain, , float, 1, 4, PLAIN_LOAD, PLAIN_STORE, PLAIN_SPLAT, 0, fmaf)

// The sums of a tile stay in registers: 16 of the 32 of AVX-512 and NEON, 8 of the 16 of AVX2.
#if defined(__x86_64__)
#include <immintrin.h>
TILE(tile_avx2, __attribute__((target("avx2,fma"))), __m256, 8, 4, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_set1_ps, _mm256_setzero_ps(), _mm256_fmadd_ps)
TILE(tile_avx512, __attribute__((target("avx512f"))), __m512, 16, 8, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_set1_ps, _mm512_setzero_ps(), _mm512_fmadd_ps)
#elif defined(__aarch64__)
#include <arm_neon.h>
#define NEON_FMA(a, b, c) vfmaq_f32(c, a, b)
TILE(tile_neon, , float32x4_t, 4, 8, vld1q_f32, vst1q_f32, vdupq_n_f32, vdupq_n_f32(0), NEON_FMA)
#endif

typedef void tile_t(float *, const float *, const float *, int64_t, int64_t, int64_t, int64_t);

// tile_of returns the tile for the kernels that package products has in use.
static tile_t *tile_of(const char *kernels) {
#if defined(__x86_64__)
	if (strcmp(kernels, "avx512") == 0) return tile_avx512;
	if (strcmp(kernels, "avx2") == 0) return tile_avx2;
#elif defined(__aarch64__)
	if (strcmp(kernels, "neon") == 0) return tile_neon;
#endif
	return tile_plain;
}

// gan_conv_pack orders the weights by (group of FILTERS maps, piece, kernel row, kernel column, channel, map of the group).
void gan_conv_pack(const struct gan_conv *s, float *packed, const float *w) {
	int64_t area = s->kernel * s->kernel;
	for (int64_t m = 0; m < s->maps; m += FILTERS)
		for (int64_t p = 0; p < s->pieces; p++)
			for (int64_t k = 0; k < area; k++)
				for (int64_t c = 0; c < s->channels; c++)
					for (int64_t f = 0; f < FILTERS; f++)
						*packed++ = m + f < s->maps ? w[(c * area + k) * s->maps * s->pieces + p * s->maps + m + f] : 0;
}

// abreast puts n examples side by side, by (row, column, channel, example); those that are not there are 0.
static void abreast(const struct gan_conv *s, float *restrict dst, const float *restrict x, int64_t n) {
	enum { AT_ONCE = 16 };
	int64_t area = s->height * s->width;
	if (n < EXAMPLES) memset(dst, 0, area * s->channels * EXAMPLES * sizeof *dst);
	for (int64_t c = 0; c < s->channels; c++)
		for (int64_t from = 0; from < area; from += AT_ONCE)
			for (int64_t e = 0; e < n; e++)
				for (int64_t i = from; i < least(from + AT_ONCE, area); i++)
					dst[(i * s->channels + c) * EXAMPLES + e] = x[(e * s->channels + c) * area + i];
}

// A map before pooling has LANES values at each position, those of a group of maps for all examples.
struct map {
	float *value;
	uint32_t *winner; // position << 8 | piece that has the value
};

// maxout computes the maps of a group from the examples abreast.
EACH_CPU static void maxout(const struct gan_conv *s, struct map map, const float *x, const float *w, const float *bias, int64_t group, tile_t *tile) {
	int64_t taps = s->kernel * s->kernel * s->channels;
	for (int64_t row = 0; row < s->rows; row++)
		for (int64_t col = 0; col < s->cols; col++, map.value += LANES, map.winner += LANES) {
			int64_t top = most(0, s->pad - row), bottom = least(s->kernel, s->height + s->pad - row); // taps on the input
			int64_t left = most(0, s->pad - col), right = least(s->kernel, s->width + s->pad - col);
			const float *window = x + ((row + top - s->pad) * s->width + col + left - s->pad) * s->channels * EXAMPLES;
			for (uint32_t p = 0, position = (uint32_t)(row * s->cols + col) << 8; p < s->pieces; p++) {
				float sum[LANES];
				tile(sum, window, w + (p * taps + (top * s->kernel + left) * s->channels) * FILTERS, bottom - top,
					(right - left) * s->channels, s->width * s->channels * EXAMPLES, s->kernel * s->channels * FILTERS);
				for (int64_t f = 0; f < least(FILTERS, s->maps - group); f++) {
					float b = bias[p * s->maps + group + f];
					for (int64_t i = f * EXAMPLES; i < (f + 1) * EXAMPLES; i++) sum[i] += b;
				}
				if (p == 0) {
					memcpy(map.value, sum, sizeof sum);
					for (int64_t i = 0; i < LANES; i++) map.winner[i] = position;
					continue;
				}
				for (int64_t i = 0; i < LANES; i++) {
					int better = !(sum[i] <= map.value[i]) & (map.value[i] == map.value[i]); // the first NaN stays
					map.value[i] = better ? sum[i] : map.value[i];
					map.winner[i] = better ? position | p : map.winner[i];
				}
			}
		}
}

// pool leaves the largest of each window in its place, in order: no window begins before its own number.
EACH_CPU static void pool(const struct gan_conv *s, struct map map) {
	for (int64_t at = 0; at < s->pooled_rows * s->pooled_cols; at++) {
		int64_t top = at / s->pooled_cols * s->stride, left = at % s->pooled_cols * s->stride;
		float best[LANES];
		uint32_t from[LANES];
		memcpy(best, map.value + (top * s->cols + left) * LANES, sizeof best);
		memcpy(from, map.winner + (top * s->cols + left) * LANES, sizeof from);
		for (int64_t row = top; row < least(top + s->pool, s->rows); row++)
			for (int64_t col = left + (row == top); col < least(left + s->pool, s->cols); col++) {
				const float *value = map.value + (row * s->cols + col) * LANES;
				const uint32_t *winner = map.winner + (row * s->cols + col) * LANES;
				for (int64_t i = 0; i < LANES; i++) {
					int better = !(value[i] <= best[i]) & (best[i] == best[i]);
					best[i] = better ? value[i] : best[i];
					from[i] = better ? winner[i] : from[i];
				}
			}
		memcpy(map.value + at * LANES, best, sizeof best);
		memcpy(map.winner + at * LANES, from, sizeof from);
	}
}

// apart puts a group of pooled maps where n examples one a row have them.
static void apart(const struct gan_conv *s, float *restrict y, uint32_t *restrict winner, int64_t n, struct map map, int64_t group) {
	enum { AT_ONCE = 16 };
	int64_t area = s->pooled_rows * s->pooled_cols;
	for (int64_t f = 0; f < least(FILTERS, s->maps - group); f++)
		for (int64_t from = 0; from < area; from += AT_ONCE)
			for (int64_t e = 0; e < n; e++)
				for (int64_t i = from; i < least(from + AT_ONCE, area); i++) {
					y[(e * s->maps + group + f) * area + i] = map.value[i * LANES + f * EXAMPLES + e];
					winner[(e * s->maps + group + f) * area + i] = map.winner[i * LANES + f * EXAMPLES + e];
				}
}

// gan_conv_forward takes at most EXAMPLES examples.
void gan_conv_forward(const struct gan_conv *s, float *y, uint32_t *winner, const float *x, int64_t n, const float *packed, const float *bias, float *scratch, const char *kernels) {
	tile_t *tile = tile_of(kernels);
	abreast(s, scratch, x, n);
	struct map map;
	map.value = scratch + s->height * s->width * s->channels * EXAMPLES;
	map.winner = (uint32_t *)(map.value + s->rows * s->cols * LANES);
	for (int64_t group = 0; group < s->maps; group += FILTERS) {
		maxout(s, map, scratch, packed, bias, group, tile);
		pool(s, map);
		apart(s, y, winner, n, map, group);
		packed += s->pieces * s->kernel * s->kernel * s->channels * FILTERS;
	}
}

// Backward. Of pieces × pool² values only the winner has a derivative, and dropout makes half of those 0: so winner by winner,
// a filter times the derivative is added to its window of dx, and the window of x times it to the filter's dw.
//
// One example lies by (row, column, channel) with its padding, so that a kernel's row is one run of memory; so does the row of
// a filter, which zeros fill up to whole vectors. What a run has beyond the kernel's row only ever meets those.

static inline int64_t run(const struct gan_conv *s) { return (s->kernel * s->channels + VECTOR - 1) / VECTOR * VECTOR; }

static inline int64_t padded_width(const struct gan_conv *s) { return s->width + 2 * s->pad; }

static inline int64_t padded_size(const struct gan_conv *s) {
	return (s->height + 2 * s->pad) * padded_width(s) * s->channels + VECTOR;
}

// window is the offset of a winner's in a padded example.
static inline int64_t window(const struct gan_conv *s, uint32_t winner) {
	uint32_t position = winner >> 8, cols = s->cols;
	return (position / cols * padded_width(s) + position % cols) * s->channels;
}

// gan_conv_rows orders the weights by (filter, kernel row, kernel column, channel) in such rows.
void gan_conv_rows(const struct gan_conv *s, float *rows, const float *w) {
	int64_t filters = s->maps * s->pieces;
	memset(rows, 0, filters * s->kernel * run(s) * sizeof *rows);
	for (int64_t f = 0; f < filters; f++)
		for (int64_t k = 0; k < s->kernel; k++, rows += run(s))
			for (int64_t i = 0; i < s->kernel; i++)
				for (int64_t c = 0; c < s->channels; c++)
					rows[i * s->channels + c] = w[((c * s->kernel + k) * s->kernel + i) * filters + f];
}

// add is dst += c·src for rows runs of memory. n is a multiple of VECTOR.
static inline void add(float *restrict dst, int64_t dst_step, const float *restrict src, int64_t src_step, float c, int64_t rows, int64_t n) {
	for (int64_t r = 0; r < rows; r++, dst += dst_step, src += src_step)
		for (int64_t i = 0; i < n; i += VECTOR)
			for (int j = 0; j < VECTOR; j++) dst[i + j] += c * src[i + j];
}

EACH_CPU void gan_conv_by_input(const struct gan_conv *s, float *dx, const uint32_t *winner, const float *dy, int64_t n, const float *rows, float *padded) {
	int64_t area = s->pooled_rows * s->pooled_cols, length = run(s), step = padded_width(s) * s->channels;
	for (int64_t e = 0; e < n; e++) {
		memset(padded, 0, padded_size(s) * sizeof *padded);
		for (int64_t m = 0; m < s->maps; m++)
			for (int64_t at = 0; at < area; at++, winner++, dy++) {
				if (*dy == 0) continue;
				int64_t filter = (*winner & 255) * s->maps + m;
				add(padded + window(s, *winner), step, rows + filter * s->kernel * length, length, *dy, s->kernel, length);
			}
		for (int64_t c = 0; c < s->channels; c++)
			for (int64_t row = 0; row < s->height; row++)
				for (int64_t col = 0; col < s->width; col++)
					*dx++ = padded[((row + s->pad) * padded_width(s) + col + s->pad) * s->channels + c];
	}
}

// gan_conv_by_weights computes the columns of the filters of the maps from … to−1.
EACH_CPU void gan_conv_by_weights(const struct gan_conv *s, float *dw, const uint32_t *winner, const float *dy, const float *x, int64_t n, int64_t from, int64_t to, float *rows, float *padded) {
	int64_t area = s->pooled_rows * s->pooled_cols, length = run(s), step = padded_width(s) * s->channels;
	int64_t filters = s->maps * s->pieces, size = s->kernel * length;
	for (int64_t p = 0; p < s->pieces; p++) memset(rows + (p * s->maps + from) * size, 0, (to - from) * size * sizeof *rows);
	memset(padded, 0, padded_size(s) * sizeof *padded);
	for (int64_t e = 0; e < n; e++) {
		for (int64_t c = 0; c < s->channels; c++)
			for (int64_t row = 0; row < s->height; row++)
				for (int64_t col = 0; col < s->width; col++)
					padded[((row + s->pad) * padded_width(s) + col + s->pad) * s->channels + c] = *x++;
		for (int64_t m = from; m < to; m++)
			for (int64_t at = (e * s->maps + m) * area; at < (e * s->maps + m + 1) * area; at++) {
				if (dy[at] == 0) continue;
				int64_t filter = (winner[at] & 255) * s->maps + m;
				add(rows + filter * size, length, padded + window(s, winner[at]), step, dy[at], s->kernel, length);
			}
	}
	for (int64_t p = 0; p < s->pieces; p++)
		for (int64_t f = p * s->maps + from; f < p * s->maps + to; f++)
			for (int64_t c = 0; c < s->channels; c++)
				for (int64_t k = 0; k < s->kernel; k++)
					for (int64_t i = 0; i < s->kernel; i++)
						dw[((c * s->kernel + k) * s->kernel + i) * filters + f] = rows[f * size + k * length + i * s->channels + c];
}
