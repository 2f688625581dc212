package theory

import (
	"math"

	"gan2014/internal/divergence"
	"gan2014/internal/elementary"
	"gan2014/models/theory/figure"
)

// fits draws the normal densities that are nearest to a p of two modes by three divergences. They show where a generator converges to if it
// cannot reach p.
func fits(p divergence.Mixture) (lines []Line, findings []Finding) {
	likeliest, reverse, js := divergence.FitForward(p), divergence.FitReverse(p), divergence.FitJS(p)
	for _, drawn := range []struct {
		name    string
		density divergence.Density
	}{{figure.NameP, p}, {"min KL(p‖q)", likeliest}, {"min KL(q‖p)", reverse}, {"min JSD", js}} {
		lines = append(lines, Line{figure.Fits, drawn.name, graph(drawn.density.Prob, -6, 6, 200)})
	}
	return lines, []Finding{coversAllModes(p, likeliest), seeksOneMode(p, reverse), shortOfTheMinimum(p, js)}
}

// modes returns the places of p's modes and of its minimum between them.
func modes(p divergence.Mixture) (peaks []float64, valley float64) {
	for _, part := range p {
		mean, _ := part.Moments()
		peaks = append(peaks, mean)
	}
	valley = peaks[0]
	for _, point := range graph(p.Prob, peaks[0], peaks[1], 1000) {
		if point.Y < p.Prob(valley) {
			valley = point.X
		}
	}
	return peaks, valley
}

// densityRatios returns q/p at p's modes and in the valley between them.
func densityRatios(p divergence.Mixture, q divergence.Density) (first, second, between float64) {
	peaks, valley := modes(p)
	ratio := func(x float64) float64 { return q.Prob(x) / p.Prob(x) }
	return ratio(peaks[0]), ratio(peaks[1]), ratio(valley)
}

// describeStart says which of the found minima is used.
func describeStart(q divergence.Fit) string {
	return textf("the least that was found from p as a whole and from each of its modes (here from N(%.2f, %.2f²))", q.Start.Mu, q.Start.Sigma)
}

func coversAllModes(p divergence.Mixture, q divergence.Fit) Finding {
	first, second, between := densityRatios(p, q)
	return Finding{
		Figure: "theorem1",
		Claim:  "The fit of greatest likelihood, which minimises KL(p‖q), covers all modes of the data and what lies between them.",
		Source: "Bishop 2006, section 10.1.2",
		Measured: textf("a normal q of mean %.2f and standard deviation %.2f, those of p, at KL(p‖q) = %.3f nats. "+
			"At p's modes it has %.2f and %.2f of p's density, where p is least between them %.0f times as much as p.",
			q.Mu, q.Sigma, q.Divergence, first, second, between),
		Holds: min(first, second) > .1 && between > 2,
	}
}

func seeksOneMode(p divergence.Mixture, q divergence.Fit) Finding {
	first, second, between := densityRatios(p, q)
	return Finding{
		Figure: "theorem1",
		Claim:  "The fit that minimises KL(q‖p) keeps to one mode of the data and gives up the others.",
		Source: "Bishop 2006, section 10.1.2",
		Measured: textf("a normal q of mean %.2f and standard deviation %.2f, at KL(q‖p) = %.3f nats, %s. "+
			"At p's modes it has %.2f and %.2g of p's density, where p is least between them %.2g of it.",
			q.Mu, q.Sigma, q.Divergence, describeStart(q), first, second, between),
		Holds: max(first, second) > .9 && min(first, second) < 1e-3 && between < 1,
	}
}

func shortOfTheMinimum(p divergence.Mixture, q divergence.Fit) Finding {
	value := divergence.Value(p, q)
	return Finding{
		Figure: "theorem1",
		Claim:  "The minimum of V(D*, G), −log 4, is attained only where q = p: a generator that cannot be p stays above it.",
		Source: "paper, Theorem 1",
		Measured: textf("the normal q of the least JSD, of mean %.2f and standard deviation %.2f, has JSD = %.3f nats, %s. "+
			"There V(D*, G) = %.3f; −log 4 is %.3f.", q.Mu, q.Sigma, q.Divergence, describeStart(q), value, -elementary.Log(4)),
		Holds: q.Divergence > .01 && math.Abs(value-(-elementary.Log(4)+2*q.Divergence)) < 1e-9,
	}
}
