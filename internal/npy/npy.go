// Package npy reads arrays of floating-point numbers from NumPy's .npy files (NEP 1), any part of them at a time, so that an
// array may be larger than memory.
//
// A file is a magic string, a version, a header that is a Python dictionary of the element type, the order and the shape, and
// the elements. What is taken: versions 1 to 3, float32 and float64 of both byte orders, C order.
package npy

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// An Array is an open file.
type Array struct {
	Shape []int // of two dimensions or more, no one of them 0

	r      io.ReaderAt
	offset int64 // of the first element
	size   int   // of an element, 4 or 8 bytes
	order  binary.ByteOrder
	buffer []byte
}

// Len is the number of elements.
func (a *Array) Len() int { return product(a.Shape) }

// Open reads the header of a file of so many bytes. Elements that are not floating-point, Fortran order, fewer than two
// dimensions, an empty array, and a length that does not fit the shape are errors that say what to do.
func Open(r io.ReaderAt, bytes int64) (*Array, error) {
	header, offset, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	a := &Array{r: r, offset: offset}
	if err := a.parse(header); err != nil {
		return nil, err
	}
	switch want := offset + int64(a.Len())*int64(a.size); {
	case bytes < want:
		return nil, fmt.Errorf("file is truncated: %d bytes, but shape %v needs %d", bytes, a.Shape, want)
	case bytes > want:
		return nil, fmt.Errorf("file has %d bytes after the array", bytes-want)
	}
	return a, nil
}

// maxHeader is far longer than any header of a plain array.
const maxHeader = 1 << 16

// readHeader returns the dictionary and where the elements begin.
func readHeader(r io.ReaderAt) (header string, offset int64, err error) {
	start := make([]byte, 12)
	n, err := r.ReadAt(start, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", 0, err
	}
	if n < 10 || string(start[:6]) != "\x93NUMPY" {
		return "", 0, errors.New("not a NumPy file: save the array with numpy.save")
	}
	length := int64(binary.LittleEndian.Uint16(start[8:]))
	offset = 10
	switch version := start[6]; version {
	case 1:
	case 2, 3:
		length, offset = int64(binary.LittleEndian.Uint32(start[8:])), 12
	default:
		return "", 0, fmt.Errorf("version %d of the format is unknown", version)
	}
	if length > maxHeader {
		return "", 0, fmt.Errorf("header of %d bytes is too long for a plain array", length)
	}
	text := make([]byte, length)
	if n, err := r.ReadAt(text, offset); int64(n) < length {
		if !errors.Is(err, io.EOF) {
			return "", 0, err
		}
		return "", 0, errors.New("file is truncated within its header")
	}
	return string(text), offset + length, nil
}

// The three entries of the dictionary, as NumPy writes them or with other space.
var (
	descrEntry   = regexp.MustCompile(`'descr'\s*:\s*(?:'([^']*)'|\[)`)
	fortranEntry = regexp.MustCompile(`'fortran_order'\s*:\s*(True|False)\b`)
	shapeEntry   = regexp.MustCompile(`'shape'\s*:\s*\(([0-9,\s]*)\)`)
)

// parse reads the dictionary.
func (a *Array) parse(header string) error {
	descr, fortran, shape := descrEntry.FindStringSubmatch(header), fortranEntry.FindStringSubmatch(header), shapeEntry.FindStringSubmatch(header)
	if descr == nil || fortran == nil || shape == nil {
		return fmt.Errorf("header %.100q has no descr, fortran_order and shape", header)
	}
	switch descr[1] {
	case "<f4", ">f4":
		a.size = 4
	case "<f8", ">f8":
		a.size = 8
	default:
		return fmt.Errorf("elements are of type %.20q: need float32 or float64; convert with a.astype('float32'), and bytes 0 to 255 with / 255", descr[1])
	}
	a.order = binary.ByteOrder(binary.LittleEndian)
	if descr[1][0] == '>' {
		a.order = binary.BigEndian
	}
	if fortran[1] == "True" {
		return errors.New("array is in Fortran order: save numpy.ascontiguousarray(a)")
	}
	return a.parseShape(shape[1])
}

func (a *Array) parseShape(text string) error {
	total := 1
	for field := range strings.SplitSeq(text, ",") {
		field = strings.TrimSpace(field)
		if field == "" {
			continue
		}
		n, err := strconv.Atoi(field)
		if err != nil {
			return fmt.Errorf("shape (%.100s): %w", text, err)
		}
		a.Shape = append(a.Shape, n)
		if n == 0 {
			return fmt.Errorf("array of shape (%.100s) is empty", text)
		}
		if total > math.MaxInt/16/n {
			return fmt.Errorf("shape (%.100s) is too large", text)
		}
		total *= n
	}
	if len(a.Shape) < 2 {
		return fmt.Errorf("shape is (%.100s): need rows, one for each example: (n, d) or (n, height, width[, channels])", text)
	}
	return nil
}

func product(shape []int) int {
	p := 1
	for _, n := range shape {
		p *= n
	}
	return p
}

// Read fills dst with the elements from number from on, in C order; float64 is rounded to float32.
func (a *Array) Read(dst []float32, from int) error {
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
			dst[i] = float32(math.Float64frombits(a.order.Uint64(buffer[8*i:])))
		}
	case a.order == binary.ByteOrder(binary.LittleEndian):
		for i := range dst {
			dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(buffer[4*i:]))
		}
	default:
		for i := range dst {
			dst[i] = math.Float32frombits(binary.BigEndian.Uint32(buffer[4*i:]))
		}
	}
	return nil
}
