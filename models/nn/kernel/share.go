package kernel

import (
	"gan2014/internal/parallel"
)

// The functions of this file share a loop among the threads that the program may use. No function changes a result, because one thread computes
// each value.

// worthwhile is the least number of values for a thread. A thread computes them in a few microseconds, longer than it takes to begin.
const worthwhile = 1 << 13

// byRows shares the rows of a matrix. do computes a number of rows from the given one on.
func byRows(rows, cols int, do func(from, rows int)) {
	parallel.For(parallel.Workers(), rows, max(1, worthwhile/cols), func(from, to int) { do(from, to-from) })
}

// line is the number of neighbouring values that one thread computes: those of a line of the cache.
const line = 16

// byValues shares n values. do computes n values from the given one on.
func byValues(n int, do func(from, n int)) {
	parallel.For(parallel.Workers(), (n+line-1)/line, worthwhile/line, func(from, to int) { do(from*line, min(to*line, n)-from*line) })
}

// share divides n pieces of work into a share for each worker.
func share(workers, n int, work func(worker, from, to int)) {
	parallel.For(workers, workers, 1, func(from, to int) {
		for worker := from; worker < to; worker++ {
			work(worker, worker*n/workers, (worker+1)*n/workers)
		}
	})
}
