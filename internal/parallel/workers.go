package parallel

import (
	"runtime"
	"sync/atomic"
)

var workers atomic.Int64 // 0 if SetWorkers was not called

// Workers returns the number of goroutines that may compute at once in this process: that of SetWorkers, or GOMAXPROCS.
func Workers() int {
	if n := workers.Load(); n > 0 {
		return int(n)
	}
	return runtime.GOMAXPROCS(0)
}

// SetWorkers lets n goroutines compute at once. It sets GOMAXPROCS to one more. If none of Go's processors (P in its scheduler) is free, the
// scheduler takes away that of a goroutine that is in a C function for longer than 20 µs, and such a goroutine sleeps and wakes at its
// return (retake in runtime/proc.go). A small matrix product takes ten times as long.
func SetWorkers(n int) {
	workers.Store(int64(n))
	runtime.GOMAXPROCS(n + 1)
}
