// Package blas chooses the library that multiplies matrices: OpenBLAS or gonum.
//
// The program looks for OpenBLAS when it starts, not when it is built. With OpenBLAS a training step is about twelve times faster than
// with gonum's pure Go; without it the program still runs. The choice is made once, before any computation. It is installed as gonum's
// implementation (blas32.Use, blas64.Use), which all packages of this program call.
package blas

import (
	"fmt"
	"runtime"

	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
)

// A Backend describes the implementation in use. A change of any of its fields may change bits of results.
type Backend struct {
	Name    string // "OpenBLAS 0.3.21 … SapphireRapids" or "gonum (pure Go)"
	Threads int    // threads of one product
	Fast    bool   // false for pure Go
}

func (b Backend) String() string {
	if b.Threads == 1 {
		return b.Name + ", 1 thread"
	}
	return fmt.Sprintf("%s, %d threads", b.Name, b.Threads)
}

// Install returns the advice to show on a machine without OpenBLAS.
func Install() string {
	if runtime.GOOS == "darwin" {
		return "brew install openblas"
	}
	return "apt-get install libopenblas0-pthread"
}

// Use installs OpenBLAS with the given number of threads per product (0 = as many as Go uses). If there is no OpenBLAS, it installs gonum,
// which uses as many threads as Go.
func Use(threads int) Backend {
	if threads <= 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	lib, err := open(threads)
	if err != nil {
		return Backend{Name: "gonum (pure Go)", Threads: threads}
	}
	blas32.Use(lib)
	blas64.Use(lib)
	return Backend{Name: lib.name, Threads: threads, Fast: true}
}

// SingleThreaded limits every product to one thread until restore is called. It is for callers that run products in parallel on all
// cores themselves. No other goroutine may multiply meanwhile.
func SingleThreaded() (restore func()) {
	fast, ok := blas32.Implementation().(openBLAS)
	if !ok {
		return func() {}
	}
	before := fast.setThreads(1)
	return func() { fast.setThreads(before) }
}
