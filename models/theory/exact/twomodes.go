package exact

import (
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
)

// The points of a chain between two modes: −2, −1.9, …, 2. The modes are at −1 and 1.
const (
	points              = 41
	spacing             = .1
	leftMode, rightMode = 10, 30
	middle              = 20
)

// TwoModes is Metropolis's chain for two equally likely normal modes at −1 and 1 on the points −2, −1.9, …, 2. A step proposes the point to
// the left or to the right with a chance of ¼ each, and takes it with the chance min(1, ratio of the probabilities).
type TwoModes struct {
	p    [points]float64 // probability of each point
	flow [points]float64 // chance that a step of the settled chain goes from this point to the one on its left; the same to the right
}

// NewTwoModes returns the chain for modes with the given standard deviation, from .05 on.
func NewTwoModes(width float64) TwoModes {
	var c TwoModes
	sum := 0.0
	for i := range c.p {
		left, right := (place(i)+1)/width, (place(i)-1)/width
		c.p[i] = elementary.Exp(-float64(float64(left*left)/2)) + elementary.Exp(-float64(float64(right*right)/2))
		sum += c.p[i]
	}
	for i := range c.p {
		c.p[i] /= sum
		if i > 0 {
			c.flow[i] = float64(min(c.p[i], c.p[i-1]) / 4)
		}
	}
	return c
}

// place returns the x of a point.
func place(i int) float64 { return float64(spacing * float64(i-middle)) }

// Crossing returns the mean number of steps from the centre of the right mode until the centre of the left mode is reached. On its way the
// chain passes each point k, and from there takes Σ p(j ≥ k) / flow(k) steps on average until it first stands left of it (Levin, Peres and
// Wilmer 2009, section 2.5).
func (c TwoModes) Crossing() float64 {
	steps, tail := 0.0, 0.0
	for k := points - 1; k > leftMode; k-- {
		tail += c.p[k]
		if k <= rightMode {
			steps += tail / c.flow[k]
		}
	}
	return steps
}

// Relaxation returns 1/(1 − λ₂), the number of steps in which what the chain remembers of its start falls by the factor e; λ₂ is the second
// eigenvalue of its transition matrix. The second eigenfunction f is odd, so it is 0 in the middle, and right of it
//
//	f(i) = (1 − λ₂) · Σ over k from the middle to i of (Σ over j ≥ k of p(j)·f(j)) / flow(k).
//
// Repeated sums, which have no differences and so lose no digits, come to the eigenfunction and to the factor.
func (c TwoModes) Relaxation() float64 {
	var f, tails [points]float64
	for i := middle + 1; i < points; i++ {
		f[i] = 1
	}
	largest := 0.0
	const rounds = 200
	for range rounds {
		tail := 0.0
		for k := points - 1; k > middle; k-- {
			tail += float64(c.p[k] * f[k])
			tails[k] = tail
		}
		for i := middle + 1; i < points; i++ {
			f[i] = f[i-1] + tails[i]/c.flow[i]
		}
		largest = f[points-1]
		for i := range f {
			f[i] /= largest
		}
	}
	return largest
}

// Walk runs the chain until it has gone from the centre of one mode to that of the other as often as wanted, and returns the steps that each
// crossing took.
func (c TwoModes) Walk(crossings int, noise rng.Stream) (steps []int) {
	var left, either [points]float64 // chances of a step to the left, and of a step to either side
	for i := range points {
		left[i] = c.flow[i] / c.p[i]
		either[i] = left[i]
		if i+1 < points {
			either[i] += c.flow[i+1] / c.p[i]
		}
	}
	at, goal := rightMode, leftMode
	for taken := 0; len(steps) < crossings; {
		switch u := noise.Float64(); {
		case u < left[at]:
			at--
		case u < either[at]:
			at++
		}
		taken++
		if at == goal {
			steps, taken, goal = append(steps, taken), 0, leftMode+rightMode-goal
		}
	}
	return steps
}
