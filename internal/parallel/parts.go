package parallel

import "sync/atomic"

// Parts hands out n items to workers. The parts become smaller towards the end, so that a worker that starts late or is interrupted by another
// program hardly delays the others.
type Parts struct {
	n, workers, least int
	untaken           atomic.Int64 // the first item that no worker has taken
}

// Reset starts again with n items for a number of workers. A part has at least the given number of items, unless fewer are left.
func (p *Parts) Reset(n, workers, least int) {
	p.n, p.workers, p.least = n, workers, least
	p.untaken.Store(0)
}

// Next takes a part for a worker: half of its fair share of the items left. A single worker takes all. from equals to if none is left.
func (p *Parts) Next() (from, to int) {
	for {
		from = int(p.untaken.Load())
		to = p.n
		if p.workers > 1 {
			to = min(p.n, from+max(p.least, (p.n-from)/(2*p.workers)))
		}
		if p.untaken.CompareAndSwap(int64(from), int64(to)) {
			return from, to
		}
	}
}
