// Package samples reads examples from files: samples of a model, validation data and test data. It reads a part of a file at a time. It
// checks that the examples can be compared: that they have the same shape and the same scale, and that float32 can represent them.
//
// Values are read as float64. All changes of order, range and offset are made in float64, example by example, before the values are
// rounded to float32.
package samples

import (
	"fmt"
	"io"
	"math"
	"os"

	"gan2014/internal/samplefile"
)

// Rows represents N examples of the same shape.
type Rows struct {
	Role  string // samples, validation data or test data
	Name  string // name of the file or of the data set
	N     int
	Shape []int   // shape of an example
	Lost  float64 // largest change that rounding to float32 made to a value read so far

	elements elements
	steps    []func(row []float64)
	shift    []float64        // subtracted after all steps; nil for no shift
	file     *samplefile.File // nil for data in memory
	buffer   []float64
}

// elements reads the values of examples. Each file format implements it.
type elements interface {
	ReadRows(dst []float64, from int) error // fills dst with consecutive examples, beginning with example from
}

// memory implements elements for a data set in memory.
type memory struct {
	d    int
	data []float32
}

func (m memory) ReadRows(dst []float64, from int) error {
	for i, v := range m.data[from*m.d:][:len(dst)] {
		dst[i] = float64(v)
	}
	return nil
}

// InMemory returns the examples of a data set in memory.
func InMemory(role, name string, shape []int, data []float32) *Rows {
	d := product(shape)
	return &Rows{Role: role, Name: name, N: len(data) / d, Shape: shape, elements: memory{d, data}}
}

// Open opens a file of examples in one of the formats of package samplefile. The path - stands for stdin. The caller closes it.
func Open(role, path string, stdin io.Reader) (*Rows, error) {
	r := &Rows{Role: role, Name: path}
	if path == samplefile.Stdin {
		r.Name = "of standard input"
	}
	file, err := samplefile.Open(path, stdin)
	if err != nil {
		return nil, r.wrap(err)
	}
	r.N, r.Shape, r.elements, r.file = file.Shape[0], file.Shape[1:], file, file
	return r, nil
}

func (r *Rows) Close() error {
	if r.file == nil {
		return nil
	}
	return r.file.Close()
}

// Dim returns the number of values of an example.
func (r *Rows) Dim() int { return product(r.Shape) }

func (r *Rows) String() string { return r.Role + " " + r.Name }

// wrap adds to an error the rows it belongs to.
func (r *Rows) wrap(err error) error { return fmt.Errorf("%v: %w", r, err) }

// Apply adds a step that changes every example after the steps added before.
func (r *Rows) Apply(step func(row []float64)) { r.steps = append(r.steps, step) }

// Shift sets the values that are subtracted from every example after all steps.
func (r *Rows) Shift(by []float64) { r.shift = by }

// Read fills dst with consecutive examples, beginning with example from, rounded to float32. It returns an error for a value that float32
// cannot represent.
func (r *Rows) Read(dst []float32, from int) error {
	d := r.Dim()
	return r.each(from, from+len(dst)/d, func(i int, row []float64) error {
		for k, v := range row {
			if r.shift != nil {
				v -= r.shift[k]
			}
			rounded := float32(v)
			if rounded-rounded != 0 {
				return r.wrap(fmt.Errorf("row %d, column %d is %g, which float32 does not hold: values must be finite, and below 3e38", i, k, v))
			}
			r.Lost = max(r.Lost, math.Abs(v-float64(rounded)))
			dst[(i-from)*d+k] = rounded
		}
		return nil
	})
}

// someValues is the number of values that are read at a time; at least one example is read.
const someValues = 1 << 17

// each calls use for the examples from ≤ i < to, after all steps but without the shift. use must not keep the row.
func (r *Rows) each(from, to int, use func(i int, row []float64) error) error {
	d := r.Dim()
	some := max(1, someValues/d)
	if r.buffer == nil {
		r.buffer = make([]float64, some*d)
	}
	for ; from < to; from += some {
		rows := r.buffer[:min(some, to-from)*d]
		if err := r.elements.ReadRows(rows, from); err != nil {
			return r.wrap(err)
		}
		for i := range len(rows) / d {
			row := rows[i*d : (i+1)*d]
			for _, step := range r.steps {
				step(row)
			}
			if err := use(from+i, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// SameFile reports whether the rows are read from the file described by info, under any name.
func (r *Rows) SameFile(info os.FileInfo) bool {
	if r.file == nil {
		return false
	}
	return r.file.Same(info)
}

// isFinite reports whether v is neither NaN nor infinite.
func isFinite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

func product(shape []int) int {
	p := 1
	for _, n := range shape {
		p *= n
	}
	return p
}

// All returns all examples in the form that Read gives. It does not copy a data set in memory that has no steps and no shift.
func (r *Rows) All() ([]float32, error) {
	if m, ok := r.elements.(memory); ok && len(r.steps) == 0 && r.shift == nil {
		return m.data, nil
	}
	data := make([]float32, r.N*r.Dim())
	return data, r.Read(data, 0)
}
