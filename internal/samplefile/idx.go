package samplefile

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"os"

	"gan2014/internal/npy"
)

// idxTypes are the types of IDX files by their third byte (yann.lecun.com/exdb/mnist). Their elements are big-endian.
var idxTypes = map[byte]string{8: "u1", 9: "i1", 0xb: "i2", 0xc: "i4", 0xd: "f4", 0xe: "f8"}

// mostAxes is the largest number of dimensions of an IDX file that is read.
const mostAxes = 8

// isIDX reports whether a file begins as IDX does: two zero bytes, a type, and a number of dimensions.
func isIDX(start []byte) bool {
	if len(start) < 4 || start[0] != 0 || start[1] != 0 || start[3] < 1 || start[3] > mostAxes {
		return false
	}
	_, known := idxTypes[start[2]]
	return known
}

// idxHeader reads the header of a file.
func idxHeader(start []byte) (shape []int, element npy.Element, offset int64, err error) {
	axes := int(start[3])
	offset = int64(4 + 4*axes)
	if int64(len(start)) < offset {
		return nil, element, 0, errors.New("file is truncated within its header")
	}
	if axes < 2 {
		return nil, element, 0, errors.New("it has one number for each example, as files of labels have: give the file of the images")
	}
	element, _ = npy.ElementOf(idxTypes[start[2]], binary.BigEndian)
	total := 1
	for i := range axes {
		n := int(binary.BigEndian.Uint32(start[4+4*i:]))
		if n == 0 || total > math.MaxInt/16/n {
			return nil, element, 0, fmt.Errorf("the lengths of its header are empty or too large: %d", append(shape, n))
		}
		shape, total = append(shape, n), total*n
	}
	return shape, element, offset, nil
}

// idxSize returns the length in bytes of a file that begins like start.
func idxSize(start []byte) (int64, error) {
	shape, element, offset, err := idxHeader(start)
	if err != nil {
		return 0, err
	}
	return offset + npy.BytesOf(shape, element), nil
}

func openIDX(file *os.File, size int64) (*File, error) {
	start := make([]byte, 4+4*mostAxes)
	n, _ := file.ReadAt(start, 0) // a short file is found by its length
	shape, element, offset, err := idxHeader(start[:n])
	if err != nil {
		return nil, err
	}
	array, err := npy.Elements(file, offset, size, shape, element)
	if err != nil {
		return nil, err
	}
	return fileOf(array, file), nil
}
