// Package safetensors reads and writes files of named tensors in half precision, in the format of the library safetensors:
//
//	8 bytes, little-endian: the length of the header
//	the header, as JSON: {"__metadata__": {KEY: TEXT, …}, NAME: {"dtype": "F16", "shape": […], "data_offsets": [FROM, TO]}, …}
//	the values of the tensors, little-endian, without gaps
//
// half.go converts numbers, write.go writes a file, and read.go, header.go and object.go read one. Reading is strict: a file that breaks a
// rule of the format is an error. A header cannot make the reader take more memory than some multiple of the file's length.
package safetensors

import "math"

// A File is the content of a file.
type File struct {
	Metadata map[string]string
	Tensors  []Tensor // in the order of their values in the file
}

// A Tensor has a value for each index of its shape, row by row.
type Tensor struct {
	Name  string
	Shape []int
	Data  []float32
}

const (
	lengthBytes = 8           // of the header's length
	maxHeader   = 100_000_000 // the longest header that the library reads
	metadataKey = "__metadata__"
	halfType    = "F16"
	halfBytes   = 2
)

// count returns the number of values of a shape. It is false for a negative length and for more values than memory could hold.
func count(shape []int) (int, bool) {
	n := 1
	for _, length := range shape {
		if length < 0 || length > 0 && n > math.MaxInt/halfBytes/length {
			return 0, false
		}
		n *= length
	}
	return n, true
}
