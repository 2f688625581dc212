package eigen

import (
	"math"
	"testing"

	"gan2014/internal/rng"
)

// TestDefinition checks that C·v = λ·v, that the vectors are orthonormal, and that the eigenvalues fall, for a matrix of full rank and one of
// rank 4, whose other eigenvalues are 0 up to rounding.
func TestDefinition(t *testing.T) {
	const n = 20
	for _, rank := range []int{n, 4} {
		a := make([]float64, rank*n)
		rng.Normal(rng.For(1, "a", rank), a)
		c := make([][]float64, n)
		for i := range c {
			c[i] = make([]float64, n)
			for j := range c[i] {
				for k := range rank {
					c[i][j] += a[k*n+i] * a[k*n+j]
				}
			}
		}
		values, vectors, err := Symmetric(c)
		if err != nil {
			t.Fatal(err)
		}
		for i, v := range vectors {
			if i > 0 && values[i] > values[i-1] {
				t.Errorf("rank %d: eigenvalue %d rises", rank, i)
			}
			for j := range c {
				if d := Dot(c[j], v) - values[i]*v[j]; i < rank && math.Abs(d) > 1e-12*values[0] {
					t.Errorf("rank %d: C·v differs from λ·v by %g in pair %d", rank, d, i)
				}
			}
			for j, w := range vectors[:i+1] {
				want := 0.
				if i == j {
					want = 1
				}
				if i < rank && math.Abs(Dot(v, w)-want) > 1e-12 {
					t.Errorf("rank %d: vectors %d and %d have the product %g", rank, i, j, Dot(v, w))
				}
			}
		}
		if rank < n && values[rank] > 1e-12*values[0] {
			t.Errorf("rank %d: eigenvalue %d is %g", rank, rank, values[rank])
		}
	}
}

func TestNaN(t *testing.T) {
	if _, _, err := Symmetric([][]float64{{1, math.NaN()}, {math.NaN(), 1}}); err == nil {
		t.Error("NaN has eigenvalues")
	}
}
