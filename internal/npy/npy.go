// Package npy reads and writes arrays of floating-point numbers in NumPy's .npy files (NEP 1). It can read any part of an array, so an
// array may be larger than memory.
//
// A file consists of a magic string, a version, a header and the elements. The header is a Python dictionary with the element type, the
// order and the shape. The package parses it by the rules of NumPy, which uses ast.literal_eval, and refuses what NumPy refuses. It
// supports versions 1.0 to 3.0, float32 and float64 of both byte orders, C and Fortran order.
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
	Shape []int // two dimensions or more, none of them 0

	r      io.ReaderAt
	offset int64 // position of the first element in the file
	size   int   // bytes of an element, 4 or 8
	order  binary.ByteOrder
	places []int // for Fortran order: for each element of a row, the number of its column; a column has N elements
	buffer []byte
}

// Len returns the number of elements.
func (a *Array) Len() int { return product(a.Shape) }

// Single reports whether the elements are float32.
func (a *Array) Single() bool { return a.size == 4 }

// Open reads the header of a file of the given length in bytes. It returns an error, with advice, if the elements are not floating-point,
// if there are fewer than two dimensions, if the array is empty, or if the length does not fit the shape.
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

// fortranPlaces returns for each element of a row in C order its place in Fortran order, in which the first index changes fastest.
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

// ReadRows fills dst with consecutive rows in C order, beginning with row from. It converts each element to float64 without loss.
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

// read fills dst with consecutive elements in the file's order, beginning with element from.
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
