package divergence

import (
	"math"

	"gan2014/internal/rng"

	"gonum.org/v1/gonum/stat/distuv"
)

// Uniform is U(Low, High). High is above Low.
type Uniform struct{ Low, High float64 }

func (u Uniform) law() distuv.Uniform { return distuv.Uniform{Min: u.Low, Max: u.High} }

func (u Uniform) Prob(x float64) float64       { return u.law().Prob(x) }
func (u Uniform) LogProb(x float64) float64    { return u.law().LogProb(x) }
func (u Uniform) Support() (low, high float64) { return u.Low, u.High }
func (u Uniform) Knots() []float64             { return []float64{u.Low, u.High} }
func (u Uniform) Moments() (mean, sd float64) {
	return (u.Low + u.High) / 2, (u.High - u.Low) / math.Sqrt(12)
}
func (u Uniform) Draw(noise rng.Stream) float64 { return u.Low + (u.High-u.Low)*noise.Float64() }
