// Products of matrices whose bits depend only on the operands. See doc.go.
#pragma STDC FP_CONTRACT OFF // for clang; gcc contracts nothing under -std=c11
#include <stdint.h>

enum {
	DEPTH = 256,      // terms of a chain: the sums of such blocks are added in order. It is part of the result.
	PANELS = 8,       // panels of the right operand that are packed at once
	BAND_ROWS = 128,  // rows of the left operand that meet them before the next
	AHEAD = 24,       // distance in rows at which a tile prefetches the right operand that it packs
	FURTHER = 64,     // distance in elements of a row at which a transposition prefetches
	MOST_LANES = 16,  // of any set
	MOST_TILE = 12,   // rows of any set's tile
};

#define PREFETCH(p) __builtin_prefetch(p)

// multiply_floats computes a tile of c: see tile.h.
typedef void multiply_floats(float *c, int64_t step, const float *a, const float *b, int64_t b_step, float *copy, int64_t depth, float scale, int add, int rows, int vectors);
typedef void multiply_doubles(double *c, int64_t step, const double *a, const double *b, int64_t b_step, double *copy, int64_t depth, double scale, int add, int rows, int vectors);

// A set of kernels for one instruction set. The plain set runs on every processor.
struct kernels {
	const char *name;
	int supported;
	int float_rows, float_lanes, double_rows, double_lanes; // of the largest tile, which has two vectors of lanes a row
	multiply_floats *floats;
	multiply_doubles *doubles;
};

struct kernels products_plain(void), products_avx2(void), products_avx512(void), products_neon(void);

// A product is c = add ? c + scale·a·b : scale·a·b, of rows×depth and depth×cols elements: doubles or floats. Operands are given by the steps
// between the elements of two rows and of two columns, c by the step between rows.
struct product {
	struct kernels kernels;
	int64_t rows, cols, depth, c_step, a_row, a_col, b_row, b_col;
	double scale;
	int add, doubles;
};

// products_pack brings the tiles of rows from … to−1 of a into the order in which kernels read them. Packed has rows·depth elements.
void products_pack(const struct product *p, void *packed, const void *a, int64_t from, int64_t to);

// products_multiply computes c for the tiles of rows from … to−1 and the panels of columns left … right−1. A worker's scratch memory has
// DEPTH·PANELS·(columns of a panel) elements.
void products_multiply(const struct product *p, void *c, const void *packed, const void *b, int64_t from, int64_t to, int64_t left, int64_t right, void *scratch);
