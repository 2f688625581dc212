package datasets

import (
	"encoding/binary"
	"fmt"
)

// idx is the content of an IDX file of bytes, the format of MNIST.
//
// All integers are big-endian uint32. The first is the magic number
// 0x00000800 + the number of dimensions (08 = unsigned bytes). The dimensions
// and the values, row-major, follow. Images have three dimensions (count, rows,
// columns), labels have one.
type idx struct {
	dims []int
	data []byte // a view of the file
}

// decodeIDX decodes an IDX file with the given number of dimensions. It checks
// the header against the length of the file.
func decodeIDX(file string, b []byte, dims int) (idx, error) {
	header := 4 + 4*dims
	if len(b) < header {
		return idx{}, fmt.Errorf("decode %s: truncated: %d bytes, the header alone takes %d", file, len(b), header)
	}
	if got, want := binary.BigEndian.Uint32(b), uint32(0x800+dims); got != want {
		return idx{}, fmt.Errorf("decode %s: magic number 0x%08x, want 0x%08x", file, got, want)
	}
	x := idx{dims: make([]int, dims), data: b[header:]}
	size := uint64(1) // stays ≤ len(b), so that no product overflows
	for i := range dims {
		d := uint64(binary.BigEndian.Uint32(b[4+4*i:]))
		if d == 0 {
			return idx{}, fmt.Errorf("decode %s: dimension %d is 0", file, i+1)
		}
		if size > uint64(len(x.data))/d {
			return idx{}, fmt.Errorf("decode %s: truncated: dimensions up to number %d claim %d×%d bytes, %d follow the header",
				file, i+1, size, d, len(x.data))
		}
		size *= d
		x.dims[i] = int(d)
	}
	if trailing := uint64(len(x.data)) - size; trailing > 0 {
		return idx{}, fmt.Errorf("decode %s: %d trailing bytes after the %d of the header's dimensions", file, trailing, size)
	}
	return x, nil
}
