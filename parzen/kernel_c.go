//go:build cgo

package parzen

/*
#cgo CFLAGS: -O3 -std=c11
#cgo LDFLAGS: -lm
#include "kernel.h"
*/
import "C"

import "unsafe"

func f32(v []float32) *C.float  { return (*C.float)(unsafe.Pointer(unsafe.SliceData(v))) }
func f64(v []float64) *C.double { return (*C.double)(unsafe.Pointer(unsafe.SliceData(v))) }
func i32(v []int32) *C.int32_t  { return (*C.int32_t)(unsafe.Pointer(unsafe.SliceData(v))) }
func size(n int) C.int64_t      { return C.int64_t(n) }

// The vectorised loops in C. plain.go documents them and has their twins in Go.

func centre(dst []float32, norms []float64, data, shift []float32) {
	C.parzen_centre(f32(dst), f64(norms), f32(data), f32(shift), size(len(norms)), size(len(shift)))
}

func nearest(minima, products, halfNorms []float32) float32 {
	return float32(C.parzen_nearest(f32(minima), f32(products), f32(halfNorms), size(len(halfNorms))))
}

func take(index []int32, products, halfNorms, minima []float32, limit float32) int {
	return int(C.parzen_take(i32(index), f32(products), f32(halfNorms), f32(minima), size(len(halfNorms)), C.float(limit)))
}

func squares(dst []float64, x, samples []float32, index []int32) {
	C.parzen_squares(f64(dst), f32(x), f32(samples), i32(index), size(len(dst)), size(len(x)))
}

func excesses(v, products, halfNorms, minima []float32, least, limit float32) int {
	return int(C.parzen_excesses(f32(v), f32(products), f32(halfNorms), f32(minima), size(len(halfNorms)), C.float(least), C.float(limit)))
}

func kernelSums(sums, moments []float64, v []float32, rates, limits []float32) {
	C.parzen_sums(f64(sums), f64(moments), f32(v), size(len(v)), f32(rates), f32(limits), size(len(rates)))
}
