package theory

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gan2014/internal/divergence"
	"gan2014/models/theory/figure"
)

// A densityPair has the two densities that D tells apart.
type densityPair struct {
	name string
	p, q divergence.Density
}

// twoModes has two equal modes with little between them.
var twoModes = divergence.Mixture{
	{Weight: .5, Density: divergence.Normal{Mu: -1.3, Sigma: .7}},
	{Weight: .5, Density: divergence.Normal{Mu: 1.3, Sigma: .7}},
}

// densityPairs has pairs with and without overlap. The uniform densities have a gap between them, in which D* jumps and nothing is drawn.
var densityPairs = []densityPair{
	{"two modes, N(0, 1.5²)", twoModes, divergence.Normal{Mu: 0, Sigma: 1.5}},
	{"N(−1.5, 1), N(1.5, 0.8²)", divergence.Normal{Mu: -1.5, Sigma: 1}, divergence.Normal{Mu: 1.5, Sigma: .8}},
	{"U(−3, −½), U(½, 3)", divergence.Uniform{Low: -3, High: -.5}, divergence.Uniform{Low: .5, High: 3}},
}

const (
	bestUpdates     = 4000
	minDensityShare = .01 // of the maximum of p + q. Where p + q is less, D has hardly a sample to learn from and is not compared
)

// proposition1 trains a D between fixed densities and compares it with D* during the training and at its end.
func proposition1(ctx context.Context, seed int64, progress func(done, total int)) (Result, error) {
	return proposition1For(ctx, densityPairs, bestUpdates, seed, progress)
}

func proposition1For(ctx context.Context, pairs []densityPair, updates int, seed int64, progress func(done, total int)) (Result, error) {
	var found Result
	var ends []convergence
	for i, c := range pairs {
		a, shapes, err := c.trainD(ctx, updates, seed, func(done int) { progress(i*updates+done, len(pairs)*updates) })
		if err != nil {
			return Result{}, err
		}
		ends = append(ends, a)
		found.Lines = append(found.Lines, Line{figure.DistanceFromBest, c.name, a.maxErrors})
		if i == 0 {
			found.Lines = append(found.Lines, shapes...)
		}
	}
	found.Findings = []Finding{reachesTheBest(ends, updates), certainWithoutOverlap(ends[len(ends)-1])}
	return found, nil
}

// A convergence has the errors of D during training, and D's extremes at the end.
type convergence struct {
	densityPair
	maxErrors   []Point // sup |D − D*| by number of updates
	least, most float64 // at the end: the smallest D where q is 0, the largest D where p is 0
}

// trainD trains a D. It returns its convergence, and the curves of D* and of D after some numbers of updates.
func (c densityPair) trainD(ctx context.Context, updates int, seed int64, progress func(done int)) (convergence, []Line, error) {
	j := newReferenceD(c.p, c.q, updates, seed, "proposition1/"+c.name)
	places := c.places()
	best := make([]float64, len(places))
	for i, x := range places {
		best[i] = divergence.Optimal(c.p, c.q)(x)
	}
	a, shapes := convergence{densityPair: c}, []Line{{figure.ShapeOfD, figure.NameBestD, drawable(places, best)}}
	for _, stop := range stops(updates) {
		progress(j.done)
		if err := j.train(ctx, stop); err != nil {
			return a, nil, err
		}
		d, err := evaluateD(j.trainer, places)
		if err != nil {
			return a, nil, err
		}
		a.maxErrors = append(a.maxErrors, exactPoint(float64(stop), farthest(d, best)))
		if slices.Contains([]int{1, 10, 100, updates}, stop) {
			shapes = append(shapes, Line{figure.ShapeOfD, fmt.Sprintf("D after %d %s", stop, plural(stop)), drawable(places, d)})
		}
		a.least, a.most = c.sides(places, d)
	}
	return a, shapes, nil
}

// drawable returns a curve through every second value, which is fine enough for a figure.
func drawable(places, values []float64) (points []Point) {
	for i := 0; i < len(places); i += 2 {
		points = append(points, exactPoint(places[i], values[i]))
	}
	return points
}

func plural(updates int) string {
	if updates == 1 {
		return "update"
	}
	return "updates"
}

// places returns points of [−8, 8], 0.02 apart, at which p + q is more than a share of its maximum.
func (c densityPair) places() (kept []float64) {
	all, most := linspace(801, 8), 0.
	for _, x := range all {
		most = max(most, c.p.Prob(x)+c.q.Prob(x))
	}
	for _, x := range all {
		if c.p.Prob(x)+c.q.Prob(x) > minDensityShare*most {
			kept = append(kept, x)
		}
	}
	return kept
}

// sides returns the smallest D where q is 0 and the largest D where p is 0. If there are no such places, it returns 1 and 0.
func (c densityPair) sides(places, d []float64) (least, most float64) {
	least = 1
	for i, x := range places {
		if c.q.Prob(x) == 0 {
			least = min(least, d[i])
		}
		if c.p.Prob(x) == 0 {
			most = max(most, d[i])
		}
	}
	return least, most
}

// farthest returns the largest difference between two lists. It returns NaN if one of the differences is NaN.
func farthest(a, b []float64) (most float64) {
	for i := range a {
		most = max(most, math.Abs(a[i]-b[i]))
	}
	return most
}

// stops returns the updates after which D is measured: evenly spaced on a logarithmic axis, and the last.
func stops(last int) (at []int) {
	for stop := 1; stop < last; stop = max(stop+1, stop*5/4) {
		at = append(at, stop)
	}
	for _, stop := range []int{10, 100, last} {
		if stop <= last {
			at = append(at, stop)
		}
	}
	slices.Sort(at)
	return slices.Compact(at)
}

func reachesTheBest(ends []convergence, updates int) Finding {
	const tolerance = .02
	worst, where, first := 0., "", math.Inf(1)
	for _, a := range ends {
		first = min(first, a.maxErrors[0].Y)
		if off := a.maxErrors[len(a.maxErrors)-1].Y; !(off < worst) {
			worst, where = off, a.name
		}
	}
	return Finding{
		Figure: "proposition1",
		Claim:  "For a fixed G the best D is p/(p + q).",
		Source: "paper, Proposition 1",
		Measured: textf("after %d updates D is at most %.4f from it for %d pairs of densities (the farthest: %s), at 0.02 apart wherever p + q is above "+
			"%g %% of its maximum. After 1 update it was at least %.2f off.", updates, worst, len(ends), where, 100*minDensityShare, first),
		Holds: worst < tolerance && first > tolerance,
	}
}

func certainWithoutOverlap(a convergence) Finding {
	return Finding{
		Figure: "proposition1",
		Claim:  "Where only the data have a density the best D is 1, and where only the generator has one it is 0.",
		Source: "paper, Proposition 1",
		Measured: textf("between %s, which do not overlap, D is at least 1 − %.1g where p is and at most %.1g where q is. In the gap between "+
			"them nothing is drawn, and D* is not defined.", a.name, 1-a.least, a.most),
		Holds: a.least > .98 && a.most < .02 && a.least > a.most,
	}
}
