package schedule

import (
	"math"
	"sync"
	"time"

	"gan2014/experiments/job"
	"gan2014/internal/products"
)

// A speed is the speed of this machine: the floating-point operations per second of matrix products, and the number of threads of
// a run.
type speed struct {
	products float64
	threads  int
}

// calibrate measures the speed of matrix products for a quarter of a second. It takes the fastest product, because other load only
// slows products down. It takes the speed of one thread if several threads are slower.
// that of one thread where several are held up.
func calibrate(threads int) speed {
	all := measureProducts(threads)
	if all.threads > 1 {
		all.products = max(all.products, measureProducts(1).products)
	}
	return all
}

// measureProducts returns the rate of the fastest of several matrix products. The products are short, so that some of them run
// without interruption.
func measureProducts(threads int) speed {
	const rows, inner, columns = 200, 512, 1200
	const atMost = time.Second / 8
	matrix := func(rows, columns int) products.Matrix[float32] {
		return products.Rows(rows, columns, make([]float32, rows*columns))
	}
	a, b, c := matrix(rows, inner), matrix(inner, columns), matrix(rows, columns)
	for _, m := range []products.Matrix[float32]{a, b} {
		for i := range m.Data {
			m.Data[i] = float32(i%7) - 3
		}
	}
	fastest := math.Inf(1)
	for begin, first := time.Now(), true; first || time.Since(begin) < atMost; first = false {
		start := time.Now()
		before, _ := job.ProcessTime()
		products.Multiply(c, 1, a, b, 0, threads)
		took := time.Since(start).Seconds()
		if after, _ := job.ProcessTime(); threads == 1 && after > before {
			took = min(took, after-before) // processor time excludes the time that other processes use
		}
		fastest = min(fastest, took)
	}
	return speed{products: 2 * rows * inner * columns / fastest, threads: threads}
}

// thisMachine calibrates once for each number of threads.
var thisMachine = func() func(threads int) speed {
	var mu sync.Mutex
	known := map[int]speed{}
	return func(threads int) speed {
		mu.Lock()
		defer mu.Unlock()
		if _, ok := known[threads]; !ok {
			known[threads] = calibrate(threads)
		}
		return known[threads]
	}
}()
