package theory

import (
	"math"

	"gan2014/internal/divergence"
	"gan2014/models/theory/figure"
)

// A portrait is the state of a game1D at one moment, evaluated at the middles of intervals of equal width.
type portrait struct {
	places  []float64 // in the unit of the data
	p, q    []float64 // densities; q is the share of z that G sends into the interval
	d, best []float64 // D, and D* = p/(p+q)
	arrows  []Point   // from z (X) to G(z) (Y)

	jsd                  float64 // JSD(p‖q), nats
	meanError            float64 // mean of |D − D*| over data and samples in equal parts
	meanDistanceFromHalf float64 // mean of |D − ½|
	meanDOfSamples       float64 // mean of D(G(z))
}

const (
	portraitWidth = .05 // of an interval
	portraitEnd   = 6   // values beyond it count in the last interval
	portraitNoise = 50_000
)

func (g *game1D) portrait() (f portrait, err error) {
	n := int(math.Round(2 * portraitEnd / portraitWidth))
	f.places = linspace(n, portraitEnd-portraitWidth/2)
	for _, x := range f.places {
		f.p = append(f.p, g.data.Prob(x))
	}
	samples, err := g.mapped(quantiles(portraitNoise))
	if err != nil {
		return f, err
	}
	f.q = histogram(samples, n)
	scaled := make([]float64, n)
	for i, x := range f.places {
		scaled[i] = x * figure1Scale
	}
	if f.d, err = evaluateD(g.trainer, scaled); err != nil {
		return f, err
	}
	f.compareWithBest()
	f.arrows, err = g.arrows()
	return f, err
}

// histogram returns the density of samples on n intervals.
func histogram(samples []float64, n int) []float64 {
	density := make([]float64, n)
	for _, x := range samples {
		i := int(math.Floor((x + portraitEnd) / portraitWidth))
		density[min(max(i, 0), n-1)] += 1 / (portraitWidth * float64(len(samples)))
	}
	return density
}

// compareWithBest computes D*, the means and the JSD from the densities and D.
func (f *portrait) compareWithBest() {
	p, q := make([]float64, len(f.p)), make([]float64, len(f.q)) // probabilities
	f.best = make([]float64, len(f.p))
	for i := range f.p {
		p[i], q[i] = float64(f.p[i]*portraitWidth), float64(f.q[i]*portraitWidth)
		f.best[i] = p[i] / (p[i] + q[i])
		both := (p[i] + q[i]) / 2
		f.meanError += float64(both * math.Abs(f.d[i]-f.best[i]))
		f.meanDistanceFromHalf += float64(both * math.Abs(f.d[i]-.5))
		f.meanDOfSamples += float64(q[i] * f.d[i])
	}
	f.jsd = divergence.FiniteJS(p, q)
}

// arrows returns a few quantiles z of the noise and their G(z).
func (g *game1D) arrows() (arrows []Point, err error) {
	z := quantiles(24)
	x, err := g.mapped(z)
	for i := range z {
		arrows = append(arrows, exactPoint(z[i], x[i]))
	}
	return arrows, err
}

// lines returns the lines of a figure, between −4 and 4.
func (f portrait) lines(into figure.Figure) []Line {
	const end = 4
	curve := func(y []float64, shown func(i int) bool) (points []Point) {
		for i, x := range f.places {
			if math.Abs(x) < end && shown(i) {
				points = append(points, exactPoint(x, y[i]))
			}
		}
		return points
	}
	everywhere := func(int) bool { return true }
	return []Line{
		{into, figure.NameP, curve(f.p, everywhere)}, {into, figure.NameQ, curve(f.q, everywhere)}, {into, figure.NameD, curve(f.d, everywhere)},
		{into, figure.NameBestD, curve(f.best, f.hasEnoughDensity())},
	}
}

// hasEnoughDensity returns a function that reports whether place i has enough of p + q for D* to be more than noise.
func (f portrait) hasEnoughDensity() func(i int) bool {
	most := 0.
	for i := range f.p {
		most = max(most, f.p[i]+f.q[i])
	}
	return func(i int) bool { return f.p[i]+f.q[i] > minDensityShare*most }
}
