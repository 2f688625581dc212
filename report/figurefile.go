package report

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"os"
	"path"
	"path/filepath"

	"gan2014/internal/atomicfile"
	"gan2014/report/chart"
	"gan2014/report/sweep"
)

// WriteFigures writes every plot as SVG, PDF and PNG into the folder figures of outDir. It skips files that are up to date. If a figure cannot
// be drawn or written, WriteFigures writes the others and returns an [IncompleteError].
func (d Data) WriteFigures(ctx context.Context, outDir string) error {
	dir := filepath.Join(outDir, FiguresName)
	var lost losses
	if err := atomicfile.MkdirAll(dir); err != nil {
		lost.add(FiguresName, err)
		return lost.err()
	}
	all := newStudies(d.runs)
	all.draw()
	lost.addAll(writePlots(all.figures(), dir))
	lost.addAll(writePlots(sweepPlots(newSweeps(sweep.New(d.runs), math.MaxInt)), dir))
	extended := append(newAnnealed(d.runs), newExtensions(d.runs)...)
	drawExtensions(extended)
	lost.addAll(writePlots(extensionFigures(extended), dir))
	for _, r := range d.runs.Records {
		r, err := d.filled(ctx, r)
		if err != nil {
			return err
		}
		lost.addAll(writePlots(figures(r), dir))
	}
	return lost.err()
}

func writePlots(plots []plot, dir string) (lost losses) {
	for _, f := range plots {
		lost.addAll(writeFigure(f.panel, dir, f.ID))
	}
	return lost
}

// formats lists the formats of figure files. SVG is written last, so an up-to-date SVG means that the other files are up to date.
var formats = []string{"pdf", "png", "svg"}

// writeFigure writes the files name.svg, .pdf and .png of a panel, and returns the losses.
func writeFigure(p chart.Panel, dir, name string) (lost losses) {
	svg, err := p.Encode("svg")
	if err != nil {
		lost.add(path.Join(FiguresName, name+".svg"), err)
		return lost
	}
	if old, err := os.ReadFile(filepath.Join(dir, name+".svg")); err == nil && bytes.Equal(old, svg) {
		return nil
	}
	for _, format := range formats {
		if format == "svg" && lost != nil {
			break // write no SVG after a loss, so that the next report tries again
		}
		lost.add(path.Join(FiguresName, name+"."+format), writeAs(format, p, dir, name))
	}
	return lost
}

// writeAs writes the panel in one format.
func writeAs(format string, p chart.Panel, dir, name string) error {
	var data []byte
	err := withTemporary(dir, func() (err error) {
		data, err = p.Encode(format)
		return err
	})
	if err != nil {
		return err
	}
	return atomicfile.WriteBytes(filepath.Join(dir, name+"."+format), data)
}

// withTemporary calls f with a writable folder for temporary files, without which vgpdf panics. If the system's folder cannot be written
// to, it uses dir.
func withTemporary(dir string, f func() error) error {
	if checkTemporary() == nil {
		return f()
	}
	if old, set := os.LookupEnv(temporaryName); set {
		defer os.Setenv(temporaryName, old)
	} else {
		defer os.Unsetenv(temporaryName)
	}
	os.Setenv(temporaryName, dir)
	if err := checkTemporary(); err != nil {
		return fmt.Errorf("no folder takes temporary files: %w", err)
	}
	return f()
}

// temporaryName is the name of the environment variable that os.TempDir reads.
const temporaryName = "TMPDIR"

// checkTemporary tests whether a temporary folder can be created, and removes it.
func checkTemporary() error {
	dir, err := os.MkdirTemp("", "gan2014-*")
	if err != nil {
		return err
	}
	return os.Remove(dir)
}
