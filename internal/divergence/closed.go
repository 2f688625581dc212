package divergence

import (
	"math"

	"gan2014/internal/elementary"
)

// NormalKL returns KL(p‖q) of two normal densities: log(σ_q/σ_p) + (σ_p² + (μ_p−μ_q)²)/(2·σ_q²) − ½.
func NormalKL(p, q Normal) float64 {
	ratio, apart := p.Sigma/q.Sigma, (p.Mu-q.Mu)/q.Sigma
	return -elementary.Log(ratio) + float64((float64(ratio*ratio)+float64(apart*apart)-1)/2)
}

// UniformKL returns KL(p‖q) of two uniform densities: the logarithm of width(q)/width(p), or +Inf if q does not cover p.
func UniformKL(p, q Uniform) float64 {
	if !supportWithin(p, q) {
		return math.Inf(1)
	}
	return elementary.Log((q.High - q.Low) / (p.High - p.Low))
}

// UniformJS returns JSD(p‖q) of two uniform densities. With a = 1/width of p, b = 1/width of q and an overlap of width o, D* is a/(a+b) on
// the overlap and certain elsewhere: ½·((1−o·a)·log 2 + o·a·log(2a/(a+b))) + ½·((1−o·b)·log 2 + o·b·log(2b/(a+b))).
func UniformJS(p, q Uniform) float64 {
	a, b := 1/(p.High-p.Low), 1/(q.High-q.Low)
	overlap := max(0, min(p.High, q.High)-max(p.Low, q.Low))
	side := func(own float64) float64 { return math.Ln2 + float64(overlap*own*elementary.Log(own/(a+b))) }
	return (side(a) + side(b)) / 2
}
