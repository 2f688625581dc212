package exact

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
)

// A Logistic is the discriminator σ(Slope·x + Offset). Between data from N(0, 1) and samples from N(m, 1) the best is −m and m²/2, where
// D = p/(p + q).
type Logistic struct{ Slope, Offset float64 }

func BestLogistic(m float64) Logistic { return Logistic{-m, float64(float64(m*m) / 2)} }

// Climb returns D after a step along the gradient of the mean of log D(x) + log(1 − D(G(z))) over n data and n samples.
func (d Logistic) Climb(m, rate float64, n int, noise rng.Stream) Logistic {
	slope, offset := 0.0, 0.0
	add := func(x, data float64) {
		missed := data - elementary.Sigmoid(float64(d.Slope*x)+d.Offset)
		slope += float64(missed * x)
		offset += missed
	}
	for range n {
		add(noise.NormFloat64(), 1)
		add(m+noise.NormFloat64(), 0)
	}
	rate /= float64(n)
	return Logistic{d.Slope + float64(rate*slope), d.Offset + float64(rate*offset)}
}

// Shortfall returns by how many nats V(D, G) is below its value for the best D, by the trapezoidal rule, which is exact to many digits for
// functions that fall so fast.
func (d Logistic) Shortfall(m float64) float64 {
	best, sum := BestLogistic(m), 0.0
	const low, step, steps = -8., .1, 200
	for i := range steps + 1 {
		x := low + float64(step*float64(i))
		u := x - m
		logit, bestLogit := float64(d.Slope*x)+d.Offset, float64(best.Slope*x)+best.Offset
		ofData := float64(elementary.Exp(-float64(float64(x*x)/2)) * (elementary.Softplus(-logit) - elementary.Softplus(-bestLogit)))
		ofSamples := float64(elementary.Exp(-float64(float64(u*u)/2)) * (elementary.Softplus(logit) - elementary.Softplus(bestLogit)))
		sum += ofData + ofSamples
	}
	return float64(sum*step) / math.Sqrt(2*math.Pi)
}
