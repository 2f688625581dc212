package parzen

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// TestKernelsEqualPlain holds each vectorised loop against its twin at lengths around those of vectors and blocks.
// Tolerances: 2⁻⁵² of the sum for each float64 addition; none where nothing is added, but that a product and a difference may
// be fused; for sums of exponentials what refine.go states.
func TestKernelsEqualPlain(t *testing.T) {
	for _, n := range []int{1, 2, 15, 16, 17, 31, 32, 33, 127, 128, 129, 400, 1024, 1025, 2048} {
		r := newRand()
		values := func(from, to float64) []float32 {
			return points(n, 1, func(int, int) float64 { return from + (to-from)*r.Float64() }).Data
		}
		where := fmt.Sprintf(" of %d", n)

		samples, shift := points(3, n, func(int, int) float64 { return r.NormFloat64() }), make([]float32, n)
		for k := range shift {
			shift[k] = float32(r.NormFloat64())
		}
		got, want := make([]float32, 3*n), make([]float32, 3*n)
		gotNorms, wantNorms := make([]float64, 3), make([]float64, 3)
		centre(got, gotNorms, samples.Data, shift)
		plainCentre(want, wantNorms, samples.Data, shift)
		if !slices.Equal(got, want) {
			t.Errorf("centred%s differs", where)
		}
		same(t, "norms"+where, gotNorms, wantNorms, float64(n)*0x1p-52)

		for _, index := range [][]int32{nil, {2, 0, 2}} {
			x := values(-1, 1)
			squares(gotNorms, x, samples.Data, index)
			plainSquares(wantNorms, x, samples.Data, index)
			same(t, "squares"+where, gotNorms, wantNorms, float64(n)*0x1p-52)
		}

		products, halfNorms := values(-1, 1), values(0, 3)
		blocks := (n + blockSize - 1) / blockSize
		minima, plainMinima := make([]float32, blocks), make([]float32, blocks)
		least := nearest(minima, products, halfNorms)
		if plain := plainNearest(plainMinima, products, halfNorms); least != plain || !slices.Equal(minima, plainMinima) {
			t.Errorf("nearest%s: %g and %v, plain %g and %v", where, least, minima, plain, plainMinima)
		}
		for _, share := range []float32{-1, 0, 0.01, 0.3, 5} {
			limit := least + share*3
			gotProducts, wantProducts := slices.Clone(products), slices.Clone(products)
			index, plainIndex := make([]int32, n+1), make([]int32, n+1)
			k := take(index, gotProducts, halfNorms, minima, limit)
			p := plainTake(plainIndex, wantProducts, halfNorms, minima, limit)
			if !slices.Equal(index[:k], plainIndex[:p]) || !slices.Equal(gotProducts, wantProducts) {
				t.Errorf("taken%s up to %g: %v, plain %v", where, limit, index[:k], plainIndex[:p])
			}
			for _, products := range [][]float32{products, gotProducts} {
				v, plain := make([]float32, n+1), make([]float32, n+1)
				k := excesses(v, products, halfNorms, minima, least, limit)
				p := plainExcesses(plain, products, halfNorms, minima, least, limit)
				if !slices.Equal(v[:k], plain[:p]) {
					t.Errorf("excesses%s up to %g: %v, plain %v", where, limit, v[:k], plain[:p])
				}
			}
		}
	}
}

// same checks values to a relative tolerance.
func same(t *testing.T, what string, got, want []float64, tolerance float64) {
	t.Helper()
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= tolerance*math.Abs(want[i])) {
			t.Errorf("%s: %d is %.17g, want %.17g", what, i, got[i], want[i])
		}
	}
}

// TestSums holds the sums of exponentials against plain ones without limits: float32 may cost 10⁻⁵ of them, and what is beyond
// the limit 10⁻¹². The smallest rate is that of the largest σ.
func TestSums(t *testing.T) {
	rates := []float32{5e-31, 1e-6, 0.5, 1, 1.7, 12.5, 50, 1e4, 3e38}
	for _, n := range []int{1, 5, 16, 17, 1023, 1024, 1025, 2048} {
		r := newRand()
		v := make([]float32, n, n+16)
		for i := range v {
			v[i] = float32(r.ExpFloat64() * 30)
		}
		v[n/2] = 0 // the nearest
		limits, none := make([]float32, len(rates)), make([]float32, len(rates))
		far := farthest(terms(float64(n), float64(n)))
		for j, rate := range rates {
			limits[j] = float32(min(far/float64(rate), math.MaxFloat32))
			none[j] = math.MaxFloat32
		}
		results := func(sums func(_, _ []float64, v, _, _ []float32), limits []float32) (s, m []float64) {
			s, m = make([]float64, len(rates)), make([]float64, len(rates))
			w := make([]float32, n, n+16)
			copy(w, v)
			sums(s, m, w, rates, limits)
			return s, m
		}
		wantSums, wantMoments := results(plainSums, none)
		for name, sums := range map[string]func(_, _ []float64, v, _, _ []float32){"fast": kernelSums, "plain": plainSums} {
			gotSums, gotMoments := results(sums, limits)
			same(t, fmt.Sprintf("%s sums of %d", name, n), gotSums, wantSums, 1e-5)
			for j := range gotMoments { // at t nats a term is worth t times as much
				if math.Abs(gotMoments[j]-wantMoments[j]) > 1e-5*(wantMoments[j]+wantSums[j]/max(1e-30, float64(rates[j]))) {
					t.Errorf("%s moments of %d: %g at rate %g, want %g", name, n, gotMoments[j], rates[j], wantMoments[j])
				}
			}
		}
		plain, _ := results(plainSums, limits)
		same(t, "share beyond the limits", plain, wantSums, skipped)
	}
}
