// The products of tiles, for one element type and one set of instructions. A file that includes this defines
//
//	NAME(x)          names of the set's functions
//	TARGET           the attribute that lets a function use its instructions
//	ELEMENT          float or double
//	VECTOR, LANES    a vector of LANES elements
//	MOST_ROWS        rows of the largest tile, of two vectors a row
//	LOAD(p) STORE(p, v) SPLAT(x) ZERO MULTIPLY(a, b) FMA(a, b, c)
//
// a holds depth columns of rows elements, b depth rows of two vectors (of one where vectors is 1), b_step elements apart. Where copy is given, the
// tile also packs b: it writes these rows there without gaps, for the tiles that follow. Each element of c is one chain
//
//	s = 0; for p: s = fma(a[p], b[p], s)
//	c = add ? fma(scale, s, c) : scale·s
//
// whatever the vectors' length and the tile's size, so no set of instructions gives other bits than another.

#define INLINE static inline __attribute__((always_inline))

TARGET INLINE void NAME(tile)(ELEMENT *c, int64_t step, const ELEMENT *a, const ELEMENT *b, int64_t b_step, ELEMENT *copy, int64_t depth, ELEMENT scale, int add, const int rows, const int vectors) {
	VECTOR sum[MOST_ROWS][2];
#pragma GCC unroll 16
	for (int r = 0; r < rows; r++) {
		sum[r][0] = ZERO;
		if (vectors == 2) sum[r][1] = ZERO;
	}
	for (int64_t p = 0; p < depth; p++, a += rows, b += b_step) {
		VECTOR left = LOAD(b), right;
		if (vectors == 2) right = LOAD(b + LANES);
		if (copy) {
			STORE(copy, left);
			if (vectors == 2) STORE(copy + LANES, right);
			copy += vectors * LANES;
			PREFETCH(b + AHEAD * b_step);
			if (vectors == 2) PREFETCH(b + AHEAD * b_step + 2 * LANES - 1);
		}
#pragma GCC unroll 16
		for (int r = 0; r < rows; r++) {
			VECTOR x = SPLAT(a[r]);
			sum[r][0] = FMA(x, left, sum[r][0]);
			if (vectors == 2) sum[r][1] = FMA(x, right, sum[r][1]);
		}
	}
	VECTOR s = SPLAT(scale);
#pragma GCC unroll 16
	for (int r = 0; r < rows; r++, c += step) {
		STORE(c, add ? FMA(s, sum[r][0], LOAD(c)) : MULTIPLY(s, sum[r][0]));
		if (vectors == 2) STORE(c + LANES, add ? FMA(s, sum[r][1], LOAD(c + LANES)) : MULTIPLY(s, sum[r][1]));
	}
}

// multiply is the product of a tile of any height up to MOST_ROWS.
TARGET static void NAME(multiply)(ELEMENT *c, int64_t step, const ELEMENT *a, const ELEMENT *b, int64_t b_step, ELEMENT *copy, int64_t depth, ELEMENT scale, int add, int rows, int vectors) {
#define HEIGHT(n) \
	case n: \
		if (n > MOST_ROWS) return; \
		if (copy && vectors == 2) NAME(tile)(c, step, a, b, b_step, copy, depth, scale, add, n, 2); \
		else if (vectors == 2) NAME(tile)(c, step, a, b, 2 * LANES, 0, depth, scale, add, n, 2); \
		else NAME(tile)(c, step, a, b, LANES, 0, depth, scale, add, n, 1); \
		return;
	switch (rows) {
		HEIGHT(1) HEIGHT(2) HEIGHT(3) HEIGHT(4)
#if MOST_ROWS > 4
		HEIGHT(5) HEIGHT(6)
#endif
#if MOST_ROWS > 6
		HEIGHT(7) HEIGHT(8)
#endif
#if MOST_ROWS > 8
		HEIGHT(9) HEIGHT(10) HEIGHT(11) HEIGHT(12)
#endif
	}
#undef HEIGHT
}

#undef NAME
#undef ELEMENT
#undef VECTOR
#undef LANES
#undef LOAD
#undef STORE
#undef SPLAT
#undef ZERO
#undef MULTIPLY
#undef FMA
#undef INLINE
