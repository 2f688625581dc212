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

// ring returns a plane with 8 modes on a circle.
func ring() plane {
	const modes, radius = 8, 2
	p := plane{name: "ring", sd: .1, coverage: figure.Ring, ending: figure.RingEnd}
	for i := range modes {
		y, x := elementary.Sincos(2 * math.Pi * float64(i) / modes)
		p.modes = append(p.modes, r2.Vec{X: radius * x, Y: radius * y})
	}
	return p
}

// grid returns a plane with 25 modes on a square grid.
func grid() plane {
	const side, apart = 5, 2
	p := plane{name: "grid", sd: .1, coverage: figure.Grid, ending: figure.GridEnd}
	for i := range side * side {
		p.modes = append(p.modes, r2.Vec{X: apart * float64(i%side-side/2), Y: apart * float64(i/side-side/2)})
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
