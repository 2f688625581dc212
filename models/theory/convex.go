package theory

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gan2014/internal/divergence"
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/theory/figure"

	"gonum.org/v1/gonum/floats"
)

// Proposition2 alternates the exact optimal D and a small step of q, from several starts. q is not a net here but the probabilities of a
// finite number of outcomes. The outcomes are points of x, so that q looks like the densities of the other figures.
type Proposition2 struct {
	Modes     []Mode            // whose densities at the points are p
	Points    int               // of [−6, 6], equally far apart
	WrongMode divergence.Normal // one of the starts
	Steps     int
	Rate      float64 // η
	Drawn     []int   // steps at which q is drawn, rising; those from Steps on do not count
}

// Compute makes the descents.
func (s Proposition2) Compute(ctx context.Context, _ Digits, seed int64, progress func(done, total int)) (Result, error) {
	p := s.discrete(Mixture(s.Modes))
	var descents []descent
	starts := s.starts(seed)
	for i, start := range starts {
		d, err := s.descend(ctx, p, start.q, start.name, func(done int) { progress(i*s.Steps+done, len(starts)*s.Steps) })
		if err != nil {
			return Result{}, err
		}
		descents = append(descents, d)
	}
	return s.result(p, descents), nil
}

// result draws the descents and judges them.
func (s Proposition2) result(p []float64, descents []descent) Result {
	var found Result
	for _, d := range descents {
		found.Lines = append(found.Lines, Line{figure.Criterion, d.name, thinned(d.criterion)})
	}
	found.Lines = append(found.Lines, Line{figure.StepsOfQ, figure.NameP, pointsOf(p)})
	wrong := descents[1]
	for _, step := range endingWith(s.Drawn, s.Steps) {
		found.Lines = append(found.Lines, Line{figure.StepsOfQ, fmt.Sprintf("q at step %d", step), pointsOf(wrong.q[step-1])})
	}
	found.Findings = []Finding{s.converges(p, descents), s.subderivative(p, descents)}
	return found
}

// A descent holds q and the criterion at each step, with the optimal D.
type descent struct {
	name      string
	q         [][]float64
	criterion []float64
}

// descend alternates an optimal D and a step of q. For a fixed D the criterion is linear in q, with the gradient
// log(1−D); q follows it by exponentiated gradients (Kivinen and Warmuth 1997), which keep it a distribution:
//
//	q ← q·exp(−η·log(1−D*))/Z = q·((p+q)/q)^η/Z
//
// As ∂²C/∂q² = p/(q·(p+q)) is at most 1/q, no step with η ≤ 1 raises the criterion, and after n steps it is at most KL(p‖q₀)/(η·n)
// above −log 4 (Lu, Freund and Nesterov 2018, with the entropy as the reference function).
func (s Proposition2) descend(ctx context.Context, p, start []float64, name string, progress func(done int)) (descent, error) {
	d, q := descent{name: name}, slices.Clone(start)
	for step := range s.Steps {
		if err := ctx.Err(); err != nil {
			return d, err
		}
		d.q = append(d.q, slices.Clone(q))
		d.criterion = append(d.criterion, divergence.Criterion(p, q))
		for i, slope := range divergence.Slope(p, q) {
			q[i] *= elementary.Exp(-s.Rate * slope)
		}
		scaleToOne(q)
		progress(step + 1)
	}
	return d, nil
}

type start struct {
	name string
	q    []float64
}

// starts returns distributions without zeros, because a probability of 0 stays 0.
func (s Proposition2) starts(seed int64) []start {
	uniform, random := make([]float64, s.Points), make([]float64, s.Points)
	noise := rng.For(seed, "proposition2/start")
	for i := range s.Points {
		uniform[i], random[i] = 1/float64(s.Points), noise.ExpFloat64()
	}
	scaleToOne(random)
	return []start{{"uniform", uniform}, {"a wrong mode", s.discrete(s.WrongMode)}, {"random", random}}
}

// discrete returns a density at each of the points, scaled to sum to 1.
func (s Proposition2) discrete(density divergence.Density) []float64 {
	p := make([]float64, s.Points)
	for i := range p {
		p[i] = density.Prob(placeOf(i, len(p)))
	}
	scaleToOne(p)
	return p
}

// scaleToOne divides the values by their sum.
func scaleToOne(p []float64) {
	sum := 0.
	for _, v := range p {
		sum += v
	}
	for i := range p {
		p[i] /= sum
	}
}

// placeOf returns the i-th of n points of [−6, 6].
func placeOf(i, n int) float64 { return -6 + float64(12*float64(i)/float64(n-1)) }

func pointsOf(q []float64) []Point {
	points := make([]Point, len(q))
	for i, v := range q {
		points[i] = exactPoint(placeOf(i, len(q)), v)
	}
	return points
}

// thinned keeps all first steps and then fewer and fewer steps, for a logarithmic axis. The first step is step 1.
func thinned(criterion []float64) []Point {
	var points []Point
	for step := 1; step <= len(criterion); step = max(step+1, step*21/20) {
		points = append(points, exactPoint(float64(step), criterion[step-1]))
	}
	return points
}

// converges compares the ends of all descents with p.
func (s Proposition2) converges(p []float64, descents []descent) Finding {
	const tolerance = 1e-3 // nats
	highest, farthest, rises := math.Inf(-1), 0., 0
	for _, d := range descents {
		highest = max(highest, d.criterion[s.Steps-1])
		farthest = max(farthest, floats.Distance(p, d.q[s.Steps-1], math.Inf(1)))
		for i, c := range d.criterion[1:] {
			if c > d.criterion[i]+1e-14 { // more than rounding
				rises++
			}
		}
	}
	return Finding{
		Figure: "proposition2",
		Claim:  "Where D reaches its optimum at each step, and q is then changed so as to improve the criterion, q converges to p.",
		Source: "paper, Proposition 2",
		Measured: textf("from %d starts the criterion is at most %.6f after %d steps, where −log 4 is %.6f. No probability of q is then "+
			"further than %.1g from p's. The criterion rose in %d of the steps.", len(descents), highest, s.Steps, -elementary.Log(4), farthest, rises),
		Holds: highest+elementary.Log(4) < tolerance && farthest < tolerance && rises == 0,
	}
}

// subderivative compares log(1−D*) with the derivative of the criterion along every descent. D* changes with q in the criterion.
func (s Proposition2) subderivative(p []float64, descents []descent) Finding {
	const tolerance = 1e-6 // nats per unit of the tilt
	worst, compared := 0., 0
	for _, d := range descents {
		for step := 1; step <= s.Steps; step *= 10 {
			q := d.q[step-1]
			worst = max(worst, math.Abs(slopeByDifferences(p, q)-covariance(q, divergence.Slope(p, q))))
			compared++
		}
	}
	return Finding{
		Figure: "proposition2",
		Claim:  "The derivative of the criterion is that of the function at the D which attains the supremum, as if D stood still.",
		Source: "paper, proof of Proposition 2",
		Measured: textf("as q is tilted towards large x, at %d places of the descents, the derivative of the criterion by differences is "+
			"the one that log(1 − D*) gives, to %.1g nats.", compared, worst),
		Holds: worst < tolerance,
	}
}

// slopeByDifferences returns the derivative of the criterion at q·exp(h·x)/Z for h = 0, by differences.
func slopeByDifferences(p, q []float64) float64 {
	const h = 1e-5
	tilted := func(h float64) []float64 {
		t := make([]float64, len(q))
		for i := range t {
			t[i] = q[i] * elementary.Exp(h*placeOf(i, len(q)))
		}
		scaleToOne(t)
		return t
	}
	return (divergence.Criterion(p, tilted(h)) - divergence.Criterion(p, tilted(-h))) / (2 * h)
}

// covariance returns the covariance of x and the slope under q. It is the derivative by h of a function with this slope when q is tilted,
// dq/dh = q·(x − E x).
func covariance(q, slope []float64) float64 {
	mean, sum := 0., 0.
	for i, v := range q {
		mean += float64(v * placeOf(i, len(q)))
	}
	for i, v := range q {
		sum += float64(v * (placeOf(i, len(q)) - mean) * slope[i])
	}
	return sum
}
