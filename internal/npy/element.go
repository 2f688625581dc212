package npy

import (
	"encoding/binary"
	"math"

	"gan2014/internal/safetensors"
)

// An Element is the type of the elements of an array: its kind, its size in bytes, and its byte order.
type Element struct {
	kind  byte // one of the letters of NumPy: f for floating-point, i for integers, u for integers of at least 0, b for booleans
	size  int
	order binary.ByteOrder
}

// ElementOf returns a type from its letter and size as NumPy writes them (f2, f4, f8, i1 to i8, u1 to u8, b1), in a byte order. ok is false
// for other types.
func ElementOf(code string, order binary.ByteOrder) (e Element, ok bool) {
	switch code {
	case "f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1":
		return Element{kind: code[0], size: int(code[1] - '0'), order: order}, true
	}
	return Element{}, false
}

// String returns NumPy's name of the type.
func (e Element) String() string { return typeNames[string([]byte{e.kind, '0' + byte(e.size)})] }

// Integer reports whether the elements are integers or booleans.
func (e Element) Integer() bool { return e.kind != 'f' }

// Rounding returns the largest relative error that rounding to the type makes, half a unit of the last of its digits. It is 0 for float64,
// and for integers, to which nothing was rounded that the user did not round.
func (e Element) Rounding() float64 {
	switch {
	case e.kind == 'f' && e.size == 2:
		return 1. / (1 << 11)
	case e.kind == 'f' && e.size == 4:
		return 1. / (1 << 24)
	}
	return 0
}

// decode converts bytes to numbers. Integers beyond 2⁵³ are rounded, and no other value changes.
func (e Element) decode(dst []float64, bytes []byte) {
	value := e.value()
	for i := range dst {
		dst[i] = value(bytes[i*e.size:])
	}
}

// value returns the function that converts the bytes of an element to a number.
func (e Element) value() func([]byte) float64 {
	switch {
	case e.kind == 'f' && e.size == 2:
		return func(b []byte) float64 { return float64(safetensors.FromHalf(e.order.Uint16(b))) }
	case e.kind == 'f' && e.size == 4:
		return func(b []byte) float64 { return float64(math.Float32frombits(e.order.Uint32(b))) }
	case e.kind == 'f':
		return func(b []byte) float64 { return math.Float64frombits(e.order.Uint64(b)) }
	case e.kind == 'i' && e.size == 1:
		return func(b []byte) float64 { return float64(int8(b[0])) }
	case e.kind == 'i' && e.size == 2:
		return func(b []byte) float64 { return float64(int16(e.order.Uint16(b))) }
	case e.kind == 'i' && e.size == 4:
		return func(b []byte) float64 { return float64(int32(e.order.Uint32(b))) }
	case e.kind == 'i':
		return func(b []byte) float64 { return float64(int64(e.order.Uint64(b))) }
	case e.size == 2:
		return func(b []byte) float64 { return float64(e.order.Uint16(b)) }
	case e.size == 4:
		return func(b []byte) float64 { return float64(e.order.Uint32(b)) }
	case e.size == 8:
		return func(b []byte) float64 { return float64(e.order.Uint64(b)) }
	}
	return func(b []byte) float64 { return float64(b[0]) }
}
