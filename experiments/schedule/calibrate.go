package schedule

import (
	"math"
	"sync"
	"time"

	"gan2014/experiments/job"
	"gan2014/internal/products"
)

// A speed is how fast this one computes: the floating-point operations a second of matrix products, and the threads of a run.
type speed struct {
	products float64
	threads  int
}

// calibrate measures matrix products for a quarter of a second. What else the machine does can only slow one down, so the fastest counts, and
// that of one thread where several are held up.
func calibrate(threads int) speed {
	all := measureProducts(threads)
	if all.threads > 1 {
		all.products = max(all.products, measureProducts(1).products)
	}
	return all
}

// measureProducts is the rate of the fastest of some products, which are short, so that some are not interrupted.
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
			took = min(took, after-before) // which does not count where others had the processor
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
