package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/floats/scalar"
)

func TestIntervals(t *testing.T) {
	check := func(what string, got, want float64) {
		t.Helper()
		if !scalar.EqualWithinRel(got, want, 1e-9) {
			t.Errorf("%s: %.12g, want %.12g", what, got, want)
		}
	}
	// Quantiles of Student's t at .975, as tables have them: 12.7062047362 (1), 2.7764451052 (4), 2.2621571628 (9).
	check("two numbers", HalfWidth(1, 2, 0.95), 12.7062047362/math.Sqrt2)
	check("five", HalfWidth(2, 5, 0.95), 2.7764451052*2/math.Sqrt(5))
	check("ten", HalfWidth(1, 10, 0.95), 2.2621571628/math.Sqrt(10))
	check("the next after five", NextWithin(2, 5, 0.95), 2.7764451052*2*math.Sqrt(1.2))
	// With many numbers it is the normal distribution's 1.9599639845.
	if got := NextWithin(1, 1e6, 0.95); math.Abs(got-1.9599639845) > 1e-5 {
		t.Errorf("of a million: %g", got)
	}
	for _, f := range []func(float64, int, float64) float64{HalfWidth, NextWithin} {
		if got := f(1, 1, 0.95); !math.IsInf(got, 1) {
			t.Errorf("of one number: %g", got)
		}
	}
	mean, sd := MeanSD([]float64{1, 2, 6})
	check("mean", mean, 3)
	check("standard deviation", sd, math.Sqrt(7))
	if mean, sd := MeanSD([]float64{4}); mean != 4 || !math.IsNaN(sd) {
		t.Errorf("of one number: mean %g, standard deviation %g", mean, sd)
	}
}

// TestSignedRank compares with counts by hand: the number of the 2ⁿ choices of signs whose smaller sum of ranks is no larger.
func TestSignedRank(t *testing.T) {
	for _, row := range []struct {
		name string
		d    []float64
		want float64
	}{
		{"nothing", nil, 1},
		{"one", []float64{3}, 1},
		{"five of a sign", []float64{1, 2, 3, 4, 5}, 2.0 / 32},
		{"six of a sign", []float64{-1, -2, -3, -4, -5, -6}, 2.0 / 64},
		{"the smallest against the rest", []float64{-1, 2, 3, 4, 5, 6}, 4.0 / 64}, // sums 0, 1 and their mirrors
		{"the third against the rest", []float64{1, 2, -3, 4, 5, 6}, 10.0 / 64},   // sums 0, 1, 2 and twice 3
		{"a zero is left out", []float64{0, -1, 2, 3, 4, 5, 6}, 4.0 / 64},
		{"equal sizes share a rank", []float64{1, 1, 1, 1, -1, 1}, 14.0 / 64}, // ranks 3.5: none or one of six negative
		{"balanced", []float64{1, -1}, 1},
		{"Darwin's maize", darwin, 0.041259765625}, // 676 of 2¹⁴ a side; R prints V = 96, p-value = 0.04126
	} {
		if got := SignedRank(row.d); !scalar.EqualWithinAbs(got, row.want, 1e-12) {
			t.Errorf("%s: p = %.13f, want %.13f", row.name, got, row.want)
		}
	}
}

// darwin has the differences in height between 15 pairs of maize plants (Darwin 1876; Fisher 1935, The Design of Experiments, section 17),
// in eighths of an inch.
var darwin = []float64{49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48}

// TestSignedRankLaws checks that order, scale and a change of all signs do not matter.
func TestSignedRankLaws(t *testing.T) {
	p := SignedRank(darwin)
	var reversed, turned []float64
	for i := range darwin {
		reversed = append(reversed, darwin[len(darwin)-1-i]/7)
		turned = append(turned, -darwin[i])
	}
	if a, b := SignedRank(reversed), SignedRank(turned); a != p || b != p {
		t.Errorf("p = %g, reversed and scaled %g, turned %g", p, a, b)
	}
}

// TestSignedRankEqualsEnumeration compares with an enumeration of all choices of signs.
func TestSignedRankEqualsEnumeration(t *testing.T) {
	sizes := []float64{0.5, 2, 2, 3, 7, 7, 7, 11}
	ranks := []float64{1, 2.5, 2.5, 4, 6, 6, 6, 8}
	sum := func(signs int) (s float64) {
		for i, rank := range ranks {
			if signs>>i&1 == 1 {
				s += rank
			}
		}
		return s
	}
	for signs := range 1 << len(sizes) {
		d := make([]float64, len(sizes))
		for i, size := range sizes {
			d[i] = -size
			if signs>>i&1 == 1 {
				d[i] = size
			}
		}
		extreme := 0
		for other := range 1 << len(sizes) {
			if math.Abs(sum(other)-18) >= math.Abs(sum(signs)-18) {
				extreme++
			}
		}
		if got, want := SignedRank(d), float64(extreme)/256; math.Abs(got-want) > 1e-12 {
			t.Fatalf("%v: p = %g, by enumeration %g", d, got, want)
		}
	}
}

func TestMedian(t *testing.T) {
	for want, v := range map[float64][]float64{0: nil, 3: {3}, 2: {3, 1}, 5: {9, 5, 1}} {
		if got := Median(v); got != want {
			t.Errorf("median of %v is %g", v, got)
		}
	}
}

// TestNormalTail checks values of tables: 5 % above 1.6448536270, 2.5 % above 1.9599639845, one half above 0.
func TestNormalTail(t *testing.T) {
	for z, want := range map[float64]float64{0: .5, 1.6448536270: .05, 1.9599639845: .025, -1.9599639845: .975, 40: 0, math.Inf(-1): 1} {
		if got := NormalTail(z); math.Abs(got-want) > 1e-9 {
			t.Errorf("above %g: %.12g, want %g", z, got, want)
		}
	}
}

// TestChiSquareTail checks values of tables: 5 % above 3.841458821 (1 degree of freedom) and above 16.918977605 (9).
func TestChiSquareTail(t *testing.T) {
	for k, x := range map[int]float64{1: 3.841458821, 9: 16.918977605} {
		if got := ChiSquareTail(x, k); math.Abs(got-.05) > 1e-9 {
			t.Errorf("%d degrees of freedom: %.12g above %g, want .05", k, got, x)
		}
	}
	if got := ChiSquareTail(3, 0); got != 1 {
		t.Errorf("without a degree of freedom: %g, want 1", got)
	}
}
