// The blocks of a product, for one element type. A file that includes this defines ELEMENT, PRODUCT (its struct), MULTIPLY, ROWS and LANES
// (fields of struct kernels), and PACK, PANEL, BLOCKS, TURN, COPY and TILE_START (names of functions).

// TILE_START returns the first row of tile i. The heights of tiles differ by at most one row.
static inline int64_t TILE_START(const struct product *p, int64_t i) {
	int64_t tiles = (p->rows + p->kernels.ROWS - 1) / p->kernels.ROWS;
	return i * p->rows / tiles;
}

// COPY copies n elements. It makes the usual sizes constants for the compiler, because a call of memcpy takes longer than these few moves.
static inline void COPY(ELEMENT *restrict dst, const ELEMENT *restrict src, int64_t n) {
	switch (n) {
#define CASE(n) case n: memcpy(dst, src, n * sizeof *dst); return;
		CASE(1) CASE(2) CASE(3) CASE(4) CASE(5) CASE(6) CASE(7) CASE(8) CASE(9) CASE(10) CASE(11) CASE(12) CASE(16) CASE(32)
#undef CASE
	}
	memcpy(dst, src, n * sizeof *dst);
}

// TURN transposes rows×cols elements with contiguous rows. It writes cols rows of rows elements; step is the distance between these rows. It
// prefetches what it will read, because a processor does not foresee so many rows at once.
static inline void TURN(ELEMENT *restrict dst, int64_t step, const ELEMENT *restrict src, int64_t src_step, int64_t rows, int64_t cols) {
	int64_t j = 0;
	for (; j + SQUARE <= cols; j += SQUARE) {
		int64_t i = 0;
		for (; i + SQUARE <= rows; i += SQUARE) {
			for (int64_t r = i; r < i + SQUARE; r++) PREFETCH(src + r * src_step + j + FURTHER);
			TRANSPOSE(dst + j * step + i, step, src + i * src_step + j, src_step);
		}
		for (; i < rows; i++)
			for (int64_t k = j; k < j + SQUARE; k++) dst[k * step + i] = src[i * src_step + k];
	}
	for (; j < cols; j++)
		for (int64_t i = 0; i < rows; i++) dst[j * step + i] = src[i * src_step + j];
}

// PACK writes the tiles of a, each with the elements of a column side by side, block of DEPTH columns after block.
static void PACK(const struct product *p, ELEMENT *packed, const ELEMENT *all, int64_t from, int64_t to) {
	for (int64_t start = 0; start < p->depth; start += DEPTH) {
		int64_t depth = least(DEPTH, p->depth - start);
		for (int64_t tile = from; tile < to; tile++) {
			int64_t row = TILE_START(p, tile), height = TILE_START(p, tile + 1) - row;
			const ELEMENT *a = all + row * p->a_row + start * p->a_col;
			ELEMENT *dst = packed + start * p->rows + row * depth;
			if (p->a_row == 1)
				for (int64_t k = 0; k < depth; k++, a += p->a_col, dst += height) COPY(dst, a, height);
			else if (p->a_col == 1)
				TURN(dst, height, a, p->a_row, height, depth);
			else
				for (int64_t r = 0; r < height; r++, a += p->a_row)
					for (int64_t k = 0; k < depth; k++) dst[k * height + r] = a[k * p->a_col];
		}
	}
}

// PANEL packs depth rows of the panel of b that begins at column col. Columns beyond the last are 0.
static void PANEL(const struct product *p, ELEMENT *restrict dst, const ELEMENT *restrict b, int64_t col, int64_t depth) {
	int64_t lanes = p->kernels.LANES, width = least(2 * lanes, p->cols - col), full = width > lanes ? 2 * lanes : lanes;
	b += col * p->b_col;
	if (p->b_row == 1) {
		TURN(dst, full, b, p->b_col, width, depth);
		for (int64_t k = 0; k < depth; k++)
			for (int64_t j = width; j < full; j++) dst[k * full + j] = 0;
		return;
	}
	for (int64_t k = 0; k < depth; k++, dst += full, b += p->b_row)
		for (int64_t j = 0; j < full; j++) dst[j] = j < width ? b[j * p->b_col] : 0;
}

// BLOCKS multiplies the tiles of rows by the panels of columns. Panels that are packed stay in the second cache while the tiles of a band,
// which is there too, pass by. If the rows of b are contiguous, the first tile packs each whole panel while it multiplies.
static void BLOCKS(const struct product *p, ELEMENT *all, const ELEMENT *packed, const ELEMENT *right_operand, int64_t from, int64_t to, int64_t left, int64_t right, ELEMENT *scratch) {
	ELEMENT scale = (ELEMENT)p->scale;
	int64_t lanes = p->kernels.LANES, panel = 2 * lanes, band = most(1, BAND_ROWS / p->kernels.ROWS);
	ELEMENT edge[MOST_TILE * 2 * MOST_LANES] = {0};
	for (int64_t group = left; group < right; group += PANELS)
		for (int64_t start = 0; start < p->depth; start += DEPTH) {
			int64_t depth = least(DEPTH, p->depth - start), end = least(group + PANELS, right);
			int64_t whole = p->b_col == 1 ? least(end, p->cols / panel) : group;
			int add = p->add || start > 0;
			const ELEMENT *b = right_operand + start * p->b_row;
			for (int64_t j = whole; j < end; j++) PANEL(p, scratch + (j - group) * panel * depth, b, j * panel, depth);
			for (int64_t first = from; first < to; first += band)
				for (int64_t j = group; j < end; j++) {
					int64_t col = j * panel, width = least(panel, p->cols - col), full = width > lanes ? panel : lanes;
					ELEMENT *right_panel = scratch + (j - group) * panel * depth;
					for (int64_t tile = first; tile < least(first + band, to); tile++) {
						int64_t row = TILE_START(p, tile), height = TILE_START(p, tile + 1) - row;
						const ELEMENT *a = packed + start * p->rows + row * depth;
						ELEMENT *c = all + row * p->c_step + col;
						if (j < whole && tile == from) {
							p->kernels.MULTIPLY(c, p->c_step, a, b + col, p->b_row, right_panel, depth, scale, add, height, 2);
						} else if (width == full) {
							p->kernels.MULTIPLY(c, p->c_step, a, right_panel, full, 0, depth, scale, add, height, full / lanes);
						} else {
							for (int64_t r = 0; add && r < height; r++) memcpy(edge + r * full, c + r * p->c_step, width * sizeof *c);
							p->kernels.MULTIPLY(edge, full, a, right_panel, full, 0, depth, scale, add, height, full / lanes);
							for (int64_t r = 0; r < height; r++) memcpy(c + r * p->c_step, edge + r * full, width * sizeof *c);
						}
					}
				}
		}
}

#undef ELEMENT
#undef MULTIPLY
#undef ROWS
#undef LANES
#undef PACK
#undef PANEL
#undef TURN
#undef BLOCKS
#undef SQUARE
#undef TRANSPOSE
#undef TILE_START
#undef COPY
