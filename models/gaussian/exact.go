package gaussian

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/models/nn"
)

// Decoder returns the net z ↦ m + Σₖ √λₖ·zₖ·vₖ, of which Sample draws with z of N(0, I), if nothing is clipped. It needs a kept eigenvalue.
func (t *Trainer) Decoder() *nn.Net[float32] {
	net := nn.NewNet[float32]("G", t.state.Rank, []nn.Layer{{Kind: "linear", Units: t.images.Cols}}, 0)
	copy(net.Params[0].Value.Data, t.steps.Value.Data)
	copy(net.Params[1].Value.Data, t.mean.Value.Data)
	return net
}

// LogProb returns log N(x; m, Σ + σ²I) of each row in nats, where Σ has the kept eigenvalues alone: the exact likelihood of the decoder with normal
// noise of standard deviation σ on its output. In the directions vₖ the variance is λₖ + σ², and in the others σ² (Tipping and Bishop 1999,
// "Probabilistic Principal Component Analysis", whose σ² is the mean of the other eigenvalues).
func (t *Trainer) LogProb(x nn.Matrix[float32], sigma float64) []float64 {
	variance, values := float64(sigma*sigma), t.kept()
	constant := float64(float64(x.Cols) * elementary.Log(2*math.Pi*variance))
	for _, v := range values {
		constant += elementary.Log1p(v / variance)
	}
	lls := make([]float64, x.Rows)
	for i := range lls {
		square := 0.0
		for k, v := range x.Row(i) {
			d := float64(v) - float64(t.mean.Value.Data[k])
			square += float64(d * d)
		}
		for j, value := range values {
			dot := 0.0
			for k, v := range t.steps.Value.Row(j) {
				dot += float64(float64(v) * (float64(x.Row(i)[k]) - float64(t.mean.Value.Data[k])))
			}
			square -= float64(dot*dot) / (value + variance) // dot² = λ times the squared coordinate
		}
		lls[i] = -(constant + square/variance) / 2
	}
	return lls
}

// kept returns the kept eigenvalues, the squared lengths of the steps.
func (t *Trainer) kept() []float64 {
	values := make([]float64, t.state.Rank)
	for i := range values {
		for _, v := range t.steps.Value.Row(i) {
			values[i] += float64(float64(v) * float64(v))
		}
	}
	return values
}
