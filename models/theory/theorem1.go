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

// The path along which q moves onto p = N(0, 1): at distance d, q is N(d, (1 + d/4)²), and at 0 it is p.
var (
	targetP   = divergence.Normal{Mu: 0, Sigma: 1}
	distances = []float64{0, .5, 1, 1.5, 2, 3, 4, 6}
)

func qAtDistance(d float64) divergence.Normal {
	return divergence.Normal{Mu: d, Sigma: 1 + float64(d/4)}
}

const (
	valueUpdates = 500     // updates of each D
	valueSamples = 200_000 // fresh draws of each density
)

// theorem1 compares the value of the game for a trained D with −log 4 + 2·JSD, along a path to q = p.
func theorem1(ctx context.Context, seed int64, progress func(done, total int)) (Result, error) {
	return theorem1For(ctx, seed, valueUpdates, valueSamples, progress)
}

func theorem1For(ctx context.Context, seed int64, updates, samples int, progress func(done, total int)) (Result, error) {
	integrated := graph(exactValue, distances[0], distances[len(distances)-1], 60)
	var trained []Point
	for i, d := range distances {
		progress(i, len(distances))
		j := newReferenceD(targetP, qAtDistance(d), updates, seed, textf("theorem1/%g", d))
		if err := j.train(ctx, updates); err != nil {
			return Result{}, err
		}
		value, half, err := j.valueOfTheGame(samples)
		if err != nil {
			return Result{}, err
		}
		trained = append(trained, Point{d, value, value - half, value + half})
	}
	lines, findings := fits()
	return Result{
		Findings: append([]Finding{valueIsJSD(trained, updates, samples), leastAtP(trained)}, findings...),
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
func exactValue(d float64) float64 {
	return -elementary.Log(4) + 2*divergence.JS(targetP, qAtDistance(d))
}

func valueIsJSD(trained []Point, updates, samples int) Finding {
	const tolerance = .01 // nats
	var worst, at, widest float64
	for _, p := range trained {
		if off := math.Abs(p.Y - exactValue(p.X)); off >= worst {
			worst, at = off, p.X
		}
		widest = max(widest, (p.High-p.Low)/2)
	}
	return Finding{
		Figure: "theorem1",
		Claim:  "Against the best D, the value of the game is −log 4 + 2·JSD(p‖q).",
		Source: "paper, proof of Theorem 1",
		Measured: textf("between N(0, 1) and N(d, (1 + d/4)²), at %d distances d from %g to %g, the value that a D attains after %d updates, on "+
			"%d fresh samples of each, is at most %.4f nats from that by numerical integration (at d = %g). Its 95 %% intervals are ±%.4f at most.",
			len(trained), trained[0].X, trained[len(trained)-1].X, updates, samples, worst, at, widest),
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
