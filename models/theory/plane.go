package theory

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"

	"gonum.org/v1/gonum/spatial/r2"
)

// A plane has data in two dimensions: a mixture of equally likely normal modes with the same standard deviation.
type plane struct {
	name  string
	modes []r2.Vec
	sd    float64

	coverage, ending figure.Figure // the figures of a generator's training, and of its end
}

// A Ring has modes on a circle, equally far apart.
type Ring struct {
	Modes      int
	Radius, SD float64 // SD is the standard deviation of each mode
}

func (r Ring) plane() plane {
	p := plane{name: "ring", sd: r.SD, coverage: figure.Ring(r.Modes), ending: figure.RingEnd(r.Modes)}
	for i := range r.Modes {
		y, x := elementary.Sincos(2 * math.Pi * float64(i) / float64(r.Modes))
		p.modes = append(p.modes, r2.Vec{X: r.Radius * x, Y: r.Radius * y})
	}
	return p
}

// A Grid has modes on a square grid around 0, Side by Side.
type Grid struct {
	Side      int
	Apart, SD float64 // distance of neighbours, and the standard deviation of each mode
}

func (g Grid) plane() plane {
	modes := g.Side * g.Side
	p := plane{name: "grid", sd: g.SD, coverage: figure.Grid(modes), ending: figure.GridEnd(modes)}
	at := func(i int) float64 { return g.Apart * (float64(i) - float64(float64(g.Side-1)/2)) }
	for i := range modes {
		p.modes = append(p.modes, r2.Vec{X: at(i % g.Side), Y: at(i / g.Side)})
	}
	return p
}

// draw returns n data, one per row.
func (p plane) draw(n int, noise rng.Stream) nn.Matrix[float32] {
	x := nn.NewMatrix[float32](n, 2)
	rng.Normal(noise, x.Data)
	for i := range n {
		mode, row := p.modes[noise.IntN(len(p.modes))], x.Row(i)
		row[0] = float32(mode.X + float64(p.sd*float64(row[0])))
		row[1] = float32(mode.Y + float64(p.sd*float64(row[1])))
	}
	return x
}

// count counts the good samples of each mode: those within three standard deviations of the nearest centre.
func (p plane) count(samples nn.Matrix[float32]) []int {
	good := make([]int, len(p.modes))
	for i := range samples.Rows {
		if mode, distance := p.nearest(samples.Row(i)); distance <= 3*p.sd {
			good[mode]++
		}
	}
	return good
}

func (p plane) nearest(sample []float32) (mode int, distance float64) {
	distance = math.Inf(1)
	for i, m := range p.modes {
		if d := elementary.Hypot(float64(sample[0])-m.X, float64(sample[1])-m.Y); d < distance {
			mode, distance = i, d
		}
	}
	return mode, distance
}
