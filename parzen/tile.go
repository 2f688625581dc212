package parzen

import "gan2014/internal/products"

// A tile is a group of points and a block of samples, with their products.
type tile struct {
	*block
	group    *group
	products []float32 // points × samples
	margins  []margin  // one for each list of sigmas, for the largest norms of both
}

// set fills the tile with g, b and their products.
func (t *tile) set(a *Accumulator, g *group, b *block) {
	t.block, t.group = b, g
	d, rows, n := b.samples.D, len(g.norms), b.samples.N
	t.products = resized(t.products, rows*n)
	products.Multiply(products.Rows(rows, n, t.products), 1, products.Rows(rows, d, g.centred), products.Rows(n, d, b.centred).T(), 0, 1)
	t.margins = resized(t.margins, len(a.densities))
	for k := range t.margins {
		t.margins[k].set(distanceError(g.largest, b.radius, d), a.densities[k].twoVars, n, b.terms)
	}
}

// row returns the products of point i.
func (t *tile) row(i int) []float32 {
	n := t.samples.N
	return t.products[(i-t.group.from)*n : (i-t.group.from+1)*n]
}
