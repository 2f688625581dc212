package divergence

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
)

// Uniform is U(Low, High). High is above Low.
type Uniform struct{ Low, High float64 }

func (u Uniform) Prob(x float64) float64 {
	if x < u.Low || x > u.High {
		return 0
	}
	return 1 / (u.High - u.Low)
}
func (u Uniform) LogProb(x float64) float64    { return elementary.Log(u.Prob(x)) }
func (u Uniform) Support() (low, high float64) { return u.Low, u.High }
func (u Uniform) Knots() []float64             { return []float64{u.Low, u.High} }
func (u Uniform) Moments() (mean, sd float64) {
	return (u.Low + u.High) / 2, (u.High - u.Low) / math.Sqrt(12)
}
func (u Uniform) Draw(noise rng.Stream) float64 {
	return u.Low + float64((u.High-u.Low)*noise.Float64())
}
