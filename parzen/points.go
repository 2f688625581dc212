package parzen

import (
	"errors"
	"fmt"
	"math"
)

// Points are N rows of D values, row-major: row i is Data[i*D : (i+1)*D].
type Points struct {
	N, D int
	Data []float32
}

// row returns row i, a view.
func (p Points) row(i int) []float32 { return p.Data[i*p.D : (i+1)*p.D] }

// slice returns rows from ≤ i < to, a view.
func (p Points) slice(from, to int) Points {
	return Points{N: to - from, D: p.D, Data: p.Data[from*p.D : to*p.D]}
}

// checkShape rejects points without rows or columns, and a shape that does not
// match the data.
func (p Points) checkShape() error {
	if p.N <= 0 || p.D <= 0 {
		return fmt.Errorf("%d points of %d values: need at least one of each", p.N, p.D)
	}
	if len(p.Data)%p.D != 0 || len(p.Data)/p.D != p.N {
		return fmt.Errorf("%d points of %d values: data holds %d values", p.N, p.D, len(p.Data))
	}
	return nil
}

// check rejects an unusable shape and values that are not finite.
func (p Points) check() error {
	if err := p.checkShape(); err != nil {
		return err
	}
	return p.checkFinite(0)
}

// checkFinite rejects values that are not finite. In its message, row numbers
// begin at first.
func (p Points) checkFinite(first int) error {
	for i, v := range p.Data {
		if v-v != 0 { // NaN and ±Inf
			return fmt.Errorf("row %d, column %d is %v: values must be finite", first+i/p.D, i%p.D, v)
		}
	}
	return nil
}

// The range of usable σ. It is far wider than that of float32 data, and inside
// it neither 1/2σ² nor a log density overflows.
const minSigma, maxSigma = 1e-100, 1e100

// checkSigmas rejects an empty list and any σ outside the usable range.
func checkSigmas(sigmas []float64) error {
	if len(sigmas) == 0 {
		return errors.New("no sigma given: need at least one")
	}
	for j, s := range sigmas {
		if math.IsNaN(s) || s < minSigma || s > maxSigma {
			return fmt.Errorf("sigma %v (number %d of %d): must be positive and finite, in [%g, %g]", s, j+1, len(sigmas), minSigma, maxSigma)
		}
	}
	return nil
}
