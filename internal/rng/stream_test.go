package rng

import (
	"math"
	"slices"
	"testing"
)

func draw(seed int64, name string, index ...int) []float64 {
	v := make([]float64, 1001)
	Uniform(For(seed, name, index...), v, 0, 1)
	return v
}

func TestStreamIsAFunctionOfItsName(t *testing.T) {
	base := draw(1, "noise", 7)
	if !slices.Equal(base, draw(1, "noise", 7)) {
		t.Error("the same stream gave other values the second time")
	}
	for what, other := range map[string][]float64{
		"seed": draw(2, "noise", 7), "name": draw(1, "shuffle", 7), "index": draw(1, "noise", 8), "depth": draw(1, "noise", 7, 0),
	} {
		if slices.Equal(base, other) {
			t.Errorf("another %s gave the same values", what)
		}
	}
}

// moments returns mean and variance.
func moments(v []float64) (mean, variance float64) {
	for _, x := range v {
		mean += x / float64(len(v))
	}
	for _, x := range v {
		variance += (x - mean) * (x - mean) / float64(len(v))
	}
	return mean, variance
}

// TestMoments checks moments within five standard errors at n = 200,000.
func TestMoments(t *testing.T) {
	const n = 200_000
	check := func(name string, v []float64, mean, variance, meanTol, varTol float64) {
		t.Helper()
		m, s := moments(v)
		if math.Abs(m-mean) > meanTol || math.Abs(s-variance) > varTol {
			t.Errorf("%s: mean %.4f variance %.4f, want %.4f and %.4f", name, m, s, mean, variance)
		}
	}
	v := make([]float64, n)
	Uniform(For(3, "u"), v, -math.Sqrt(3), math.Sqrt(3))
	check("uniform on ±√3", v, 0, 1, .0112, .01)
	Normal(For(3, "n"), v)
	check("normal", v, 0, 1, .0112, .016)
	words := make([]uint16, n+3)
	For(3, "w").Words(words)
	for i := range v {
		v[i] = float64(words[i+3])
	}
	check("words", v, 65535./2, 65536.*65536/12, 212, 3.6e6)
}

func TestUniformStaysInside(t *testing.T) {
	v := make([]float32, 100_000)
	Uniform(For(4, "u"), v, 0, 1)
	for _, x := range v {
		if x <= 0 || x >= 1 {
			t.Fatalf("%v is not inside (0, 1)", x)
		}
	}
}

// TestUniformSteps checks that uniform values have 24 random bits and lie in the middles of 2²⁴ equal steps, so that none is an end of the
// interval. Among 1,001 draws the expected number of equal pairs is 1,001²/2²⁵ = .03.
func TestUniformSteps(t *testing.T) {
	v := draw(1, "steps")
	for _, x := range v {
		if step := x*(1<<24) - .5; step != math.Floor(step) || step < 0 || step >= 1<<24 {
			t.Fatalf("%.17g is not in the middle of a step", x)
		}
	}
	slices.Sort(v)
	if n := len(slices.Compact(v)); n < 999 {
		t.Errorf("1,001 values are %d different ones", n)
	}
}

// TestWords checks that all words are random, also the last ones if their number is not a multiple of four, and that none equals its
// neighbour. Of 200,000 words, three equal the next one by chance, and as many at any other distance. Thirty have a probability of less
// than 10⁻¹⁸.
func TestWords(t *testing.T) {
	words := make([]uint16, 200_000)
	For(1, "words").Words(words)
	for apart := 1; apart <= 8; apart++ {
		equal := 0
		for i, w := range words[apart:] {
			if w == words[i] {
				equal++
			}
		}
		if equal > 30 {
			t.Errorf("%d words are equal to the one %d places on", equal, apart)
		}
	}
	for n := 1; n <= 9; n++ {
		seen := map[uint16]bool{}
		for run := range 10 {
			short := make([]uint16, n)
			For(1, "words", run).Words(short)
			seen[short[n-1]] = true
		}
		if len(seen) < 8 { // ten draws of 65,536
			t.Errorf("the last of %d words has %d values in ten streams", n, len(seen))
		}
	}
}

// TestSeedsAbove32Bits checks that all bits of a seed count.
func TestSeedsAbove32Bits(t *testing.T) {
	if slices.Equal(draw(1, "noise"), draw(1+1<<32, "noise")) {
		t.Error("seeds that differ by 2³² give one stream")
	}
}
