// Package kernel holds the loops that run between matrix products, and the update of the parameters.
//
// Each loop exists twice. The plain version in Go works for every element type and defines the result. The version in C works for
// float32, is vectorised for the processor, and serves training. Tests compare the two. Matrices are row-major; sizes must agree.
package kernel

/*
#cgo CFLAGS: -O3 -std=c11
#cgo LDFLAGS: -lm
#include "kernel.h"
*/
import "C"

import (
	"slices"
	"unsafe"
)

// Float is the element type.
type Float interface{ float32 | float64 }

// fast returns a pointer to the values if they are float32, and reports whether they are.
func fast[T Float](v []T) (*C.float, bool) {
	_, is32 := any(v).([]float32)
	return (*C.float)(unsafe.Pointer(unsafe.SliceData(v))), is32
}

func pointer[T Float](v []T) *C.float { return (*C.float)(unsafe.Pointer(unsafe.SliceData(v))) }

func bytes(v []uint8) *C.uint8_t { return (*C.uint8_t)(unsafe.Pointer(unsafe.SliceData(v))) }

// sized panics unless all lengths are n, because C does not check them.
func sized(n int, lengths ...int) {
	for _, l := range lengths {
		if l != n {
			panic("kernel: sizes differ")
		}
	}
}

// ReLU computes y = max(0, x + bias); bias has one value a column.
func ReLU[T Float](y, x, bias []T) {
	sized(len(y), len(x))
	if _, ok := fast(y); ok {
		cols := len(bias)
		byRows(len(y)/cols, cols, func(from, rows int) {
			C.gan_relu(pointer(y[from*cols:]), pointer(x[from*cols:]), pointer(bias), C.int64_t(rows), C.int64_t(cols))
		})
		return
	}
	relu(y, x, bias)
}

// ReLUSlope computes dx = dy where y > 0, else 0.
func ReLUSlope[T Float](dx, y, dy []T) {
	sized(len(dx), len(y), len(dy))
	if _, ok := fast(dx); ok {
		byValues(len(dx), func(from, n int) {
			C.gan_relu_slope(pointer(dx[from:]), pointer(y[from:]), pointer(dy[from:]), C.int64_t(n))
		})
		return
	}
	reluSlope(dx, y, dy)
}

// Sigmoid computes y = 1/(1 + exp(−x − bias)); bias has one value a column.
func Sigmoid[T Float](y, x, bias []T) {
	sized(len(y), len(x))
	if _, ok := fast(y); ok {
		cols := len(bias)
		byRows(len(y)/cols, cols, func(from, rows int) {
			C.gan_sigmoid(pointer(y[from*cols:]), pointer(x[from*cols:]), pointer(bias), C.int64_t(rows), C.int64_t(cols))
		})
		return
	}
	sigmoid(y, x, bias)
}

// SigmoidSlope computes dx = dy·y·(1−y).
func SigmoidSlope[T Float](dx, y, dy []T) {
	sized(len(dx), len(y), len(dy))
	if _, ok := fast(dx); ok {
		byValues(len(dx), func(from, n int) {
			C.gan_sigmoid_slope(pointer(dx[from:]), pointer(y[from:]), pointer(dy[from:]), C.int64_t(n))
		})
		return
	}
	sigmoidSlope(dx, y, dy)
}

// Tanh computes y = tanh(x + bias); bias has one value a column.
func Tanh[T Float](y, x, bias []T) {
	sized(len(y), len(x))
	if _, ok := fast(y); ok {
		cols := len(bias)
		byRows(len(y)/cols, cols, func(from, rows int) {
			C.gan_tanh(pointer(y[from*cols:]), pointer(x[from*cols:]), pointer(bias), C.int64_t(rows), C.int64_t(cols))
		})
		return
	}
	tanh(y, x, bias)
}

// TanhSlope computes dx = dy·(1−y²).
func TanhSlope[T Float](dx, y, dy []T) {
	sized(len(dx), len(y), len(dy))
	if _, ok := fast(dx); ok {
		byValues(len(dx), func(from, n int) {
			C.gan_tanh_slope(pointer(dx[from:]), pointer(y[from:]), pointer(dy[from:]), C.int64_t(n))
		})
		return
	}
	tanhSlope(dx, y, dy)
}

// Maxout computes y[u] = max over p of x[p·units + u] + bias[p·units + u] in each row; winner[u] is the first p that has it.
func Maxout[T Float](y []T, winner []uint8, x, bias []T, pieces int) {
	units := len(bias) / pieces
	sized(len(y), len(winner), len(x)/pieces)
	if _, ok := fast(y); ok {
		byRows(len(y)/units, len(bias), func(from, rows int) {
			C.gan_maxout(pointer(y[from*units:]), bytes(winner[from*units:]), pointer(x[from*len(bias):]), pointer(bias), C.int64_t(rows), C.int64_t(units), C.int64_t(pieces))
		})
		return
	}
	maxout(y, winner, x, bias, pieces)
}

// MaxoutSlope computes dx[p·units + u] = dy[u] where p is the winner, else 0, in each row.
func MaxoutSlope[T Float](dx []T, winner []uint8, dy []T, units, pieces int) {
	sized(len(dy), len(winner), len(dx)/pieces)
	if _, ok := fast(dx); ok {
		byRows(len(dy)/units, units*pieces, func(from, rows int) {
			C.gan_maxout_slope(pointer(dx[from*units*pieces:]), bytes(winner[from*units:]), pointer(dy[from*units:]), C.int64_t(rows), C.int64_t(units), C.int64_t(pieces))
		})
		return
	}
	maxoutSlope(dx, winner, dy, units, pieces)
}

// Multiply computes dst = a·b, element by element.
func Multiply[T Float](dst, a, b []T) {
	sized(len(dst), len(a), len(b))
	if _, ok := fast(dst); ok {
		byValues(len(dst), func(from, n int) {
			C.gan_multiply(pointer(dst[from:]), pointer(a[from:]), pointer(b[from:]), C.int64_t(n))
		})
		return
	}
	multiply(dst, a, b)
}

// ScaleRows computes dst = c·x with one factor a row.
func ScaleRows[T Float](dst, x, c []T) {
	sized(len(dst), len(x))
	if _, ok := fast(dst); ok {
		cols := len(x) / len(c)
		byRows(len(c), cols, func(from, rows int) {
			C.gan_scale_rows(pointer(dst[from*cols:]), pointer(x[from*cols:]), pointer(c[from:]), C.int64_t(rows), C.int64_t(cols))
		})
		return
	}
	scaleRows(dst, x, c)
}

// SumRows computes the sum of the rows of x, each times its factor in c. Without c all factors are 1.
func SumRows[T Float](sum, x, c []T) {
	rows := len(x) / len(sum)
	if c != nil {
		sized(rows, len(c))
	}
	if p, ok := fast(sum); ok {
		C.gan_sum_rows(p, pointer(x), pointer(c), C.int64_t(rows), C.int64_t(len(sum)))
		return
	}
	sumRows(sum, x, c)
}

// SquaredNorm returns Σ x². Term i goes to sum i mod 16, and the sums are added two by two.
func SquaredNorm[T Float](x []T) T {
	if p, ok := fast(x); ok {
		return T(C.gan_squared_norm(p, C.int64_t(len(x))))
	}
	return squaredNorm(x)
}

// Descend computes v = momentum·v − rate·g, then w = w + v. It reports whether all of w is finite. A subnormal v becomes 0:
// otherwise the velocities of weights that no longer get a gradient would decay into subnormal numbers, which are slow.
// Workers share the work; their number does not change the result.
func Descend[T Float](w, v, g []T, rate, momentum T, workers int) (finite bool) {
	sized(len(w), len(v), len(g))
	if _, ok := fast(w); !ok {
		return descend(w, v, g, rate, momentum)
	}
	if len(w) < 1<<16 {
		workers = 1
	}
	bad := make([]C.int, workers)
	share(workers, len(w), func(worker, from, to int) {
		bad[worker] = C.gan_descend(pointer(w[from:]), pointer(v[from:]), pointer(g[from:]), C.int64_t(to-from), C.float(rate), C.float(momentum))
	})
	return slices.Max(bad) == 0
}

// DescendWithin does Descend on the values of a matrix and then shrinks its columns to an L2 norm of at most limit (see
// ShrinkColumns). It reports whether all norms are finite.
func DescendWithin[T Float](w, v, g []T, cols int, limit, rate, momentum T, workers int) (finite bool) {
	sized(len(w), len(v), len(g), len(w)/cols*cols)
	if _, ok := fast(w); !ok {
		descend(w, v, g, rate, momentum)
		return ShrinkColumns(w, cols, limit)
	}
	if len(w) < 1<<16 {
		workers = 1
	}
	bad := make([]C.int, workers)
	const block = 64 // whole vectors: however the columns are shared, each is computed by the same instructions
	share(workers, (cols+block-1)/block, func(worker, from, to int) {
		bad[worker] = C.gan_descend_within(pointer(w), pointer(v), pointer(g), C.int64_t(len(w)/cols), C.int64_t(cols),
			C.int64_t(from*block), C.int64_t(min(to*block, cols)), C.float(limit), C.float(rate), C.float(momentum))
	})
	return slices.Max(bad) == 0
}

// Average computes average = average + part·(w − average). Workers share the work; their number does not change the result.
func Average[T Float](average, w []T, part T, workers int) {
	sized(len(average), len(w))
	if _, ok := fast(w); !ok {
		averageOf(average, w, part)
		return
	}
	if len(w) < 1<<16 {
		workers = 1
	}
	share(workers, len(w), func(_, from, to int) {
		C.gan_average(pointer(average[from:]), pointer(w[from:]), C.int64_t(to-from), C.float(part))
	})
}

// Mask sets mask to scale where a word is below limit (of 65,536), else to 0.
func Mask[T Float](mask []T, words []uint16, limit int, scale T) {
	sized(len(mask), len(words))
	if p, ok := fast(mask); ok {
		C.gan_mask(p, (*C.uint16_t)(unsafe.Pointer(unsafe.SliceData(words))), C.int64_t(len(mask)), C.int32_t(limit), C.float(scale))
		return
	}
	maskOf(mask, words, limit, scale)
}

// Bernoulli sets y to 1 with probability p, to the nearest 1/65,536, else to 0, from the random words.
func Bernoulli[T Float](y, p []T, words []uint16) {
	sized(len(y), len(p), len(words))
	if dst, ok := fast(y); ok {
		C.gan_bernoulli(dst, pointer(p), (*C.uint16_t)(unsafe.Pointer(unsafe.SliceData(words))), C.int64_t(len(y)))
		return
	}
	bernoulli(y, p, words)
}
