package divergence

import (
	"math"

	"gan2014/internal/elementary"

	"gonum.org/v1/gonum/optimize"
)

// A Fit is the normal density with the smallest divergence from a mixture.
type Fit struct {
	Normal
	Divergence float64 // divergence between the mixture and the fit, in nats
	Start      Normal  // start of the search that found it
}

// FitForward minimises KL(p‖q) over normal q. The minimum is the maximum-likelihood fit. It has the mean and the standard deviation of p,
// because E_p log q depends only on them.
func FitForward(p Mixture) Fit {
	q := momentsOf(p)
	return Fit{Normal: q, Divergence: KL(p, q), Start: q}
}

// FitReverse minimises KL(q‖p) over normal q. If p is 0 somewhere, as a uniform density is outside its interval, KL(q‖p) is +Inf for every
// normal q.
func FitReverse(p Mixture) Fit {
	return nearest(p, func(q Normal) float64 { return KL(q, p) })
}

// FitJS minimises JSD(p‖q) over normal q.
func FitJS(p Mixture) Fit {
	return nearest(p, func(q Normal) float64 { return JS(p, q) })
}

// nearest minimises a divergence over μ and log σ by the simplex method (Nelder and Mead 1965). A divergence may have many minima, so
// nearest starts from the moments of the whole mixture and from the moments of each part. It returns the smallest minimum, and the first of
// equal ones.
func nearest(p Mixture, divergence func(Normal) float64) Fit {
	starts := []Normal{momentsOf(p)}
	for _, part := range p {
		starts = append(starts, momentsOf(part))
	}
	best := Fit{Normal: starts[0], Divergence: divergence(starts[0]), Start: starts[0]}
	for _, start := range starts {
		q := minimize(start, divergence)
		if d := divergence(q); d < best.Divergence-1e-9 {
			best = Fit{Normal: q, Divergence: d, Start: start}
		}
	}
	return best
}

// minimize returns the minimum that the search reaches from start, or start itself if the search fails. Mean and standard deviation are
// rounded to multiples of 2⁻¹⁸: the search is more precise than that, but its last bits depend on the processor.
func minimize(start Normal, divergence func(Normal) float64) Normal {
	normal := func(at []float64) Normal { return Normal{at[0], elementary.Exp(at[1])} }
	problem := optimize.Problem{Func: func(at []float64) float64 { return divergence(normal(at)) }}
	precise := &optimize.Settings{Converger: &optimize.FunctionConverge{Absolute: 1e-13, Iterations: 50}, FuncEvaluations: 2000}
	found, _ := optimize.Minimize(problem, []float64{start.Mu, elementary.Log(start.Sigma)}, precise, &optimize.NelderMead{})
	if found == nil { // the divergence is infinite already there
		return start
	}
	q := normal(found.X)
	return Normal{math.Round(0x1p18*q.Mu) / 0x1p18, math.Round(0x1p18*q.Sigma) / 0x1p18}
}

func momentsOf(p Density) Normal {
	mean, sd := p.Moments()
	return Normal{mean, sd}
}
