package divergence

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
)

// Normal is N(Mu, Sigma²). Sigma is above 0.
type Normal struct{ Mu, Sigma float64 }

func (n Normal) Prob(x float64) float64 { return elementary.Exp(n.LogProb(x)) }
func (n Normal) LogProb(x float64) float64 {
	z := (x - n.Mu) / n.Sigma
	return -float64(z*z/2) - elementary.Log(n.Sigma) - float64(elementary.Log(2*math.Pi)/2)
}
func (n Normal) Support() (low, high float64)  { return math.Inf(-1), math.Inf(1) }
func (n Normal) Moments() (mean, sd float64)   { return n.Mu, n.Sigma }
func (n Normal) Draw(noise rng.Stream) float64 { return n.Mu + float64(n.Sigma*noise.NormFloat64()) }

// Knots returns knots up to 12 standard deviations from the mean. The probability beyond is 4·10⁻³³.
func (n Normal) Knots() []float64 {
	at := []float64{-12, -8, -5, -2.5, 0, 2.5, 5, 8, 12}
	for i := range at {
		at[i] = n.Mu + float64(n.Sigma*at[i])
	}
	return at
}
