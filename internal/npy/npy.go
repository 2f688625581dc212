// Package npy reads and writes arrays of numbers in NumPy's .npy files (NEP 1). It can read any part of an array, so an array may be larger
// than memory.
//
// A file consists of a magic string, a version, a header and the elements. The header is a Python dictionary with the element type, the
// order and the shape. The package parses it by the rules of NumPy, which uses ast.literal_eval, and refuses what NumPy refuses. It
// supports versions 1.0 to 3.0, the types of element.go in both byte orders, C and Fortran order.
package npy

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"
)

// An Array is an open file.
type Array struct {
	Shape []int // two dimensions or more, none of them 0
	Element

	r      io.ReaderAt
	offset int64 // position of the first element in the file
	places []int // for Fortran order: for each element of a row, the number of its column; a column has N elements
	buffer []byte
}

// Len returns the number of elements.
func (a *Array) Len() int { return product(a.Shape) }

// Open reads the header of a file of the given length in bytes. It returns an error, with advice, if the elements are of another type, if
// there are fewer than two dimensions, if the array is empty, or if the length does not fit the shape.
func Open(r io.ReaderAt, bytes int64) (*Array, error) {
	text, version, offset, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	h, err := parseHeader(text, version)
	if err != nil {
		return nil, err
	}
	element, err := h.elementType()
	if err != nil {
		return nil, err
	}
	if err := h.resolve((bytes - offset) / int64(element.size)); err != nil {
		return nil, err
	}
	a, err := Elements(r, offset, bytes, h.shape, element)
	if err == nil && h.fortran {
		a.places = fortranPlaces(a.Shape[1:])
	}
	return a, err
}

// Elements opens an array without a header: elements in C order, from the offset to the end of a file of the given length in bytes. The
// product of the shape, which has no 0, must not overflow. Elements returns an error if the length does not fit the shape.
func Elements(r io.ReaderAt, offset, bytes int64, shape []int, element Element) (*Array, error) {
	a := &Array{Shape: shape, Element: element, r: r, offset: offset}
	switch want := offset + BytesOf(shape, element); {
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

// Size returns the length in bytes of a file that begins like start, by its header. It returns 0 if the header leaves the length open.
func Size(start io.ReaderAt) (int64, error) {
	text, version, offset, err := readHeader(start)
	if err != nil {
		return 0, err
	}
	h, err := parseHeader(text, version)
	if err != nil {
		return 0, err
	}
	element, err := h.elementType()
	if err != nil || slices.ContainsFunc(h.shape, func(n int) bool { return n < 0 }) {
		return 0, err
	}
	if err := h.resolve(0); err != nil {
		return 0, err
	}
	return offset + BytesOf(h.shape, element), nil
}

// BytesOf returns the number of bytes of the elements of an array.
func BytesOf(shape []int, element Element) int64 { return int64(product(shape)) * int64(element.size) }

// MaxHeader is the largest number of bytes before the elements of a file.
const MaxHeader = 12 + utf8.UTFMax*maxHeader

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
	a.decode(dst, buffer)
	return nil
}
