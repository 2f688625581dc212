package report

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"gan2014/internal/atomicfile"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgpdf"
	"gonum.org/v1/plot/vg/vgsvg"
)

// writeFigures writes every plot as SVG, PDF and PNG. One that is there already is left as it is: a report is drawn after
// every run, and most of its figures are those of the report before.
func (p page) writeFigures(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("create folder of figures: %w", err)
	}
	figures := p.Theory.figures()
	for _, s := range p.Runs {
		figures = append(figures, s.Figures...)
	}
	for _, f := range figures {
		if err := f.panel.write(filepath.Join(dir, f.ID)); err != nil {
			return fmt.Errorf("draw figure %s: %w", f.ID, err)
		}
	}
	return nil
}

// formats are those of figure files. SVG comes last: its being up to date says that the others are.
var formats = []string{"pdf", "png", "svg"}

// write writes the files base.svg, .pdf and .png.
func (p panel) write(base string) error {
	svg, err := p.encode("svg")
	if err != nil {
		return err
	}
	if old, err := os.ReadFile(base + ".svg"); err == nil && bytes.Equal(old, svg) {
		return nil
	}
	for _, format := range formats {
		data, err := p.encode(format)
		if err != nil {
			return err
		}
		if err := atomicfile.WriteBytes(base+"."+format, data); err != nil {
			return err
		}
	}
	return nil
}

// encode draws the panel as a file of a format.
func (p panel) encode(format string) ([]byte, error) {
	pl, err := p.plot()
	if err != nil {
		return nil, fmt.Errorf("plot %s: %w", p.title, err)
	}
	canvas := newCanvas(format, p)
	p.draw(pl, draw.New(canvas))
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("plot %s: %w", p.title, err)
	}
	return timeless(b.Bytes()), nil
}

// draw draws the axes and what belongs to them, above and below.
func (p panel) draw(pl *plot.Plot, c draw.Canvas) {
	if p.small {
		axes := draw.Crop(c, 1, -1, 1, -1)
		pl.Draw(axes)
		axes.StrokeLines(draw.LineStyle{Color: hairline, Width: 1}, edge(axes.Rectangle))
		return
	}
	p.drawKey(c)
	axes := draw.Crop(c, 0, -2, p.foot(), -p.head())
	pl.Draw(axes)
	if len(p.mapping) > 0 {
		p.mapping.draw(c, pl.DataCanvas(axes), pl)
	}
}

// edge is the way around a rectangle.
func edge(r vg.Rectangle) []vg.Point {
	return []vg.Point{r.Min, {X: r.Max.X, Y: r.Min.Y}, r.Max, {X: r.Min.X, Y: r.Max.Y}, r.Min}
}

func newCanvas(format string, p panel) vg.CanvasWriterTo {
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
	panic("report: unknown format of figures")
}

var pdfTime = regexp.MustCompile(`/(CreationDate|ModDate) \(D:\d{14}`)

// timeless replaces the time of drawing in a PDF by one as long, so that the same figure has the same bytes.
func timeless(file []byte) []byte {
	return pdfTime.ReplaceAll(file, []byte("/$1 (D:20140610000000"))
}
