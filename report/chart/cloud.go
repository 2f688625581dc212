package chart

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A cloud is a set of many points. It is drawn as one path of small squares, because a circle for each point would make the page large.
type cloud struct {
	points plotter.XYs
	color  color.RGBA
	side   vg.Length
}

func (s cloud) Plot(c draw.Canvas, pl *plot.Plot) {
	toX, toY := pl.Transforms(&c)
	var path vg.Path
	for _, p := range s.points {
		at := vg.Point{X: toX(p.X), Y: toY(p.Y)}
		if !c.Contains(at) {
			continue
		}
		x, y := at.X-s.side/2, at.Y-s.side/2
		path.Move(vg.Point{X: x, Y: y})
		path.Line(vg.Point{X: x + s.side, Y: y})
		path.Line(vg.Point{X: x + s.side, Y: y + s.side})
		path.Line(vg.Point{X: x, Y: y + s.side})
		path.Close()
	}
	if len(path) > 0 {
		c.SetColor(s.color)
		c.Fill(path)
	}
}

func (s cloud) DataRange() (xmin, xmax, ymin, ymax float64) { return plotter.XYRange(s.points) }
