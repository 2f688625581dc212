package products

import "sync"

// A division says how the tiles of a result are shared out.
type division struct {
	tiles, panels int // of rows and of columns
	workers       int
}

// worthwhile is how many multiplications a worker must have: starting one takes some microseconds.
const worthwhile = 1 << 17

// divide shares out a result of rows×cols in tiles of so many rows and panels of so many columns.
func divide(rows, cols, depth, tile, panel, workers int) division {
	d := division{tiles: (rows + tile - 1) / tile, panels: (cols + panel - 1) / panel}
	d.workers = max(1, min(workers, max(d.tiles, d.panels), rows*cols*depth/worthwhile))
	return d
}

// share packs the tiles of the left operand, then multiplies: each worker has some panels of columns, or where those are fewer some tiles of
// rows.
func (d division) share(pack func(from, to int), multiply func(top, bottom, left, right int)) {
	if d.workers == 1 {
		pack(0, d.tiles)
		multiply(0, d.tiles, 0, d.panels)
		return
	}
	each(d.workers, func(i int) { pack(i*d.tiles/d.workers, (i+1)*d.tiles/d.workers) })
	each(d.workers, func(i int) {
		if d.panels >= d.tiles {
			multiply(0, d.tiles, i*d.panels/d.workers, (i+1)*d.panels/d.workers)
		} else {
			multiply(i*d.tiles/d.workers, (i+1)*d.tiles/d.workers, 0, d.panels)
		}
	})
}

// each calls work for i < n at once.
func each(n int, work func(i int)) {
	var wait sync.WaitGroup
	for i := 1; i < n; i++ {
		wait.Go(func() { work(i) })
	}
	work(0)
	wait.Wait()
}
