package kernel

// #include "conv.h"
// #include <stdlib.h>
import "C"

import (
	"unsafe"

	"gan2014/internal/products"
)

// A Conv is the shape of a layer of maxout convolution: filters slide over the input (stride 1, cross-correlation), a map is
// the largest of its pieces, one filter each, plus their biases, and of each pooling window the largest value is left.
//
// An example is a row of channels × height × width, in that order, and so is the result, of Maps channels. Weights are
// (channels × kernel × kernel) rows by Maps·Pieces columns, one a filter, and piece p of map m is filter p·Maps+m.
type Conv struct {
	Channels, Height, Width int // of the input
	Kernel                  int // height and width of a filter
	Pad                     int // zeros around the input
	Maps, Pieces            int
	Pool, Stride            int // height and width of a pooling window, and the distance between two, at most Pool
}

// Positions returns the size of a map before pooling.
func (c Conv) Positions() (rows, cols int) {
	return c.Height + 2*c.Pad - c.Kernel + 1, c.Width + 2*c.Pad - c.Kernel + 1
}

// Pooled returns the size of a map after pooling, ⌈(n−pool)/stride⌉+1: the last window may reach over the edge, where it is cut off
// (pylearn2 mlp.py:3737, cuda-convnet). A window larger than the map is the map.
func (c Conv) Pooled() (rows, cols int) {
	size := func(n int) int { return (max(0, n-c.Pool)+c.Stride-1)/c.Stride + 1 }
	rows, cols = c.Positions()
	return size(rows), size(cols)
}

// Inputs, Taps, Filters and Outputs return the number of values of an example, of weights of a filter, of filters, and of values of a result.
func (c Conv) Inputs() int  { return c.Channels * c.Height * c.Width }
func (c Conv) Taps() int    { return c.Channels * c.Kernel * c.Kernel }
func (c Conv) Filters() int { return c.Maps * c.Pieces }
func (c Conv) Outputs() int {
	rows, cols := c.Pooled()
	return c.Maps * rows * cols
}

// A Winner says where the largest value of a pooling window comes from: position in the map << 8 | piece. Of equal values the first wins,
// by position in reading order and then by piece.
type Winner = uint32

// A MaxoutConv computes such a layer and its derivatives, in memory that it keeps. The number of workers changes no result,
// because one worker computes each sum, in one order. It is not safe for use by several goroutines.
type MaxoutConv[T Float] struct {
	conv    Conv
	weights []T   // in the order of a function of conv.c
	scratch [][]T // one per worker
}

// NewMaxoutConv checks the shape.
func NewMaxoutConv[T Float](c Conv) *MaxoutConv[T] {
	rows, cols := c.Positions()
	if min(c.Channels, c.Height, c.Width, c.Kernel, c.Maps, c.Pieces, c.Pool, c.Stride, rows, cols) < 1 || c.Pad < 0 || c.Stride > c.Pool ||
		c.Pad >= c.Kernel || c.Pieces > 256 || rows*cols > 1<<24 {
		panic("kernel: not the shape of a convolution")
	}
	return &MaxoutConv[T]{conv: c}
}

// Forward computes the results y of the examples x, and their winners.
func (k *MaxoutConv[T]) Forward(y []T, winner []Winner, x, w, bias []T, workers int) {
	c, n := k.conv, len(x)/k.conv.Inputs()
	k.check(n, y, winner, x, w)
	sized(c.Filters(), len(bias))
	p, ok := fast(y)
	if !ok {
		maxoutConv(c, y, winner, x, w, bias)
		return
	}
	rows, cols := c.Positions()
	groups := (c.Maps + C.GAN_FILTERS - 1) / C.GAN_FILTERS
	lanes := C.GAN_EXAMPLES * C.GAN_FILTERS
	k.reserve(workers, groups*C.GAN_FILTERS*c.Pieces*c.Taps(), C.GAN_EXAMPLES*c.Inputs()+2*rows*cols*lanes)
	shape := c.shape()
	C.gan_conv_pack(&shape, pointer(k.weights), pointer(w))
	set, _ := products.Current()
	kernels := C.CString(set.String())
	defer C.free(unsafe.Pointer(kernels))
	share(workers, (n+C.GAN_EXAMPLES-1)/C.GAN_EXAMPLES, func(worker, from, to int) {
		for e := from * C.GAN_EXAMPLES; e < min(to*C.GAN_EXAMPLES, n); e += C.GAN_EXAMPLES {
			C.gan_conv_forward(&shape, at(p, e*c.Outputs()), winners(winner[e*c.Outputs():]), pointer(x[e*c.Inputs():]),
				C.int64_t(min(C.GAN_EXAMPLES, n-e)), pointer(k.weights), pointer(bias), pointer(k.scratch[worker]), kernels)
		}
	})
}

// ByInput computes the derivative by x, given that by the results.
func (k *MaxoutConv[T]) ByInput(dx []T, winner []Winner, dy, w []T, workers int) {
	c, n := k.conv, len(dx)/k.conv.Inputs()
	k.check(n, dy, winner, dx, w)
	p, ok := fast(dx)
	if !ok {
		maxoutConvByInput(c, dx, winner, dy, w)
		return
	}
	k.reserve(workers, c.Filters()*c.run(), c.padded())
	shape := c.shape()
	C.gan_conv_rows(&shape, pointer(k.weights), pointer(w))
	share(workers, n, func(worker, from, to int) {
		C.gan_conv_by_input(&shape, at(p, from*c.Inputs()), winners(winner[from*c.Outputs():]), pointer(dy[from*c.Outputs():]),
			C.int64_t(to-from), pointer(k.weights), pointer(k.scratch[worker]))
	})
}

// ByWeights computes the derivative by w, summed over the examples.
func (k *MaxoutConv[T]) ByWeights(dw []T, winner []Winner, dy, x []T, workers int) {
	c, n := k.conv, len(x)/k.conv.Inputs()
	k.check(n, dy, winner, x, dw)
	p, ok := fast(dw)
	if !ok {
		maxoutConvByWeights(c, dw, winner, dy, x)
		return
	}
	k.reserve(workers, c.Filters()*c.run(), c.padded())
	shape := c.shape()
	share(workers, c.Maps, func(worker, from, to int) {
		C.gan_conv_by_weights(&shape, p, winners(winner), pointer(dy), pointer(x), C.int64_t(n), C.int64_t(from), C.int64_t(to),
			pointer(k.weights), pointer(k.scratch[worker]))
	})
}

// ByBias computes the derivative by the biases, one a filter, summed over the examples.
func (k *MaxoutConv[T]) ByBias(db []T, winner []Winner, dy []T, workers int) {
	c := k.conv
	sized(len(dy), len(winner))
	sized(len(db), c.Filters())
	clear(db)
	area := c.Outputs() / c.Maps
	share(workers, c.Maps, func(_, from, to int) {
		for i := range len(dy) / area {
			if m := i % c.Maps; from <= m && m < to {
				for j, v := range dy[i*area : (i+1)*area] {
					db[int(winner[i*area+j]&255)*c.Maps+m] += v
				}
			}
		}
	})
}

func (k *MaxoutConv[T]) check(n int, y []T, winner []Winner, x, w []T) {
	sized(n*k.conv.Inputs(), len(x))
	sized(n*k.conv.Outputs(), len(y), len(winner))
	sized(k.conv.Taps()*k.conv.Filters(), len(w))
}

// reserve allocates memory for the weights and for the scratch memory of each worker.
func (k *MaxoutConv[T]) reserve(workers, weights, scratch int) {
	for len(k.scratch) < workers {
		k.scratch = append(k.scratch, nil)
	}
	for i := range k.scratch {
		if len(k.scratch[i]) < scratch {
			k.scratch[i] = make([]T, scratch)
		}
	}
	if len(k.weights) < weights {
		k.weights = make([]T, weights)
	}
}

// run and padded return the sizes of a filter and of an example in the derivatives (see conv.c).
func (c Conv) run() int {
	return c.Kernel * ((c.Kernel*c.Channels + C.GAN_VECTOR - 1) / C.GAN_VECTOR * C.GAN_VECTOR)
}

func (c Conv) padded() int {
	return (c.Height+2*c.Pad)*(c.Width+2*c.Pad)*c.Channels + C.GAN_VECTOR
}

func (c Conv) shape() C.struct_gan_conv {
	rows, cols := c.Positions()
	pooledRows, pooledCols := c.Pooled()
	n := func(i int) C.int64_t { return C.int64_t(i) }
	return C.struct_gan_conv{n(c.Channels), n(c.Height), n(c.Width), n(c.Kernel), n(c.Pad), n(c.Maps), n(c.Pieces), n(c.Pool), n(c.Stride),
		n(rows), n(cols), n(pooledRows), n(pooledCols)}
}

func at(p *C.float, i int) *C.float { return (*C.float)(unsafe.Add(unsafe.Pointer(p), 4*i)) }

func winners(w []Winner) *C.uint32_t { return (*C.uint32_t)(unsafe.Pointer(unsafe.SliceData(w))) }
