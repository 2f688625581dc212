package divergence

import (
	"math"

	"gan2014/internal/rng"

	"gonum.org/v1/gonum/stat/distuv"
)

// Normal is N(Mu, Sigma²). Sigma is above 0.
type Normal struct{ Mu, Sigma float64 }

func (n Normal) law() distuv.Normal { return distuv.Normal{Mu: n.Mu, Sigma: n.Sigma} }

func (n Normal) Prob(x float64) float64        { return n.law().Prob(x) }
func (n Normal) LogProb(x float64) float64     { return n.law().LogProb(x) }
func (n Normal) Support() (low, high float64)  { return math.Inf(-1), math.Inf(1) }
func (n Normal) Moments() (mean, sd float64)   { return n.Mu, n.Sigma }
func (n Normal) Draw(noise rng.Stream) float64 { return n.Mu + n.Sigma*noise.NormFloat64() }

// Knots returns knots up to 12 standard deviations from the mean. The probability beyond is 4·10⁻³³.
func (n Normal) Knots() []float64 {
	at := []float64{-12, -8, -5, -2.5, 0, 2.5, 5, 8, 12}
	for i := range at {
		at[i] = n.Mu + n.Sigma*at[i]
	}
	return at
}
