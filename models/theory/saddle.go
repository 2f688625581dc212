package theory

import (
	"context"
	"math"

	"gan2014/internal/elementary"
	"gan2014/models/theory/figure"
)

// Saddle computes games in which two players have one number each, or a few, so that their values and equilibria are known: V = xy, matching
// pennies, and a pair of nets with one parameter each.
type Saddle struct {
	Rate  float64 // η of gradient steps
	Steps int
	Games int // of matching pennies, played against the average of what the other has played
}

// Compute plays the games.
func (s Saddle) Compute(ctx context.Context, _ Digits, _ int64, progress func(done, total int)) (Result, error) {
	var r Result
	for i, part := range []func() ([]Line, []Finding){s.bilinear, s.pennies, s.smallNets} {
		if err := ctx.Err(); err != nil {
			return Result{}, err
		}
		lines, findings := part()
		r.Lines, r.Findings = append(r.Lines, lines...), append(r.Findings, findings...)
		progress(i+1, 3)
	}
	return r, nil
}

// A duel holds the numbers of both players at each step, from the start on.
type duel struct{ x, y []float64 }

// play makes steps from a start.
func play(x, y float64, steps int, step func(x, y float64) (float64, float64)) duel {
	d := duel{[]float64{x}, []float64{y}}
	for range steps {
		x, y = step(x, y)
		d.x, d.y = append(d.x, x), append(d.y, y)
	}
	return d
}

// distances returns the distance from (0, 0) at each step.
func (d duel) distances() []float64 {
	all := make([]float64, len(d.x))
	for i := range all {
		all[i] = elementary.Hypot(d.x[i], d.y[i])
	}
	return all
}

// averages returns the mean of all steps up to each.
func (d duel) averages() duel {
	var m duel
	x, y := 0.0, 0.0
	for i := range d.x {
		x, y = x+d.x[i], y+d.y[i]
		m.x, m.y = append(m.x, x/float64(i+1)), append(m.y, y/float64(i+1))
	}
	return m
}

// path returns the first steps, so that those that lead away do not hide the others.
func (d duel) path() (points []Point) {
	const shown = 150
	for i := range min(len(d.x), shown) {
		points = append(points, exactPoint(d.x[i], d.y[i]))
	}
	return points
}

// overSteps returns values by their step, from 1 on, in about 200 points.
func overSteps(values []float64) (points []Point) {
	for i := 1; i < len(values); i += max(1, len(values)/200) {
		points = append(points, exactPoint(float64(i), values[i]))
	}
	return points
}

// bilinear plays min over x, max over y of xy, whose equilibrium is (0, 0), from (1, 0).
func (s Saddle) bilinear() ([]Line, []Finding) {
	together := play(1, 0, s.Steps, func(x, y float64) (float64, float64) { return x - float64(s.Rate*y), y + float64(s.Rate*x) })
	inTurns := play(1, 0, s.Steps, func(x, y float64) (float64, float64) {
		y += float64(s.Rate * x)
		return x - float64(s.Rate*y), y
	})
	averages := inTurns.averages()
	lines := []Line{
		{figure.PathsOfSteps, "at once", together.path()}, {figure.PathsOfSteps, "in turns", inTurns.path()}, {figure.PathsOfSteps, "averages in turns", averages.path()},
		{figure.DistanceOfSteps, "at once", overSteps(together.distances())}, {figure.DistanceOfSteps, "in turns", overSteps(inTurns.distances())},
		{figure.DistanceOfSteps, "averages in turns", overSteps(averages.distances())},
	}
	return lines, []Finding{s.spirals(together), s.orbits(inTurns), s.averagesConverge(averages)}
}

func (s Saddle) spirals(d duel) Finding {
	distances := d.distances()
	last, want := distances[s.Steps], elementary.Power(math.Sqrt(1+float64(s.Rate*s.Rate)), s.Steps)
	return Finding{
		Figure: "saddle",
		Claim:  "Gradient steps of both players at once lead away from the equilibrium of V = xy: each multiplies the distance by √(1 + η²).",
		Source: "Mescheder, Nowozin and Geiger 2017, section 3; by the rules of descent",
		Measured: textf("with η = %g the distance of 1 has become %.3g after %s; √(1 + η²) to this power is %.3g.", s.Rate, last, counted(s.Steps, "step"),
			want),
		Holds: last > 1 && math.Abs(last/want-1) < 1e-9,
	}
}

// orbits checks that x² + y² + ηxy, which steps in turns leave as it is, stays, so that they stay on an ellipse.
func (s Saddle) orbits(d duel) Finding {
	least, most, worst := math.Inf(1), 0.0, 0.0
	for i, distance := range d.distances() {
		least, most = min(least, distance), max(most, distance)
		kept := float64(d.x[i]*d.x[i]) + float64(d.y[i]*d.y[i]) + float64(s.Rate*float64(d.x[i]*d.y[i]))
		worst = max(worst, math.Abs(kept-1))
	}
	return Finding{
		Figure:   "saddle",
		Claim:    "Gradient steps in turns stay on an ellipse around the equilibrium of V = xy: they neither come to it nor leave it.",
		Source:   "Gidel et al. 2019, “Negative Momentum for Improved Game Dynamics”; by the rules of descent",
		Measured: textf("in %s the distance stays between %.3f and %.3f; x² + y² + ηxy, which is 1 at first, changes by %.1g.", counted(s.Steps, "step"), least, most, worst),
		Holds:    least > .5 && most < 2 && worst < 1e-9,
	}
}

func (s Saddle) averagesConverge(d duel) Finding {
	distances := d.distances()
	last := distances[s.Steps]
	bound := 2 * elementary.Hypot(1, 1) / (s.Rate * float64(s.Steps+1)) // the sums of x and y are differences of y and x over η
	return Finding{
		Figure:   "saddle",
		Claim:    "The averages of these steps come to the equilibrium, as 1 over their number.",
		Source:   "Freund and Schapire 1999; by the rules of descent",
		Measured: textf("after %s the average is %.2g away; the bound is %.2g.", counted(s.Steps, "step"), last, bound),
		Holds:    last < bound && last < distances[s.Steps/10],
	}
}

// pennies plays matching pennies: one player wins 1 from the other if both show the same side, and loses 1 otherwise. x and y are the shares of
// heads, V = (2x − 1)(2y − 1).
func (s Saddle) pennies() ([]Line, []Finding) {
	payoff := func(x, y float64) float64 { return float64((2*x - 1) * (2*y - 1)) }
	const sides, shares = 1, 1000
	pure, mixed := valuesOf(payoff, sides), valuesOf(payoff, shares)
	x, y := s.fictitious()
	var away []float64
	for i := range x {
		away = append(away, max(math.Abs(x[i]-.5), math.Abs(y[i]-.5)))
	}
	return []Line{{figure.Pennies, "distance of the shares from ½", overSteps(away)}}, []Finding{
		{
			Figure: "saddle",
			Claim:  "Matching pennies has no equilibrium of single moves: who moves second wins. With shares of moves max min V equals min max V, and the equilibrium is ½.",
			Source: "von Neumann 1928",
			Measured: textf("with single moves max min V = %g and min max V = %g; over shares in steps of a thousandth both are %g and %g, at %g.",
				pure.maximin, pure.minimax, mixed.maximin+0, mixed.minimax+0, mixed.at), // +0 makes 0 of −0
			Holds: pure.minimax-pure.maximin == 2 && math.Abs(mixed.maximin) < 1e-12 && math.Abs(mixed.minimax) < 1e-12 && mixed.at == .5,
		},
		{
			Figure:   "saddle",
			Claim:    "Best answers to what the other has played on average never settle, but their averages come to the equilibrium.",
			Source:   "Robinson 1951",
			Measured: textf("after %s the shares of heads are %.4f and %.4f.", counted(s.Games, "game"), x[s.Games-1], y[s.Games-1]),
			Holds:    away[s.Games-1] < 2/math.Sqrt(float64(s.Games)),
		},
	}
}

// values of a game on a grid of shares.
type values struct{ maximin, minimax, at float64 }

// valuesOf returns the values of a game in which x wants V low and y wants it high, over shares 0, 1/n, …, 1; at is the x of the minimax.
func valuesOf(payoff func(x, y float64) float64, n int) values {
	v := values{maximin: math.Inf(-1), minimax: math.Inf(1)}
	share := func(i int) float64 { return float64(i) / float64(n) }
	for i := range n + 1 {
		least, most := math.Inf(1), math.Inf(-1)
		for j := range n + 1 {
			least, most = min(least, payoff(share(j), share(i))), max(most, payoff(share(i), share(j)))
		}
		v.maximin = max(v.maximin, least)
		if most < v.minimax {
			v.minimax, v.at = most, share(i)
		}
	}
	return v
}

// fictitious returns the shares of heads after each game, if each player gives the best answer to the other's share so far, heads at first.
func (s Saddle) fictitious() (x, y []float64) {
	headsX, headsY := 0, 0
	for n := range s.Games {
		showX, showY := 1, 1
		if n > 0 {
			if 2*headsY > n { // the other shows heads more often: x avoids it
				showX = 0
			}
			if 2*headsX < n {
				showY = 0
			}
		}
		headsX, headsY = headsX+showX, headsY+showY
		x, y = append(x, float64(headsX)/float64(n+1)), append(y, float64(headsY)/float64(n+1))
	}
	return x, y
}

// smallNets trains a generator whose only sample is θ against D(x) = σ(ψx), for data at 0 (Mescheder, Geiger and Nowozin 2018, "Which Training
// Methods for GANs do actually Converge?"). The equilibrium is θ = ψ = 0.
func (s Saddle) smallNets() ([]Line, []Finding) {
	descend := func(penalty float64, slopeG func(fake float64) float64) duel {
		return play(1, 0, s.Steps, func(theta, psi float64) (float64, float64) {
			fake := elementary.Sigmoid(psi * theta)
			ascent := -float64(theta*fake) - float64(penalty*psi) // of log(1 − D(θ)) − ½·penalty·ψ²
			return theta + float64(s.Rate*float64(psi*slopeG(fake))), psi + float64(s.Rate*ascent)
		})
	}
	saturating := descend(0, func(fake float64) float64 { return fake })
	nonsaturating := descend(0, func(fake float64) float64 { return 1 - fake })
	const penalty = .5
	regular := descend(penalty, func(fake float64) float64 { return 1 - fake })
	a, b, c := saturating.distances(), nonsaturating.distances(), regular.distances()
	return []Line{
			{figure.SmallNets, "log(1 − D)", overSteps(a)}, {figure.SmallNets, "−log D", overSteps(b)}, {figure.SmallNets, "−log D, penalty", overSteps(c)},
		}, []Finding{
			{
				Figure: "saddle",
				Claim:  "A pair of nets with one parameter each does not come to the equilibrium of V by gradient steps of both at once.",
				Source: "Mescheder, Geiger and Nowozin 2018, lemma 2.3",
				Measured: textf("from a distance of 1 it is %.2f away after %s of η = %g, and never nearer than %.2f. With −log D it comes nearer, but slowly: %.2f.",
					a[s.Steps], counted(s.Steps, "step"), s.Rate, leastOf(a), b[s.Steps]),
				Holds: leastOf(a) >= 1 && a[s.Steps] > 1,
			},
			{
				Figure:   "saddle",
				Claim:    "A penalty on the slope of D at the data makes the same pair converge.",
				Source:   "Mescheder, Geiger and Nowozin 2018, section 4.1",
				Measured: textf("with ½·%g·ψ² the distance is %.2g after %s.", penalty, c[s.Steps], counted(s.Steps, "step")),
				Holds:    c[s.Steps] < 1e-2,
			},
		}
}

func leastOf(values []float64) float64 {
	least := math.Inf(1)
	for _, v := range values {
		least = min(least, v)
	}
	return least
}
