package npy

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// align is the multiple of bytes at which the elements of a file begin (NEP 1).
const align = 64

// Write writes an array of the given shape, of two dimensions or more, as a .npy file of version 1.0: little-endian float32 in C order.
func Write(w io.Writer, shape []int, data []float32) error {
	if product(shape) != len(data) {
		panic("npy: the shape has another number of elements")
	}
	if _, err := w.Write(headerOf(shape)); err != nil {
		return err
	}
	const piece = 1 << 14
	bytes := make([]byte, 0, 4*piece)
	for from := 0; from < len(data); from += piece {
		bytes = bytes[:0]
		for _, v := range data[from:min(from+piece, len(data))] {
			bytes = binary.LittleEndian.AppendUint32(bytes, math.Float32bits(v))
		}
		if _, err := w.Write(bytes); err != nil {
			return err
		}
	}
	return nil
}

// headerOf returns all that stands before the elements. Spaces fill it up to a multiple of align.
func headerOf(shape []int) []byte {
	var sizes []string
	for _, n := range shape {
		sizes = append(sizes, strconv.Itoa(n))
	}
	text := fmt.Sprintf("{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }", strings.Join(sizes, ", "))
	const before = len("\x93NUMPY\x01\x00") + 2
	length := (before+len(text)+1+align-1)/align*align - before
	start := binary.LittleEndian.AppendUint16([]byte("\x93NUMPY\x01\x00"), uint16(length))
	return append(start, fmt.Sprintf("%-*s\n", length-1, text)...)
}
