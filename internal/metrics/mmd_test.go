package metrics

import (
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/parzen"
)

// TestMMDAsDefined compares the estimate with the sums of its definition.
func TestMMDAsDefined(t *testing.T) {
	real, fake := normal(13, 4, 0, "real"), normal(13, 4, .5, "fake")
	const bandwidth = 1.7
	got, err := MMD(real, fake, bandwidth, 10, rng.For(1, "permutations"))
	if err != nil {
		t.Fatal(err)
	}
	kernel := func(p, q parzen.Points, i, j int) float64 {
		sum := 0.
		for k := range p.D {
			sum += math.Pow(float64(p.Data[i*p.D+k])-float64(q.Data[j*q.D+k]), 2)
		}
		return math.Exp(-sum / (2 * bandwidth * bandwidth))
	}
	want, n := 0., float64(real.N)
	for i := range real.N {
		for j := range real.N {
			if i != j {
				want += (kernel(real, real, i, j) + kernel(fake, fake, i, j)) / (n * (n - 1))
			}
			want -= 2 * kernel(real, fake, i, j) / (n * n)
		}
	}
	if math.Abs(got.Squared-want) > 1e-12 {
		t.Errorf("MMD² %.15g, want %.15g", got.Squared, want)
	}
}

// TestMMDCountsItself checks the smallest p-value: of sets far apart no random division comes near, and the given one counts.
func TestMMDCountsItself(t *testing.T) {
	d, err := MMD(normal(50, 3, 0, "real"), normal(50, 3, 50, "fake"), 0, 199, rng.For(1, "permutations"))
	if err != nil || d.P != 1./200 {
		t.Errorf("p-value %g, want 1/200 (%v)", d.P, err)
	}
}

// TestMMDKeepsItsLevel checks that equal distributions are rejected as often as the level says.
func TestMMDKeepsItsLevel(t *testing.T) {
	keepsLevel(t, func(trial int) float64 {
		d, err := MMD(normal(50, 3, 0, "real", trial), normal(50, 3, 0, "fake", trial), 0, 199, rng.For(1, "permutations", trial))
		if err != nil {
			t.Fatal(err)
		}
		return d.P
	})
}

// blobs returns points around a grid of 5×5 centres in steps of 10. Their coordinates have the given correlation.
func blobs(n int, correlation float64, name string, index ...int) parzen.Points {
	p, s := normal(n, 2, 0, name, index...), rng.For(2, name, index...)
	for i := range n {
		x, y := float64(p.Data[2*i]), float64(p.Data[2*i+1])
		y = correlation*x + math.Sqrt(1-correlation*correlation)*y
		p.Data[2*i], p.Data[2*i+1] = float32(x+float64(10*s.IntN(5))), float32(y+float64(10*s.IntN(5)))
	}
	return p
}

// TestMMDFindsBlobs checks the example of Sutherland et al. 2017: correlated blobs (ratio of eigenvalues 6) against round ones, 500 points each,
// level .1. A kernel of the blobs' own size finds them in 96 % of the trials, a wide one in 10 %, as often as the level says.
func TestMMDFindsBlobs(t *testing.T) {
	const trials = 25
	found := map[float64]int{}
	for trial := range trials {
		for _, bandwidth := range []float64{.67, 10} {
			d, err := MMD(blobs(500, 0, "round", trial), blobs(500, 5./7, "long", trial), bandwidth, 199, rng.For(1, "permutations", trial))
			if err != nil {
				t.Fatal(err)
			}
			if d.P <= .1 {
				found[bandwidth]++
			}
		}
	}
	if found[.67] < 20 || found[10] > 9 {
		t.Errorf("found %d and %d of %d with the bandwidths .67 and 10, want about 24 and 2", found[.67], found[10], trials)
	}
}
