package datasets

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"slices"
)

// A matFile holds the numeric arrays of a MATLAB level 5 MAT-file, by name.
//
// The file consists of a header of 128 bytes, whose last two give the byte order, and of elements. An element is a tag and data: the tag has
// a type and a number of bytes, of 32 bits each, and the data are padded to a multiple of 8 bytes. An array is an element of type 14 that
// contains elements: flags, dimensions, name, and the values in column-major order, stored in any type that is wide enough. An element of
// type 15 contains another element, compressed by zlib and not padded.
type matFile map[string]matArray

// A matArray is a view of its file: element (i, j, k) of an array with dimensions a, b, c is number i + a(j + bk).
type matArray struct {
	dims   []int
	order  binary.ByteOrder
	typ    uint32 // of the values
	values []byte
}

// Types of elements.
const (
	miINT8       = 1
	miUINT8      = 2
	miINT16      = 3
	miUINT16     = 4
	miINT32      = 5
	miUINT32     = 6
	miSINGLE     = 7
	miDOUBLE     = 9
	miMATRIX     = 14
	miCOMPRESSED = 15
)

// width returns the number of bytes of a value, or 0 if the type is not numeric.
func width(typ uint32) int {
	switch typ {
	case miINT8, miUINT8:
		return 1
	case miINT16, miUINT16:
		return 2
	case miINT32, miUINT32, miSINGLE:
		return 4
	case miDOUBLE:
		return 8
	}
	return 0
}

// decodeMAT decodes the real numeric arrays of a MAT-file and skips other variables. It checks every length against the available bytes.
func decodeMAT(b []byte) (matFile, error) {
	const header = 128
	if len(b) < header {
		return nil, fmt.Errorf("truncated: %d bytes, the header alone takes %d", len(b), header)
	}
	var order binary.ByteOrder
	switch mark := string(b[header-2 : header]); mark {
	case "IM":
		order = binary.LittleEndian
	case "MI":
		order = binary.BigEndian
	default:
		return nil, fmt.Errorf("not a MAT-file of level 5: byte order mark %q", mark)
	}
	if version := order.Uint16(b[header-4:]); version != 0x0100 {
		return nil, fmt.Errorf("not a MAT-file of level 5: version 0x%04x (MATLAB's save -v7 writes level 5)", version)
	}
	arrays := matFile{}
	for rest := b[header:]; len(rest) > 0; {
		e, after, err := nextElement(rest, order)
		if err != nil {
			return nil, err
		}
		rest = after
		if e.typ == miCOMPRESSED {
			if e, err = inflate(e.data, order); err != nil {
				return nil, err
			}
		}
		if e.typ != miMATRIX {
			continue
		}
		if err := arrays.add(e.data, order); err != nil {
			return nil, err
		}
	}
	return arrays, nil
}

// An element is a typed data element of a MAT-file.
type element struct {
	typ  uint32
	data []byte
}

// nextElement splits b into its first element and what follows.
func nextElement(b []byte, order binary.ByteOrder) (element, []byte, error) {
	const tag = 8
	if len(b) < tag {
		return element{}, nil, fmt.Errorf("truncated: %d bytes are no element", len(b))
	}
	typ, n := order.Uint32(b), uint64(order.Uint32(b[4:]))
	if small := typ >> 16; small != 0 { // data of up to 4 bytes within the tag
		if small > 4 {
			return element{}, nil, fmt.Errorf("a small element of %d bytes, which has room for 4", small)
		}
		return element{typ & 0xffff, b[4 : 4+small]}, b[tag:], nil
	}
	padded := n
	if typ != miCOMPRESSED {
		padded = (n + 7) &^ 7
	}
	b = b[tag:]
	if uint64(len(b)) < n {
		return element{}, nil, fmt.Errorf("truncated: an element of %d bytes, %d are left", n, len(b))
	}
	return element{typ, b[:n]}, b[min(padded, uint64(len(b))):], nil
}

// deflateRatio bounds the ratio of uncompressed to compressed length.
const deflateRatio = 1032

// inflate returns the element that a compressed element contains.
func inflate(compressed []byte, order binary.ByteOrder) (element, error) {
	r, err := zlib.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return element{}, err
	}
	var tag [8]byte
	if _, err := io.ReadFull(r, tag[:]); err != nil {
		return element{}, fmt.Errorf("compressed element: %w", err)
	}
	e, n := element{typ: order.Uint32(tag[:])}, uint64(order.Uint32(tag[4:]))
	if e.typ != miMATRIX {
		return element{}, fmt.Errorf("compressed element of type %d, want %d", e.typ, miMATRIX)
	}
	if n > deflateRatio*uint64(len(compressed)) {
		return element{}, fmt.Errorf("compressed element: %d bytes cannot come from %d", n, len(compressed))
	}
	e.data = make([]byte, n)
	if _, err := io.ReadFull(r, e.data); err != nil {
		return element{}, fmt.Errorf("compressed element: %w", err)
	}
	return e, nil
}

// add reads the array of an element if it is a numeric one.
func (m matFile) add(b []byte, order binary.ByteOrder) error {
	var parts [4]element // flags, dimensions, name, values
	for i := range parts {
		if len(b) == 0 && i == 3 {
			return nil // a variable without values of its own, as some classes are
		}
		var err error
		if parts[i], b, err = nextElement(b, order); err != nil {
			return err
		}
	}
	flags, dimensions, name, values := parts[0], parts[1], string(parts[2].data), parts[3]
	if len(flags.data) != 8 || dimensions.typ != miINT32 || len(dimensions.data)%4 != 0 {
		return fmt.Errorf("variable %q: flags of %d bytes, dimensions of type %d in %d bytes",
			name, len(flags.data), dimensions.typ, len(dimensions.data))
	}
	const complexValues = 0x0800
	f := order.Uint32(flags.data)
	if class := f & 0xff; class < 6 || class > 15 || f&complexValues != 0 { // double to uint64
		return nil
	}
	a := matArray{order: order, typ: values.typ, values: values.data}
	n := uint64(1) // stays ≤ len(values.data), so that no product overflows
	for d := dimensions.data; len(d) > 0; d = d[4:] {
		size := uint64(order.Uint32(d))
		if size == 0 || n > uint64(len(values.data))/size {
			return fmt.Errorf("variable %q: dimensions of %d×%d values, which has %d bytes", name, n, size, len(values.data))
		}
		n *= size
		a.dims = append(a.dims, int(size))
	}
	if w := width(a.typ); w == 0 || n*uint64(w) != uint64(len(values.data)) {
		return fmt.Errorf("variable %q: %d values of type %d in %d bytes", name, n, a.typ, len(values.data))
	}
	m[name] = a
	return nil
}

// bytes returns the values, which must be integers from 0 to 255, in the file's order. If they are stored as bytes, the result is a view of
// the file.
func (a matArray) bytes() ([]byte, error) {
	if a.typ == miUINT8 {
		return a.values, nil
	}
	w := width(a.typ)
	out := make([]byte, len(a.values)/w)
	for i := range out {
		x := a.value(a.values[i*w:])
		if !(x >= 0 && x <= 255) || x != math.Trunc(x) {
			return nil, fmt.Errorf("value %d is %v, want an integer from 0 to 255", i, x)
		}
		out[i] = byte(x)
	}
	return out, nil
}

// value reads the first value of b.
func (a matArray) value(b []byte) float64 {
	switch a.typ {
	case miINT8:
		return float64(int8(b[0]))
	case miUINT8:
		return float64(b[0])
	case miINT16:
		return float64(int16(a.order.Uint16(b)))
	case miUINT16:
		return float64(a.order.Uint16(b))
	case miINT32:
		return float64(int32(a.order.Uint32(b)))
	case miUINT32:
		return float64(a.order.Uint32(b))
	case miSINGLE:
		return float64(math.Float32frombits(a.order.Uint32(b)))
	case miDOUBLE:
		return math.Float64frombits(a.order.Uint64(b))
	}
	panic("datasets: type of values")
}

// take returns the bytes of the named variable, which must have these dimensions.
func (m matFile) take(name string, dims ...int) ([]byte, error) {
	a, ok := m[name]
	switch {
	case !ok:
		return nil, fmt.Errorf("no numeric variable %s", name)
	case !slices.Equal(a.dims, dims):
		return nil, fmt.Errorf("variable %s is %d, want %d", name, a.dims, dims)
	}
	b, err := a.bytes()
	if err != nil {
		return nil, fmt.Errorf("variable %s: %w", name, err)
	}
	return b, nil
}
