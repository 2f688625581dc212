package theory

import (
	"math"

	"gan2014/internal/divergence"
	"gan2014/models/theory/figure"
)

// saturation moves one of two equal normal densities away from the other. It computes the divergence between them and the gradient that
// remains.
func saturation(farthest float64) (lines []Line, findings []Finding) {
	const points = 96
	p := divergence.Normal{Mu: 0, Sigma: 1}
	at := func(d float64) divergence.Normal { return divergence.Normal{Mu: d, Sigma: 1} }
	js := graph(func(d float64) float64 { return divergence.JS(p, at(d)) }, 0, farthest, points)
	gradient := graph(func(d float64) float64 { return divergence.ShiftGradient(p, at(d)) }, 0, farthest, points)
	lines = []Line{{figure.Saturation, "JSD", js}, {figure.Saturation, "gradient of JSD", gradient}}
	return lines, []Finding{saturates(js), vanishes(gradient)}
}

func saturates(js []Point) Finding {
	rises, most, near := true, 0., math.Inf(1)
	for i, point := range js {
		rises = rises && (i == 0 || point.Y > js[i-1].Y)
		most = max(most, point.Y)
		if point.Y > .99*math.Ln2 {
			near = min(near, point.X)
		}
	}
	last := js[len(js)-1]
	return Finding{
		Figure: "vanishing",
		Claim:  "JSD never exceeds log 2, and is as good as there once two densities hardly overlap, however far apart they are.",
		Source: "Lin 1991",
		Measured: textf("between N(0, 1) and N(d, 1) it rises to %.4f at d = %g, %.1g below log 2 = %.4f; within 1 %% of it from d = %g on.",
			last.Y, last.X, math.Ln2-last.Y, math.Ln2, near),
		Holds: rises && most <= math.Ln2 && math.Ln2-last.Y < 1e-6,
	}
}

func vanishes(gradient []Point) Finding {
	largest, last := gradient[0], gradient[len(gradient)-1]
	for _, point := range gradient {
		if point.Y > largest.Y {
			largest = point
		}
	}
	return Finding{
		Figure: "vanishing",
		Claim:  "Where D rejects samples with high confidence, log(1 − D) saturates: G no longer learns which way to go.",
		Source: "paper, section 3",
		Measured: textf("the gradient of JSD in the distance is at most %.3f, at d = %g, and %.1g at d = %g.",
			largest.Y, largest.X, last.Y, last.X),
		Holds: largest.X < last.X/2 && math.Abs(last.Y) < 1e-6*largest.Y,
	}
}
