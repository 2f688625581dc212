package theory

import (
	"context"
	"math"

	"gan2014/internal/divergence"
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/internal/stats"
	"gan2014/models/theory/figure"
)

// Theorem1 compares the value of the game for a trained D with −log 4 + 2·JSD, along a path to q = p. It also fits normal densities to
// Modes by several divergences.
type Theorem1 struct {
	Distances []float64 // along the path: from 0, rising
	Widening  float64   // of q: see q
	Modes     []Mode    // two
	Samples   int       // fresh draws of each density
	ReferenceD
}

// targetP is where the path ends.
var targetP = divergence.Normal{Mu: 0, Sigma: 1}

// q returns the density at a distance d on the path, N(d, (1 + Widening·d)²). At 0 it is targetP.
func (s Theorem1) q(d float64) divergence.Normal {
	return divergence.Normal{Mu: d, Sigma: 1 + float64(s.Widening*d)}
}

// nameOfQ returns q in words: "N(d, (1 + d/4)²)".
func (s Theorem1) nameOfQ() string {
	switch parts := 1 / s.Widening; {
	case s.Widening == 0:
		return "N(d, 1)"
	case s.Widening == 1:
		return "N(d, (1 + d)²)"
	case parts == math.Round(parts):
		return textf("N(d, (1 + d/%.0f)²)", parts)
	}
	return textf("N(d, (1 + %g·d)²)", s.Widening)
}

// Compute trains a D at each distance.
func (s Theorem1) Compute(ctx context.Context, _ Digits, seed int64, progress func(done, total int)) (Result, error) {
	integrated := graph(s.exactValue, s.Distances[0], s.Distances[len(s.Distances)-1], 60)
	var trained []Point
	for i, d := range s.Distances {
		j := s.between(targetP, s.q(d), seed, textf("theorem1/%g", d))
		if err := j.train(ctx, s.Updates, func(done int) { progress(i*s.Updates+done, len(s.Distances)*s.Updates) }); err != nil {
			return Result{}, err
		}
		value, half, err := j.valueOfTheGame(s.Samples)
		if err != nil {
			return Result{}, err
		}
		trained = append(trained, Point{d, value, value - half, value + half})
	}
	lines, findings := fits(Mixture(s.Modes))
	return Result{
		Findings: append([]Finding{s.valueIsJSD(trained), leastAtP(trained)}, findings...),
		Lines: append([]Line{
			{figure.ValueOfTheGame, "−log 4 + 2·JSD, integrated", integrated}, {figure.ValueOfTheGame, figure.NameTrained, trained},
		}, lines...),
	}, nil
}

// valueOfTheGame estimates V(D, G) = E log D(x) + E log(1 − D(G(z))) (paper, equation 1) for the present D from n fresh draws of each
// density. It also returns half the width of the 95 % interval.
func (j *referenceD) valueOfTheGame(n int) (value, half float64, err error) {
	square := 0.
	for _, side := range []struct {
		name    string
		density divergence.Density
		sign    float64 // of the logit, in the loss
	}{{"/fresh/p", j.p, -1}, {"/fresh/q", j.q, 1}} {
		loss, err := j.trainer.Logits(draws1D(side.density, n, rng.For(j.seed, j.name+side.name)))
		if err != nil {
			return 0, 0, err
		}
		for i, logit := range loss {
			l := side.sign * logit
			loss[i] = max(l, 0) + elementary.Log1p(elementary.Exp(-math.Abs(l))) // log(1 + eˡ)
		}
		mean, sd := stats.MeanSD(loss)
		value -= mean
		square += sd * sd / float64(n)
	}
	return value, 1.96 * math.Sqrt(square), nil
}

// exactValue returns −log 4 + 2·JSD at a distance.
func (s Theorem1) exactValue(d float64) float64 {
	return -elementary.Log(4) + 2*divergence.JS(targetP, s.q(d))
}

func (s Theorem1) valueIsJSD(trained []Point) Finding {
	const tolerance = .01 // nats
	var worst, at, widest float64
	for _, p := range trained {
		if off := math.Abs(p.Y - s.exactValue(p.X)); off >= worst {
			worst, at = off, p.X
		}
		widest = max(widest, (p.High-p.Low)/2)
	}
	return Finding{
		Figure: "theorem1",
		Claim:  "Against the best D, the value of the game is −log 4 + 2·JSD(p‖q).",
		Source: "paper, proof of Theorem 1",
		Measured: textf("between N(0, 1) and %s, at %d distances d from %g to %g, the value that a D attains after %s, on "+
			"%d fresh samples of each, is at most %.4f nats from that by numerical integration (at d = %g). Its 95 %% intervals are ±%.4f at most.",
			s.nameOfQ(), len(trained), trained[0].X, trained[len(trained)-1].X, counted(s.Updates, "update"), s.Samples, worst, at, widest),
		Holds: worst < tolerance,
	}
}

func leastAtP(trained []Point) Finding {
	const tolerance = .01 // nats
	onP, next, rises := trained[0], trained[1], true
	for i, p := range trained[1:] {
		rises = rises && p.Low > trained[i].High
	}
	return Finding{
		Figure: "theorem1",
		Claim:  "The value is least where q = p, and there it is −log 4.",
		Source: "paper, Theorem 1",
		Measured: textf("at q = p the trained D attains %.5f ± %.5f; −log 4 is %.5f. At the next distance, %g, it attains %.4f; "+
			"from distance to distance it %s.", onP.Y, (onP.High-onP.Low)/2, -elementary.Log(4), next.X, next.Y,
			map[bool]string{true: "rises by more than the intervals", false: "does not always rise by more than the intervals"}[rises]),
		Holds: onP.X == 0 && math.Abs(onP.Y+elementary.Log(4)) < tolerance && rises,
	}
}
