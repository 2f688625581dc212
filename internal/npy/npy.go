// Package npy reads arrays of floating-point numbers from NumPy's .npy files (NEP 1), any part of them at a time, so that an
// array may be larger than memory.
//
// A file is a magic string, a version, a header that is a Python dictionary of the element type, the order and the shape, and
// the elements. The dictionary is read as NumPy reads it, with ast.literal_eval: what NumPy refuses is refused. What is taken:
// versions 1.0 to 3.0, float32 and float64 of both byte orders, C and Fortran order.
package npy

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// An Array is an open file.
type Array struct {
	Shape []int // of two dimensions or more, no one of them 0

	r      io.ReaderAt
	offset int64 // of the first element
	size   int   // of an element, 4 or 8 bytes
	order  binary.ByteOrder
	places []int // in Fortran order, of each element of a row: which of the columns, of N elements each, it is in
	buffer []byte
}

// Len is the number of elements.
func (a *Array) Len() int { return product(a.Shape) }

// Single says whether elements are float32.
func (a *Array) Single() bool { return a.size == 4 }

// Open reads the header of a file of so many bytes. Elements that are not floating-point, fewer than two dimensions,
// an empty array, and a length that does not fit the shape are errors that say what to do.
func Open(r io.ReaderAt, bytes int64) (*Array, error) {
	text, version, offset, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	h, err := parseHeader(text, version)
	if err != nil {
		return nil, err
	}
	a := &Array{r: r, offset: offset}
	if a.size, a.order, err = h.elementType(); err != nil {
		return nil, err
	}
	if err := h.resolve((bytes - offset) / int64(a.size)); err != nil {
		return nil, err
	}
	a.Shape = h.shape
	if h.fortran {
		a.places = fortranPlaces(a.Shape[1:])
	}
	switch want := offset + int64(a.Len())*int64(a.size); {
	case bytes < want:
		return nil, fmt.Errorf("file is truncated: %d bytes, but shape %v needs %d", bytes, shapeText(a.Shape), want)
	case bytes > want:
		return nil, fmt.Errorf("file has %d bytes after the array: save one array in it", bytes-want)
	}
	return a, nil
}

func product(shape []int) int {
	p := 1
	for _, n := range shape {
		p *= n
	}
	return p
}

// fortranPlaces says of each element of a row, in C order, where it is in Fortran order, in which the first index changes fastest.
func fortranPlaces(shape []int) []int {
	places := []int{0}
	step := 1
	for _, n := range shape {
		var more []int
		for _, place := range places {
			for i := range n {
				more = append(more, place+i*step)
			}
		}
		places, step = more, step*n
	}
	return places
}

// ReadRows fills dst with rows, the first of which is number from, in C order. Each element has the value that the file has.
func (a *Array) ReadRows(dst []float64, from int) error {
	d := a.Len() / a.Shape[0]
	if a.places == nil {
		return a.read(dst, from*d)
	}
	n := len(dst) / d
	column := make([]float64, n)
	for k, place := range a.places {
		if err := a.read(column, place*a.Shape[0]+from); err != nil {
			return err
		}
		for i, v := range column {
			dst[i*d+k] = v
		}
	}
	return nil
}

// read fills dst with the elements from number from on, in the file's order.
func (a *Array) read(dst []float64, from int) error {
	n := len(dst) * a.size
	if cap(a.buffer) < n {
		a.buffer = make([]byte, n)
	}
	buffer := a.buffer[:n]
	if got, err := a.r.ReadAt(buffer, a.offset+int64(from)*int64(a.size)); got < n {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return fmt.Errorf("read %d elements from element %d: %w", len(dst), from, err)
	}
	switch {
	case a.size == 8:
		for i := range dst {
			dst[i] = math.Float64frombits(a.order.Uint64(buffer[8*i:]))
		}
	case a.order == binary.ByteOrder(binary.LittleEndian):
		for i := range dst {
			dst[i] = float64(math.Float32frombits(binary.LittleEndian.Uint32(buffer[4*i:])))
		}
	default:
		for i := range dst {
			dst[i] = float64(math.Float32frombits(a.order.Uint32(buffer[4*i:])))
		}
	}
	return nil
}
