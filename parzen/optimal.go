package parzen

import (
	"context"
	"math"
	"slices"

	"gan2014/internal/elementary"
)

// optimalPrecision is the relative precision of Optimal's σ.
const optimalPrecision = 1e-4

// Optimal returns the σ, to a relative 10⁻⁴, at which the mean log density of
// the validation points is highest. σ need not be a value of the grid. Optimal
// begins at the grid's best value and searches beside it. If necessary it
// searches beyond the grid's ends, by a factor of up to 256⁴. AtEdge reports
// that it found no maximum: if points are among the samples, their density
// grows without limit as σ falls.
//
// The sums over samples also give the derivative by log σ. Between two values
// where it changes sign it has one zero and is nearly straight. Each pass
// evaluates a few σ around the zero of the straight line. The curve has all
// evaluated σ in rising order. Optimal has the errors of [Estimator.LogProb].
func (e *Estimator) Optimal(ctx context.Context, valid Points, grid Grid) (Choice, error) {
	c := climb{e: e, ctx: ctx, valid: valid}
	if err := c.evaluate(grid...); err != nil {
		return Choice{}, err
	}
	for range 4 {
		if _, _, ok := c.bracket(); ok {
			break
		}
		further := c.outward()
		if len(further) == 0 { // σ is as small or large as it may be
			break
		}
		if err := c.evaluate(further...); err != nil {
			return Choice{}, err
		}
	}
	low, high, ok := c.bracket()
	for ok && elementary.Log(high.sigma/low.sigma) > optimalPrecision {
		if err := c.evaluate(between(low, high)...); err != nil {
			return Choice{}, err
		}
		low, high, ok = c.bracket()
	}
	best := c.best()
	choice := Choice{Sigma: c.seen[best].sigma}
	if ok {
		choice.Sigma = low.sigma * elementary.Exp(crossing(low, high)*elementary.Log(high.sigma/low.sigma))
	} else {
		choice.AtEdge = best == 0 || best == len(c.seen)-1
	}
	for _, s := range c.seen {
		choice.Curve.Sigmas = append(choice.Curve.Sigmas, s.sigma)
		choice.Curve.MeanLL = append(choice.Curve.MeanLL, s.ll)
	}
	return choice, nil
}

// A step is the mean log density at a σ, and its derivative by log σ.
type step struct{ sigma, ll, slope float64 }

// A climb is a search for the highest mean log density.
type climb struct {
	e     *Estimator
	ctx   context.Context
	valid Points
	seen  []step // σ rising
}

// evaluate adds a step for each σ, in one pass over the samples.
func (c *climb) evaluate(sigmas ...float64) error {
	lls, slopes, err := c.e.slopes(c.ctx, c.valid, sigmas)
	if err != nil {
		return err
	}
	for j, sigma := range sigmas {
		at, known := slices.BinarySearchFunc(c.seen, sigma, func(s step, sigma float64) int {
			switch {
			case s.sigma < sigma:
				return -1
			case s.sigma > sigma:
				return 1
			}
			return 0
		})
		if !known {
			c.seen = slices.Insert(c.seen, at, step{sigma, mean(lls[j]), mean(slopes[j])})
		}
	}
	return nil
}

// best returns the index of the step with the highest mean log density.
func (c *climb) best() int {
	best := 0
	for i, s := range c.seen {
		if s.ll > c.seen[best].ll {
			best = i
		}
	}
	return best
}

// bracket returns the neighbouring steps that enclose the maximum; one of them
// is the best. ok is false if the curve still rises at its end, or if rounding
// makes the slopes contradict the values, which happens only much nearer to the
// maximum than the precision.
func (c *climb) bracket() (low, high step, ok bool) {
	i := c.best()
	if c.seen[i].slope > 0 {
		i++
	}
	if i == 0 || i == len(c.seen) {
		return step{}, step{}, false
	}
	low, high = c.seen[i-1], c.seen[i]
	return low, high, low.slope > 0 && high.slope <= 0
}

// outward returns σ beyond the end at which the curve rises.
func (c *climb) outward() []float64 {
	sigma, factor := c.seen[0].sigma, 0.5
	if c.best() > 0 {
		sigma, factor = c.seen[len(c.seen)-1].sigma, 2
	}
	var sigmas []float64
	for range 8 {
		if sigma *= factor; sigma >= minSigma && sigma <= maxSigma {
			sigmas = append(sigmas, sigma)
		}
	}
	return sigmas
}

// crossing returns where the straight line through the slopes is zero, as a
// fraction from 0 at low to 1 at high.
func crossing(low, high step) float64 { return low.slope / (low.slope - high.slope) }

// between returns σ inside a bracket, dense around the crossing.
func between(low, high step) []float64 {
	middle, width := crossing(low, high), elementary.Log(high.sigma/low.sigma)
	var sigmas []float64
	for _, offset := range []float64{-1. / 4, -1. / 16, -1. / 256, 1. / 256, 1. / 16, 1. / 4} {
		if f := middle + offset; f > 0 && f < 1 {
			sigmas = append(sigmas, low.sigma*elementary.Exp(f*width))
		}
	}
	return append(sigmas, math.Sqrt(low.sigma*high.sigma))
}
