package report

import (
	"bytes"
	"fmt"
	"os"
	"path"
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

// writeFigures writes every plot as SVG, PDF and PNG, and says which it could not. One that is there already is left as it is: a
// report is drawn after every run, and most of its figures are those of the report before.
func (p page) writeFigures(dir string) (lost losses) {
	if err := atomicfile.MkdirAll(dir); err != nil {
		lost.add(figuresName, err)
		return lost
	}
	figures := p.Theory.figures()
	for _, s := range p.Runs {
		figures = append(figures, s.Figures...)
	}
	for _, f := range figures {
		lost.addAll(f.panel.write(dir, f.ID))
	}
	return lost
}

// formats are those of figure files. SVG comes last: its being up to date says that the others are.
var formats = []string{"pdf", "png", "svg"}

// write writes the files name.svg, .pdf and .png, and says which it could not.
func (p panel) write(dir, name string) (lost losses) {
	svg, err := p.encode("svg")
	if err != nil {
		lost.add(path.Join(figuresName, name+".svg"), err)
		return lost
	}
	if old, err := os.ReadFile(filepath.Join(dir, name+".svg")); err == nil && bytes.Equal(old, svg) {
		return nil
	}
	for _, format := range formats {
		if format == "svg" && lost != nil {
			break // or the others would not be tried again
		}
		lost.add(path.Join(figuresName, name+"."+format), p.writeAs(format, dir, name))
	}
	return lost
}

// writeAs writes the file of a format.
func (p panel) writeAs(format, dir, name string) error {
	var data []byte
	err := withTemporary(dir, func() (err error) {
		data, err = p.encode(format)
		return err
	})
	if err != nil {
		return err
	}
	return atomicfile.WriteBytes(filepath.Join(dir, name+"."+format), data)
}

// withTemporary calls f where temporary files can be made, for want of which vgpdf panics: in dir, where the system's folder for them
// cannot be written to.
func withTemporary(dir string, f func() error) error {
	if probe() == nil {
		return f()
	}
	if old, set := os.LookupEnv(temporaryName); set {
		defer os.Setenv(temporaryName, old)
	} else {
		defer os.Unsetenv(temporaryName)
	}
	os.Setenv(temporaryName, dir)
	if err := probe(); err != nil {
		return fmt.Errorf("no folder takes temporary files: %w", err)
	}
	return f()
}

// temporaryName is the variable that os.TempDir reads.
const temporaryName = "TMPDIR"

// probe makes a temporary folder and removes it.
func probe() error {
	dir, err := os.MkdirTemp("", "gan2014-*")
	if err != nil {
		return err
	}
	return os.Remove(dir)
}

// encode draws the panel as a file of a format.
func (p panel) encode(format string) (file []byte, err error) {
	defer recovered(&err)
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
