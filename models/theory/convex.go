package theory

import (
	"fmt"
	"math"
	"slices"

	"gan2014/internal/divergence"
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/theory/figure"

	"gonum.org/v1/gonum/floats"
)

// The game of Proposition 2. q is not a net here but the probabilities of a finite number of outcomes. The outcomes are points of x, so
// that q looks like the densities of the other figures.
const (
	places      = 121 // points of [−6, 6], 0.1 apart
	convexSteps = 1000
	convexRate  = .05
)

// proposition2 alternates the exact optimal D and a small step of q, from several starts.
func proposition2(seed int64) Result {
	p := discrete(unevenModes)
	var descents []descent
	for _, start := range starts(seed) {
		descents = append(descents, descend(p, start.q, start.name))
	}
	var found Result
	for _, d := range descents {
		found.Lines = append(found.Lines, Line{figure.Criterion, d.name, thinned(d.criterion)})
	}
	found.Lines = append(found.Lines, Line{figure.StepsOfQ, figure.NameP, pointsOf(p)})
	wrong := descents[1]
	for _, step := range []int{1, 50, 75, 100, convexSteps} {
		found.Lines = append(found.Lines, Line{figure.StepsOfQ, fmt.Sprintf("q at step %d", step), pointsOf(wrong.q[step-1])})
	}
	found.Findings = []Finding{converges(p, descents), subderivative(p, descents)}
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
func descend(p, start []float64, name string) descent {
	d, q := descent{name: name}, slices.Clone(start)
	for range convexSteps {
		d.q = append(d.q, slices.Clone(q))
		d.criterion = append(d.criterion, divergence.Criterion(p, q))
		for i, slope := range divergence.Slope(p, q) {
			q[i] *= elementary.Exp(-convexRate * slope)
		}
		scaleToOne(q)
	}
	return d
}

type start struct {
	name string
	q    []float64
}

// starts returns distributions without zeros, because a probability of 0 stays 0.
func starts(seed int64) []start {
	uniform, random := make([]float64, places), make([]float64, places)
	noise := rng.For(seed, "proposition2/start")
	for i := range places {
		uniform[i], random[i] = 1./places, noise.ExpFloat64()
	}
	scaleToOne(random)
	return []start{{"uniform", uniform}, {"a wrong mode", discrete(divergence.Normal{Mu: 5, Sigma: .4})}, {"random", random}}
}

// discrete returns a density at each of the points, scaled to sum to 1.
func discrete(density divergence.Density) []float64 {
	p := make([]float64, places)
	for i := range p {
		p[i] = density.Prob(placeOf(i))
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

func placeOf(i int) float64 { return -6 + float64(12*float64(i)/(places-1)) }

func pointsOf(q []float64) []Point {
	points := make([]Point, len(q))
	for i, v := range q {
		points[i] = exactPoint(placeOf(i), v)
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
func converges(p []float64, descents []descent) Finding {
	const tolerance = 1e-3 // nats
	highest, farthest, rises := math.Inf(-1), 0., 0
	for _, d := range descents {
		highest = max(highest, d.criterion[convexSteps-1])
		farthest = max(farthest, floats.Distance(p, d.q[convexSteps-1], math.Inf(1)))
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
			"further than %.1g from p's. The criterion rose in %d of the steps.", len(descents), highest, convexSteps, -elementary.Log(4), farthest, rises),
		Holds: highest+elementary.Log(4) < tolerance && farthest < tolerance && rises == 0,
	}
}

// subderivative compares log(1−D*) with the derivative of the criterion along every descent. D* changes with q in the criterion.
func subderivative(p []float64, descents []descent) Finding {
	const tolerance = 1e-6 // nats per unit of the tilt
	worst, compared := 0., 0
	for _, d := range descents {
		for step := 1; step <= convexSteps; step *= 10 {
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
			t[i] = q[i] * elementary.Exp(h*placeOf(i))
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
		mean += float64(v * placeOf(i))
	}
	for i, v := range q {
		sum += float64(v * (placeOf(i) - mean) * slope[i])
	}
	return sum
}
