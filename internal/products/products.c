#include "products.h"

#include <string.h>

static inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t most(int64_t a, int64_t b) { return a > b ? a : b; }

typedef float four __attribute__((vector_size(16), aligned(4), may_alias));
typedef int32_t places __attribute__((vector_size(16)));

#if defined(__clang__)
#define SHUFFLE(a, b, i, j, k, l) __builtin_shufflevector(a, b, i, j, k, l)
#else
#define SHUFFLE(a, b, i, j, k, l) __builtin_shuffle(a, b, (places){i, j, k, l})
#endif

// transpose_floats writes four columns of four elements as rows.
static inline void transpose_floats(float *dst, int64_t dst_step, const float *src, int64_t src_step) {
	four a = *(const four *)src, b = *(const four *)(src + src_step), c = *(const four *)(src + 2 * src_step), d = *(const four *)(src + 3 * src_step);
	four ab = SHUFFLE(a, b, 0, 4, 1, 5), cd = SHUFFLE(c, d, 0, 4, 1, 5), AB = SHUFFLE(a, b, 2, 6, 3, 7), CD = SHUFFLE(c, d, 2, 6, 3, 7);
	*(four *)dst = SHUFFLE(ab, cd, 0, 1, 4, 5);
	*(four *)(dst + dst_step) = SHUFFLE(ab, cd, 2, 3, 6, 7);
	*(four *)(dst + 2 * dst_step) = SHUFFLE(AB, CD, 0, 1, 4, 5);
	*(four *)(dst + 3 * dst_step) = SHUFFLE(AB, CD, 2, 3, 6, 7);
}

static inline void transpose_doubles(double *dst, int64_t dst_step, const double *src, int64_t src_step) {
	double a = src[0], b = src[1], c = src[src_step], d = src[src_step + 1];
	dst[0] = a, dst[1] = c, dst[dst_step] = b, dst[dst_step + 1] = d;
}

#define ELEMENT float
#define MULTIPLY floats
#define ROWS float_rows
#define LANES float_lanes
#define PACK float_pack
#define PANEL float_panel
#define TURN float_turn
#define BLOCKS float_blocks
#define SQUARE 4
#define TRANSPOSE transpose_floats
#define TILE_START float_tile_start
#define COPY float_copy
#include "blocks.h"

#define ELEMENT double
#define MULTIPLY doubles
#define ROWS double_rows
#define LANES double_lanes
#define PACK double_pack
#define PANEL double_panel
#define TURN double_turn
#define BLOCKS double_blocks
#define SQUARE 2
#define TRANSPOSE transpose_doubles
#define TILE_START double_tile_start
#define COPY double_copy
#include "blocks.h"

void products_pack(const struct product *p, void *packed, const void *a, int64_t from, int64_t to) {
	if (p->doubles) double_pack(p, packed, a, from, to);
	else float_pack(p, packed, a, from, to);
}

void products_multiply(const struct product *p, void *c, const void *packed, const void *b, int64_t from, int64_t to, int64_t left, int64_t right, void *scratch) {
	if (p->doubles) double_blocks(p, c, packed, b, from, to, left, right, scratch);
	else float_blocks(p, c, packed, b, from, to, left, right, scratch);
}
