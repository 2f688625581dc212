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
	"unsafe"
)

// A call holds the state of one product. Calls are reused, so that a product allocates almost no memory.
type call struct {
	product       C.struct_product
	c, a, b       unsafe.Pointer
	packed        *workspace // the tiles of a
	scratch       int        // bytes that a worker needs
	tiles, panels int        // of rows and of columns
	workers       int
	parts         sync.WaitGroup
}

var calls = sync.Pool{New: func() any { return new(call) }}

// worthwhile is the least number of multiplications for a worker, because starting a worker takes some microseconds.
const worthwhile = 1 << 17

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
	m.workers = max(1, min(workers, max(m.tiles, m.panels), c.Rows*c.Cols*a.Cols/worthwhile))
	m.each((*call).pack)
	m.each((*call).multiply)
	m.packed.giveBack()
	m.c, m.a, m.b, m.packed = nil, nil, nil, nil
	calls.Put(m)
}

// each runs part for every worker in parallel and waits for all of them.
func (m *call) each(part func(m *call, worker int)) {
	m.parts.Add(m.workers - 1)
	for i := 1; i < m.workers; i++ {
		go func() {
			part(m, i)
			m.parts.Done()
		}()
	}
	part(m, 0)
	m.parts.Wait()
}

// pack packs a worker's share of the tiles of a.
func (m *call) pack(worker int) {
	from, to := m.share(worker, m.tiles)
	C.products_pack(&m.product, m.packed.start(), m.a, from, to)
}

// multiply computes some panels of columns of c, or where those are fewer than tiles, some tiles of rows.
func (m *call) multiply(worker int) {
	top, bottom := C.int64_t(0), C.int64_t(m.tiles)
	left, right := C.int64_t(0), C.int64_t(m.panels)
	if m.panels >= m.tiles {
		left, right = m.share(worker, m.panels)
	} else {
		top, bottom = m.share(worker, m.tiles)
	}
	scratch := borrow(m.scratch)
	C.products_multiply(&m.product, m.c, m.packed.start(), m.b, top, bottom, left, right, scratch.start())
	scratch.giveBack()
}

// share returns the range of a worker's part of n items.
func (m *call) share(worker, n int) (from, to C.int64_t) {
	return C.int64_t(worker * n / m.workers), C.int64_t((worker + 1) * n / m.workers)
}

func flag(b bool) C.int {
	if b {
		return 1
	}
	return 0
}

func start[T Float](data []T) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(data)) }
