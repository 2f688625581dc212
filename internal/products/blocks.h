// The blocks of a product, for one element type. A file that includes this defines ELEMENT, PRODUCT (its struct), MULTIPLY, ROWS and LANES
// (fields of struct kernels), and PACK PANEL, BLOCKS and TILE_START (names of functions).

// TILE_START is the first row of tile i: all tiles have the same height, or one row more.
static inline int64_t TILE_START(const struct product *p, int64_t i) {
	int64_t tiles = (p->rows + p->kernels.ROWS - 1) / p->kernels.ROWS;
	return i * p->rows / tiles;
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
				for (int64_t k = 0; k < depth; k++, a += p->a_col, dst += height) memcpy(dst, a, height * sizeof *a);
			else
				for (int64_t r = 0; r < height; r++, a += p->a_row)
					for (int64_t k = 0; k < depth; k++) dst[k * height + r] = a[k * p->a_col];
		}
	}
}

// PANEL writes depth rows of width columns of b side by side; columns up to full are 0.
static inline void PANEL(ELEMENT *restrict dst, const ELEMENT *restrict b, int64_t row, int64_t col, int64_t depth, int64_t width, int64_t full) {
	if (col == 1 && width == full) {
		for (int64_t k = 0; k < depth; k++, dst += full, b += row) memcpy(dst, b, full * sizeof *b);
		return;
	}
	if (col == 1) {
		for (int64_t k = 0; k < depth; k++, dst += full, b += row)
			for (int64_t j = 0; j < full; j++) dst[j] = j < width ? b[j] : 0;
		return;
	}
	if (row == 1 && width == full && full % SQUARE == 0) {
		int64_t k = 0;
		for (; k + SQUARE <= depth; k += SQUARE)
			for (int64_t j = 0; j < full; j += SQUARE) TRANSPOSE(dst + k * full + j, full, b + j * col + k, col);
		for (; k < depth; k++)
			for (int64_t j = 0; j < full; j++) dst[k * full + j] = b[j * col + k];
		return;
	}
	for (int64_t k = 0; k < depth; k++, dst += full, b += row)
		for (int64_t j = 0; j < full; j++) dst[j] = j < width ? b[j * col] : 0;
}

// BLOCKS multiplies the tiles of rows by the panels of columns. Panels that are packed stay in the second cache while the tiles of a band,
// which is there too, pass by.
static void BLOCKS(const struct product *p, ELEMENT *all, const ELEMENT *packed, const ELEMENT *right_operand, int64_t from, int64_t to, int64_t left, int64_t right, ELEMENT *scratch) {
	ELEMENT scale = (ELEMENT)p->scale;
	int64_t lanes = p->kernels.LANES, panel = 2 * lanes, band = most(1, BAND_ROWS / p->kernels.ROWS);
	ELEMENT edge[MOST_TILE * 2 * MOST_LANES] = {0};
	for (int64_t group = left; group < right; group += PANELS)
		for (int64_t start = 0; start < p->depth; start += DEPTH) {
			int64_t depth = least(DEPTH, p->depth - start), end = least(group + PANELS, right);
			int add = p->add || start > 0;
			for (int64_t j = group; j < end; j++) {
				int64_t col = j * panel, width = least(panel, p->cols - col), full = width > lanes ? panel : lanes;
				PANEL(scratch + (j - group) * panel * depth, right_operand + start * p->b_row + col * p->b_col, p->b_row, p->b_col, depth, width, full);
			}
			for (int64_t first = from; first < to; first += band)
				for (int64_t j = group; j < end; j++) {
					int64_t col = j * panel, width = least(panel, p->cols - col), full = width > lanes ? panel : lanes;
					const ELEMENT *b = scratch + (j - group) * panel * depth;
					for (int64_t tile = first; tile < least(first + band, to); tile++) {
						int64_t row = TILE_START(p, tile), height = TILE_START(p, tile + 1) - row;
						const ELEMENT *a = packed + start * p->rows + row * depth;
						ELEMENT *c = all + row * p->c_step + col;
						if (width == full) {
							p->kernels.MULTIPLY(c, p->c_step, a, b, depth, scale, add, height, full / lanes);
							continue;
						}
						for (int64_t r = 0; add && r < height; r++) memcpy(edge + r * full, c + r * p->c_step, width * sizeof *c);
						p->kernels.MULTIPLY(edge, full, a, b, depth, scale, add, height, full / lanes);
						for (int64_t r = 0; r < height; r++) memcpy(c + r * p->c_step, edge + r * full, width * sizeof *c);
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
#undef BLOCKS
#undef SQUARE
#undef TRANSPOSE
#undef TILE_START
