// Package blas chooses who multiplies matrices.
//
// OpenBLAS is looked for when the program starts, not when it is built: with it a training step is about twelve times faster
// than with gonum's pure Go, and without it everything still runs. The choice is made once, before any work, and is
// installed where gonum keeps its implementation (blas32.Use, blas64.Use), which all packages of this program call.
package blas

import (
	"fmt"
	"runtime"

	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
)

// A Backend describes the implementation in use. Bits of results may change with any of its fields.
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

// Install is the advice for a machine without OpenBLAS.
func Install() string {
	if runtime.GOOS == "darwin" {
		return "brew install openblas"
	}
	return "apt-get install libopenblas0-pthread"
}

// Use installs OpenBLAS with the given number of threads for a product (0 = as many as Go uses), or gonum where there is none, which
// uses as many as Go does.
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

// SingleThreaded gives every product one thread, for callers that multiply on all cores themselves, until restore is called.
// Nobody else must multiply meanwhile.
func SingleThreaded() (restore func()) {
	fast, ok := blas32.Implementation().(openBLAS)
	if !ok {
		return func() {}
	}
	before := fast.setThreads(1)
	return func() { fast.setThreads(before) }
}
