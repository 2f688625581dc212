package dbn

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/nn"
	"gan2014/models/rbm"
)

// logOdds returns log p(vᵢ=1|v₋ᵢ)/p(vᵢ=0|v₋ᵢ) = F(v, vᵢ=0) − F(v, vᵢ=1), for one example v with sums v·W.
//
// F differs by bᵢ and, for each hidden unit, by log(1+eᵃ) − log(1+eᵒ), where o is the unit's sum at vᵢ=0 and a = o+Wᵢⱼ. The logarithms
// of 512 units are computed as the logarithm of one product, whose factors lie between ½ and 2 (see nn.CrossEntropy).
func logOdds[T nn.Float](m *rbm.Machine[T], v, sums []T, i int) float64 {
	w, c := m.W.Value.Row(i), m.C.Value.Data
	odds := float64(m.B.Value.Data[i])
	for from := 0; from < len(w); from += 512 {
		linear, product := 0., 1.
		for j := from; j < min(from+512, len(w)); j++ {
			off := float64(sums[j] + c[j] - T(v[i]*w[j]))
			on := off + float64(w[j])
			linear += max(on, 0) - max(off, 0)
			product *= (1 + elementary.Exp(-math.Abs(on))) / (1 + elementary.Exp(-math.Abs(off)))
		}
		odds += linear + elementary.Log(product)
	}
	return odds
}

// pseudoLikelihood estimates Σᵢ log p(vᵢ|v₋ᵢ) of one example from one random i (rbm.py, get_pseudo_likelihood_cost). An intensity vᵢ in
// [0,1] counts as that share of a 1.
func pseudoLikelihood[T nn.Float](m *rbm.Machine[T], v, sums []T, s rng.Stream) float64 {
	i := s.IntN(len(v))
	odds := logOdds(m, v, sums, i)
	crossEntropy := max(odds, 0) - float64(float64(v[i])*odds) + elementary.Log1p(elementary.Exp(-math.Abs(odds)))
	return -float64(len(v)) * crossEntropy
}
