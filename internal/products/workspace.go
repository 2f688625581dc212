package products

import (
	"sync"
	"unsafe"
)

// A workspace is memory for packed operands, which products reuse.
type workspace struct{ lines [][8]uint64 } // each of 64 bytes, the size of a cache line

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// borrow returns a workspace of at least the given number of bytes.
func borrow(bytes int) *workspace {
	w := workspaces.Get().(*workspace)
	if lines := (bytes + 63) / 64; len(w.lines) < lines {
		w.lines = make([][8]uint64, lines)
	}
	return w
}

func (w *workspace) giveBack() { workspaces.Put(w) }

func (w *workspace) start() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(w.lines)) }
