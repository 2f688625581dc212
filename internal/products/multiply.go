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

	"gan2014/internal/parallel"
)

// A call holds the state of one product. Calls are reused, so that a product allocates almost no memory.
//
// Workers take parts, first of packing a and then of c, until none is left.
type call struct {
	product       C.struct_product
	c, a, b       unsafe.Pointer
	packed        *workspace         // the tiles of a
	scratch       int                // bytes that a worker needs
	tiles, panels int                // of rows and of columns
	byRows        bool               // parts of c are tiles of rows, or else panels of columns
	unpacked      parallel.Parts     // tiles of a
	packing       parallel.Countdown // of the tiles of a
	uncomputed    parallel.Parts     // tiles or panels of c
	job           parallel.Job
}

var calls = sync.Pool{New: func() any {
	m := new(call)
	m.job.Work = m.work
	return m
}}

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
	workers = max(1, min(workers, m.tiles*m.panels, c.Rows*c.Cols*a.Cols/worthwhile))
	m.byRows = m.panels < 4*workers && m.tiles > m.panels
	parts := m.panels
	if m.byRows {
		parts = m.tiles
	}
	m.unpacked.Reset(m.tiles, workers, 1)
	m.packing.Add(m.tiles)
	m.uncomputed.Reset(parts, workers, 1)
	m.job.Run(workers)
	m.packed.giveBack()
	m.c, m.a, m.b, m.packed = nil, nil, nil, nil
	calls.Put(m)
}

// work packs tiles of a until all are packed, and then computes parts of c until all are computed.
func (m *call) work() {
	for from, to := m.unpacked.Next(); from < to; from, to = m.unpacked.Next() {
		C.products_pack(&m.product, m.packed.start(), m.a, C.int64_t(from), C.int64_t(to))
		m.packing.Done(to - from)
	}
	m.packing.Wait()
	scratch := borrow(m.scratch)
	for from, to := m.uncomputed.Next(); from < to; from, to = m.uncomputed.Next() {
		top, bottom, left, right := 0, m.tiles, from, to
		if m.byRows {
			top, bottom, left, right = from, to, 0, m.panels
		}
		C.products_multiply(&m.product, m.c, m.packed.start(), m.b, C.int64_t(top), C.int64_t(bottom), C.int64_t(left), C.int64_t(right), scratch.start())
	}
	scratch.giveBack()
}

func flag(b bool) C.int {
	if b {
		return 1
	}
	return 0
}

func start[T Float](data []T) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(data)) }
