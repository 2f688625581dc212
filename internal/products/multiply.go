//go:build cgo

package products

/*
#cgo CFLAGS: -O3 -std=c11
#cgo LDFLAGS: -lm
#include "products.h"
*/
import "C"

import (
	"sync"
	"sync/atomic"
	"unsafe"
)

// A call holds the state of one product. Calls are reused, so that a product allocates almost no memory.
//
// The product is divided into parts, first of packing a and then of c. Each worker takes the next part when it is done with one, so that a
// worker that starts late or is interrupted by another program delays the others by one part at most.
type call struct {
	product       C.struct_product
	c, a, b       unsafe.Pointer
	packed        *workspace                          // the tiles of a
	scratch       int                                 // bytes that a worker needs
	tiles, panels int                                 // of rows and of columns
	down, across  int                                 // parts of c
	taken         struct{ tiles, parts atomic.Int64 } // by workers
	packing       sync.WaitGroup                      // counts the tiles of a that are not packed
	workers       sync.WaitGroup
}

var calls = sync.Pool{New: func() any { return new(call) }}

const (
	worthwhile    = 1 << 17 // the least number of multiplications for a worker, because starting a worker takes some microseconds
	packedAtATime = 4       // tiles of a in a part of the packing
	partPanels    = 4       // panels of columns in a part of c
	partsEach     = 3       // the least number of parts of c for each worker, where c is large enough
)

// multiply computes c with the kernels in use.
func multiply[T Float](c Matrix[T], alpha T, a, b Matrix[T], add bool, workers int) {
	k, size := current.c, int(unsafe.Sizeof(alpha))
	tile, panel := int(k.float_rows), 2*int(k.float_lanes)
	if size == 8 {
		tile, panel = int(k.double_rows), 2*int(k.double_lanes)
	}
	m := calls.Get().(*call)
	m.product = C.struct_product{
		kernels: k, rows: C.int64_t(c.Rows), cols: C.int64_t(c.Cols), depth: C.int64_t(a.Cols), c_step: C.int64_t(c.RowStep),
		a_row: C.int64_t(a.RowStep), a_col: C.int64_t(a.ColStep), b_row: C.int64_t(b.RowStep), b_col: C.int64_t(b.ColStep),
		scale: C.double(alpha), add: flag(add), doubles: flag(size == 8),
	}
	m.c, m.a, m.b = start(c.Data), start(a.Data), start(b.Data)
	m.packed, m.scratch = borrow(c.Rows*a.Cols*size), C.DEPTH*C.PANELS*panel*size
	m.tiles, m.panels = (c.Rows+tile-1)/tile, (c.Cols+panel-1)/panel
	workers = max(1, min(workers, m.tiles*m.panels, c.Rows*c.Cols*a.Cols/worthwhile))
	m.divide(workers)
	for range workers - 1 {
		m.workers.Go(m.work)
	}
	m.work()
	m.workers.Wait()
	m.packed.giveBack()
	m.c, m.a, m.b, m.packed = nil, nil, nil, nil
	calls.Put(m)
}

// divide chooses the parts of c: some panels of columns each, and where those are too few for the workers, some tiles of rows.
func (m *call) divide(workers int) {
	m.down, m.across = 1, 1
	if workers > 1 {
		m.across = (m.panels + partPanels - 1) / partPanels
		m.down = min(m.tiles, (partsEach*workers+m.across-1)/m.across)
	}
	m.taken.tiles.Store(0)
	m.taken.parts.Store(0)
	m.packing.Add(m.tiles)
}

// work packs tiles of a until all are packed, and then computes parts of c until all are computed.
func (m *call) work() {
	for {
		from := int(m.taken.tiles.Add(packedAtATime)) - packedAtATime
		if from >= m.tiles {
			break
		}
		to := min(from+packedAtATime, m.tiles)
		C.products_pack(&m.product, m.packed.start(), m.a, C.int64_t(from), C.int64_t(to))
		m.packing.Add(from - to)
	}
	m.packing.Wait()
	scratch := borrow(m.scratch)
	for {
		part := int(m.taken.parts.Add(1)) - 1
		if part >= m.down*m.across {
			break
		}
		top, bottom := share(part%m.down, m.down, m.tiles)
		left, right := share(part/m.down, m.across, m.panels)
		C.products_multiply(&m.product, m.c, m.packed.start(), m.b, top, bottom, left, right, scratch.start())
	}
	scratch.giveBack()
}

// share returns the range of part i of n items that are divided into parts.
func share(i, parts, n int) (from, to C.int64_t) {
	return C.int64_t(i * n / parts), C.int64_t((i + 1) * n / parts)
}

func flag(b bool) C.int {
	if b {
		return 1
	}
	return 0
}

func start[T Float](data []T) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(data)) }
