package parallel

import "sync"

// A loop holds the state of a call of For. Loops are reused, so that a call allocates almost no memory.
type loop struct {
	job   Job
	parts Parts
	do    func(from, to int)
}

var loops = sync.Pool{New: func() any {
	l := new(loop)
	l.job.Work = l.work
	return l
}}

// For calls do for parts of the items 0 … n−1, of at least the given number of items, until each item was in one part. At most the given number
// of workers, of which the calling goroutine is one, make these calls at the same time.
func For(workers, n, least int, do func(from, to int)) {
	workers = min(workers, n/least)
	if workers <= 1 {
		if n > 0 {
			do(0, n)
		}
		return
	}
	l := loops.Get().(*loop)
	l.do = do
	l.parts.Reset(n, workers, least)
	l.job.Run(workers)
	l.do = nil
	loops.Put(l)
}

func (l *loop) work() {
	for from, to := l.parts.Next(); from < to; from, to = l.parts.Next() {
		l.do(from, to)
	}
}
