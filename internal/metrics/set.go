package metrics

import (
	"fmt"

	"gan2014/internal/parallel"
	"gan2014/internal/products"
	"gan2014/parzen"
)

// A set holds points in float64, with what distances need.
type set struct {
	rows, cols int
	data       []float64 // row-major
	squares    []float64 // the scalar product of each row with itself
}

func newSet(p parzen.Points) set {
	s := set{p.N, p.D, make([]float64, p.N*p.D), make([]float64, p.N)}
	for i, v := range p.Data {
		s.data[i] = float64(v)
	}
	for i := range s.squares {
		row := s.row(i)
		products.Multiply(products.Rows(1, 1, s.squares[i:i+1]), 1, products.Rows(1, s.cols, row), products.Rows(1, s.cols, row).T(), 0, 1)
	}
	return s
}

func (s set) row(i int) []float64 { return s.data[i*s.cols : (i+1)*s.cols] }

// slice returns rows from ≤ i < to, a view.
func (s set) slice(from, to int) set {
	return set{to - from, s.cols, s.data[from*s.cols : to*s.cols], s.squares[from:to]}
}

// join returns the points of both sets, first those of s.
func (s set) join(t set) set {
	return set{s.rows + t.rows, s.cols, append(append([]float64(nil), s.data...), t.data...), append(append([]float64(nil), s.squares...), t.squares...)}
}

// pick returns the points with the given indices.
func (s set) pick(indices []int) set {
	p := set{rows: len(indices), cols: s.cols}
	for _, i := range indices {
		p.data = append(p.data, s.row(i)...)
		p.squares = append(p.squares, s.squares[i])
	}
	return p
}

// blockValues is the number of distances that are in memory at once: 32 MB.
const blockValues = 1 << 22

// visit calls do with the squared Euclidean distances of each point i of s to all points of t. It calls do for several points at once, and do
// may change the distances. They are |x|² + |y|² − 2x·y, where the products are summed in one order, so that the distance of equal points is
// exactly 0.
func (s set) visit(t set, do func(i int, distances []float64)) {
	block := max(1, blockValues/t.rows)
	memory := make([]float64, min(block, s.rows)*t.rows)
	right := products.Rows(t.rows, t.cols, t.data).T()
	for from := 0; from < s.rows; from += block {
		part := s.slice(from, min(from+block, s.rows))
		products.Multiply(products.Rows(part.rows, t.rows, memory), -2, products.Rows(part.rows, part.cols, part.data), right, 0, 0)
		parallel.For(parallel.Workers(), part.rows, 1, func(first, end int) {
			for i := first; i < end; i++ {
				distances := memory[i*t.rows : (i+1)*t.rows]
				for j := range distances {
					distances[j] = max(0, distances[j]+(part.squares[i]+t.squares[j]))
				}
				do(from+i, distances)
			}
		})
	}
}

// checkPair reports sets that cannot be compared.
func checkPair(real, fake parzen.Points, least int) error {
	switch {
	case real.D != fake.D:
		return fmt.Errorf("images have %d values and samples %d: they must have the same number", real.D, fake.D)
	case real.N < least || fake.N < least:
		return fmt.Errorf("%d images and %d samples: at least %d of each are needed", real.N, fake.N, least)
	}
	for _, p := range []parzen.Points{real, fake} {
		for i, v := range p.Data {
			if v-v != 0 {
				return fmt.Errorf("row %d, column %d is %v: values must be finite", i/p.D, i%p.D, v)
			}
		}
	}
	return nil
}

// pair returns both sets.
func pair(real, fake parzen.Points, least int) (r, f set, err error) {
	if err := checkPair(real, fake, least); err != nil {
		return r, f, err
	}
	return newSet(real), newSet(fake), nil
}

// checkEqualPair reports sets that cannot be compared, or that have different numbers of points.
func checkEqualPair(real, fake parzen.Points, least int) error {
	if real.N != fake.N {
		return fmt.Errorf("%d images and %d samples: this test needs as many of both", real.N, fake.N)
	}
	return checkPair(real, fake, least)
}

// equalPair returns both sets, which must have the same number of points.
func equalPair(real, fake parzen.Points, least int) (r, f set, err error) {
	if err := checkEqualPair(real, fake, least); err != nil {
		return r, f, err
	}
	return newSet(real), newSet(fake), nil
}
