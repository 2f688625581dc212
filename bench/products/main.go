// Products times our matrix products against those of OpenBLAS, with kernels for the same instructions, shape by shape: in turn within one
// run. It prints the medians in GFLOP/s and the median of the ratios within a round.
//
//	GAN2014_KERNELS=avx2 go run ./bench/products [-rounds N] [-threads N]
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"text/tabwriter"
	"time"

	"gan2014/bench/blas"
	"gan2014/bench/timing"
	"gan2014/internal/products"
	"gan2014/internal/stats"
)

// A shape is a product of rows×terms and terms×cols values, of which one operand may be stored transposed.
type shape struct {
	name              string
	rows, cols, terms int
	transA, transB    bool
}

var shapes = []shape{
	{"forward", 100, 1200, 1200, false, false},
	{"gradient", 1200, 1200, 100, true, false},
	{"backward", 100, 1200, 1200, false, true},
	{"forward", 200, 1200, 784, false, false},
	{"forward", 100, 784, 500, false, false},
	{"Parzen", 512, 2048, 784, false, true},
	{"forward", 100, 8000, 8000, false, false},
	{"gradient", 8000, 8000, 100, true, false},
	{"backward", 100, 8000, 8000, false, true},
	{"square", 2048, 2048, 2048, false, false},
}

func main() {
	rounds := flag.Int("rounds", 9, "repetitions of everything, interleaved")
	threads := flag.Int("threads", runtime.GOMAXPROCS(0), "threads of a product")
	flag.Parse()
	library, err := blas.Load(*threads)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/products:", err)
		os.Exit(1)
	}
	set, err := products.Current()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/products:", err)
		os.Exit(2)
	}
	fmt.Printf("kernels %s against %s, %d threads, GFLOP/s\n", set, library, *threads)
	t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "product\trows × columns, terms\tours\tOpenBLAS\tours/OpenBLAS\t")
	for _, s := range shapes {
		ours, theirs, ratios := s.measure(*rounds, *threads)
		fmt.Fprintf(t, "%s\t%d × %d, %d\t%.0f\t%.0f\t%.2f\t\n", s.name, s.rows, s.cols, s.terms, stats.Median(ours), stats.Median(theirs), stats.Median(ratios))
	}
	t.Flush()
}

// settle is the time after which the threads of OpenBLAS sleep. They spin after a product, and would take a core from ours.
const settle = 100 * time.Millisecond

// measure returns the rates of both in GFLOP/s, and their ratio, in each round.
func (s shape) measure(rounds, threads int) (ours, theirs, ratios []float64) {
	a, b := timing.Random("a", s.rows*s.terms), timing.Random("b", s.terms*s.cols)
	c := make([]float32, s.rows*s.cols)
	left, right := matrix(s.rows, s.terms, s.transA, a), matrix(s.terms, s.cols, s.transB, b)
	work := 2e-9 * float64(s.rows) * float64(s.cols) * float64(s.terms)
	rate := func(multiply func()) float64 {
		repeats := max(1, int(4/work))
		start := time.Now()
		for range repeats {
			multiply()
		}
		return work * float64(repeats) / time.Since(start).Seconds()
	}
	for range rounds {
		time.Sleep(settle)
		x := rate(func() { products.Multiply(products.Rows(s.rows, s.cols, c), 1, left, right, 0, threads) })
		y := rate(func() { blas.Sgemm(s.transA, s.transB, s.rows, s.cols, s.terms, a, b, c) })
		ours, theirs, ratios = append(ours, x), append(theirs, y), append(ratios, x/y)
	}
	return ours, theirs, ratios
}

func matrix(rows, cols int, transposed bool, data []float32) products.Matrix[float32] {
	if transposed {
		return products.Rows(cols, rows, data).T()
	}
	return products.Rows(rows, cols, data)
}
