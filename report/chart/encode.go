package chart

import (
	"bytes"
	"fmt"
	"regexp"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// Encode returns the panel as the content of a file in the given format.
func (p Panel) Encode(format string) (file []byte, err error) {
	defer Recovered(&err)
	pl, err := p.plot()
	if err != nil {
		return nil, fmt.Errorf("plot %s: %w", p.Title, err)
	}
	canvas := newCanvas(format, p)
	p.draw(pl, draw.New(canvas))
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("plot %s: %w", p.Title, err)
	}
	return timeless(b.Bytes()), nil
}

// draw draws the axes and the elements above and below them.
func (p Panel) draw(pl *plot.Plot, c draw.Canvas) {
	if p.Small {
		axes := draw.Crop(c, 1, -1, 1, -1)
		pl.Draw(axes)
		axes.StrokeLines(draw.LineStyle{Color: hairline, Width: 1}, edge(axes.Rectangle))
		return
	}
	p.drawLegend(c)
	axes := draw.Crop(c, 0, -6, p.foot(), -p.head()) // browsers draw the last number of an axis wider than it is measured
	pl.Draw(axes)
	if len(p.Mapping) > 0 {
		p.Mapping.draw(c, pl.DataCanvas(axes), pl)
	}
}

// edge returns the outline of a rectangle.
func edge(r vg.Rectangle) []vg.Point {
	return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}, r.Min}
}

func newCanvas(format string, p Panel) vg.CanvasWriterTo {
	const dotsPerInch = 200 // of the PNG
	width, height := p.size()
	switch format {
	case "svg":
		return vgsvg.New(width, height)
	case "pdf":
		return vgpdf.New(width, height)
	case "png":
		return vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(width, height), vgimg.UseDPI(dotsPerInch))}
	}
	panic("chart: unknown format of figures")
}

var pdfTime = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}`)

// timeless replaces the creation time in a PDF by a fixed time of the same length, so that the same figure has the same bytes.
func timeless(file []byte) []byte {
	return pdfTime.ReplaceAll(file, []byte("/$1 (D:20140610000000"))
}

// Recovered converts a panic of the function that defers it into an error. Some plots panic.
func Recovered(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("internal error: %v", r)
	}
}
