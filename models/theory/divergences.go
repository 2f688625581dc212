package theory

import (
	"context"
	"math"

	"gan2014/internal/divergence"
	"gan2014/internal/elementary"
	"gan2014/models/theory/figure"
)

// Divergences compares what KL and JSD say of pairs of densities, in nats and in the bits of a code, and what maximum likelihood minimises.
type Divergences struct {
	Distances []float64 // of the means of two normal densities, one for each panel, falling
	Widths    []float64 // standard deviations of q, for both directions of KL from N(0, 1)
	Block     int       // symbols in a code word

	Updates      int // of the net of maximum likelihood
	Batch        int
	LearningRate float64
	Units        int
}

// Compute compares them.
func (s Divergences) Compute(ctx context.Context, _ Digits, seed int64, progress func(done, total int)) (Result, error) {
	var r Result
	panels, saturated := s.panels()
	directions, differ := s.directions()
	r.Lines = append(panels, directions...)
	r.Findings = []Finding{saturated, differ, infinite(), s.coding()}
	progress(1, 2)
	lines, likelihood, err := s.likelihood(ctx, seed)
	if err != nil {
		return Result{}, err
	}
	progress(2, 2)
	return Result{append(r.Findings, likelihood), append(r.Lines, lines...)}, nil
}

// panels draws N(0, 1) and N(d, 1) for each distance, with their JSD.
func (s Divergences) panels() (lines []Line, found Finding) {
	p := divergence.Normal{Mu: 0, Sigma: 1}
	var js []float64
	low, high := -4., s.Distances[0]+4
	for i, d := range s.Distances {
		q := divergence.Normal{Mu: d, Sigma: 1}
		js = append(js, divergence.JS(p, q))
		panel := figure.Panel(i+1, textf("d = %g: JSD %.3f nats", d, js[i]))
		lines = append(lines, Line{panel, panel.Title, nil}, Line{panel, figure.NameP, graph(p.Prob, low, high, 400)}, Line{panel, figure.NameQ, graph(q.Prob, low, high, 400)})
	}
	last := len(js) - 1
	return lines, Finding{
		Figure: "divergences",
		Claim:  "While q comes nearer to p, JSD stays at log 2 as long as they hardly overlap: it does not say which of two distant densities is the nearer one.",
		Source: "Arjovsky and Bottou 2017, theorem 2.1",
		Measured: textf("between N(0, 1) and N(d, 1) it is %.3f at d = %g, %.3f at d = %g, and %.3f at d = %g; the first two differ by %.1g nats. log 2 = %.3f.",
			js[0], s.Distances[0], js[1], s.Distances[1], js[last], s.Distances[last], math.Abs(js[0]-js[1]), math.Ln2),
		Holds: math.Abs(js[0]-js[1]) < 1e-3 && math.Ln2-js[1] < 1e-3 && js[last] < .8*math.Ln2,
	}
}

// directions compares KL(p‖q) and KL(q‖p) for p = N(0, 1) and q = N(0, s²), by integration and by the formula.
func (s Divergences) directions() (lines []Line, found Finding) {
	p := divergence.Normal{Mu: 0, Sigma: 1}
	var forward, reverse []Point
	worst, least := 0.0, math.Inf(1)
	for _, sd := range s.Widths {
		q := divergence.Normal{Mu: 0, Sigma: sd}
		f, b := divergence.KL(p, q), divergence.KL(q, p)
		forward, reverse = append(forward, exactPoint(sd, f)), append(reverse, exactPoint(sd, b))
		worst = max(worst, math.Abs(f-normalKL(1, sd)), math.Abs(b-normalKL(sd, 1)))
		if sd != 1 {
			least = min(least, max(f, b)/min(f, b))
		}
	}
	last := len(s.Widths) - 1
	return []Line{{figure.Directions, "KL(p‖q)", forward}, {figure.Directions, "KL(q‖p)", reverse}}, Finding{
		Figure: "divergences",
		Claim:  "KL has a direction: KL(p‖q) and KL(q‖p) differ unless p is q. It is no distance.",
		Source: "Cover and Thomas 2006, section 2.3",
		Measured: textf("for p = N(0, 1) and q = N(0, %g²) they are %.3f and %.3f nats; of all widths the larger one is at least %.2f times the smaller. Integration and formula differ by at most %.1g.",
			s.Widths[last], forward[last].Y, reverse[last].Y, least, worst),
		Holds: least > 1.01 && worst < 1e-9,
	}
}

// normalKL returns KL(N(0, a²) ‖ N(0, b²)).
func normalKL(a, b float64) float64 {
	ratio := a / b
	return elementary.Log(b/a) + float64((float64(ratio*ratio)-1)/2)
}

// infinite compares densities of which one has what the other has not.
func infinite() Finding {
	p, wide := divergence.Uniform{Low: 0, High: 2}, divergence.Uniform{Low: 1, High: 3}
	apart := divergence.Uniform{Low: 4, High: 5}
	kl, js, far := divergence.KL(p, wide), divergence.JS(p, wide), divergence.JS(p, apart)
	return Finding{
		Figure:   "divergences",
		Claim:    "KL(p‖q) is infinite where q leaves out what p has. JSD is not: it is at most log 2, and is log 2 where they do not overlap.",
		Source:   "Lin 1991",
		Measured: textf("of uniform densities on [0, 2] and [1, 3] KL is %v and JSD %.4f = ½·log 2; of those on [0, 2] and [4, 5] JSD is %.4f.", kl, js, far),
		Holds:    math.IsInf(kl, 1) && math.Abs(js-math.Ln2/2) < 1e-9 && math.Abs(far-math.Ln2) < 1e-9,
	}
}
