package theory

import (
	"context"
	"math"
	"slices"

	"gan2014/internal/divergence"
	"gan2014/models/theory/figure"
)

// Proposition1 trains a D between fixed densities and compares it with D* during the training and at its end.
type Proposition1 struct {
	Pairs []DensityPair
	ReferenceD
}

// A DensityPair has the two densities that D tells apart: of the data, and of the generator.
type DensityPair struct{ P, Q divergence.Density }

// minDensityShare is a share of the maximum of p + q. Where p + q is less, D has hardly a sample to learn from and is not compared.
const minDensityShare = .01

// named returns the pairs with names, such as "U(−3, −½), U(½, 3)". A name that is there already gets a number.
func (s Proposition1) named() (pairs []densityPair) {
	times := map[string]int{}
	for _, of := range s.Pairs {
		pair := densityPair{nameOf(of.P) + ", " + nameOf(of.Q), of.P, of.Q}
		if times[pair.name]++; times[pair.name] > 1 {
			pair.name = textf("%s (%d)", pair.name, times[pair.name])
		}
		pairs = append(pairs, pair)
	}
	return pairs
}

// A densityPair is a DensityPair with its name.
type densityPair struct {
	name string
	p, q divergence.Density
}

// Compute trains a D for each pair.
func (s Proposition1) Compute(ctx context.Context, _ Digits, seed int64, progress func(done, total int)) (Result, error) {
	var found Result
	var ends []convergence
	for i, c := range s.named() {
		a, shapes, err := c.trainD(ctx, s.ReferenceD, seed, func(done int) { progress(i*s.Updates+done, len(s.Pairs)*s.Updates) })
		if err != nil {
			return Result{}, err
		}
		ends = append(ends, a)
		found.Lines = append(found.Lines, Line{figure.DistanceFromBest, c.name, a.maxErrors})
		if i == 0 {
			found.Lines = append(found.Lines, shapes...)
		}
	}
	found.Findings = []Finding{reachesTheBest(ends, s.Updates)}
	for _, a := range ends {
		if a.apart() {
			found.Findings = append(found.Findings, certainWithoutOverlap(a))
			break
		}
	}
	return found, nil
}

// A convergence has the errors of D during training, and D's extremes at the end.
type convergence struct {
	densityPair
	maxErrors   []Point // sup |D − D*| by number of updates
	least, most float64 // at the end: the smallest D where q is 0, the largest D where p is 0
}

// apart reports whether there is no place with a density of both.
func (c densityPair) apart() bool {
	return !slices.ContainsFunc(c.places(), func(x float64) bool { return c.p.Prob(x) > 0 && c.q.Prob(x) > 0 })
}

// trainD trains a D. It returns its convergence, and the curves of D* and of D after some numbers of updates.
func (c densityPair) trainD(ctx context.Context, s ReferenceD, seed int64, progress func(done int)) (convergence, []Line, error) {
	j := s.between(c.p, c.q, seed, "proposition1/"+c.name)
	places := c.places()
	best := make([]float64, len(places))
	for i, x := range places {
		best[i] = divergence.Optimal(c.p, c.q)(x)
	}
	a, shapes := convergence{densityPair: c}, []Line{{figure.ShapeOfD, figure.NameBestD, drawable(places, best)}}
	for _, stop := range stops(s.Updates) {
		if err := j.train(ctx, stop, progress); err != nil {
			return a, nil, err
		}
		d, err := evaluateD(j.trainer, places)
		if err != nil {
			return a, nil, err
		}
		a.maxErrors = append(a.maxErrors, exactPoint(float64(stop), farthest(d, best)))
		if slices.Contains([]int{1, 10, 100, s.Updates}, stop) {
			shapes = append(shapes, Line{figure.ShapeOfD, "D after " + counted(stop, "update"), drawable(places, d)})
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
		Measured: textf("after %s D is at most %.4f from it for %s of densities (the farthest: %s), at 0.02 apart wherever p + q is above "+
			"%g %% of its maximum. After 1 update it was at least %.2f off.", counted(updates, "update"), worst, counted(len(ends), "pair"), where, 100*minDensityShare, first),
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
