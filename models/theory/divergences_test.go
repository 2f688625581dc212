package theory

import (
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
)

// divergences is the study of theory.yaml.
var divergencesStudy = Divergences{Distances: []float64{16, 8, 2}, Widths: []float64{.25, .5, 1, 2, 4}, Block: 6, Updates: 20_000, Batch: 100, LearningRate: .5, Units: 24}

// TestDivergences checks that every sentence holds, with two seeds.
func TestDivergences(t *testing.T) {
	checkHolds(t, divergencesStudy, 5, 1, 2)
	near := divergencesStudy
	near.Distances = []float64{2, 1, .5}
	if _, f := near.panels(); f.Holds {
		t.Error("overlapping densities are as far apart as distant ones")
	}
}

// TestHuffman compares the lengths of a code with a published example (Cover and Thomas 2006, section 5.6: .25, .25, .2, .15, .15), and checks Kraft's
// equality and that no code of blocks is longer than the entropy and a bit.
func TestHuffman(t *testing.T) {
	lengths := huffman([]float64{.25, .25, .2, .15, .15})
	slices.Sort(lengths)
	if !slices.Equal(lengths, []int{2, 2, 2, 3, 3}) {
		t.Errorf("lengths %v", lengths)
	}
	p := blocks([]float64{.5, .25, .15, .1}, 3)
	kraft, entropy := 0.0, 0.0
	of := huffman(p)
	for i, v := range p {
		kraft += math.Pow(2, -float64(of[i]))
		entropy -= v * math.Log2(v)
	}
	if bits := meanLength(p, of); len(p) != 64 || math.Abs(kraft-1) > 1e-12 || bits < entropy || bits > entropy+1 {
		t.Errorf("%d words, Kraft's sum %g, %g bits for an entropy of %g", len(p), kraft, bits, entropy)
	}
}

// TestDensityNet compares the derivatives of the likelihood with central differences (step 1e-6, tolerance 1e-6).
func TestDensityNet(t *testing.T) {
	counts := make([]float64, likelihoodPoints)
	counts[20], counts[70] = .3, .7
	loss := func(n *densityNet) (sum float64) {
		for i, q := range n.probabilities() {
			sum -= counts[i] * math.Log(q)
		}
		return sum
	}
	fresh := func() *densityNet { return newDensityNet(5, rng.For(1, "net")) }
	moved := fresh()
	moved.descend(counts, moved.probabilities(), 1)
	for k := range 5 {
		for name, at := range map[string]func(n *densityNet) *float64{
			"w": func(n *densityNet) *float64 { return &n.w[k] }, "b": func(n *densityNet) *float64 { return &n.b[k] }, "v": func(n *densityNet) *float64 { return &n.v[k] },
		} {
			const h = 1e-6
			above, below := fresh(), fresh()
			*at(above) += h
			*at(below) -= h
			got, want := *at(fresh())-*at(moved), (loss(above)-loss(below))/(2*h)
			if math.Abs(got-want) > 1e-6 {
				t.Errorf("derivative by %s[%d] is %g, finite difference %g", name, k, got, want)
			}
		}
	}
}
