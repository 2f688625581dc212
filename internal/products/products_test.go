package products

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"gan2014/internal/rng"
)

func random[T Float](name string, rows, cols int, transposed bool) Matrix[T] {
	if transposed {
		return random[T](name, cols, rows, false).T()
	}
	const gap = 3
	values := make([]float64, rows*(cols+gap))
	rng.Uniform(rng.For(1, name), values, -1, 1)
	m := Matrix[T]{rows, cols, cols + gap, 1, make([]T, len(values))}
	for i, v := range values {
		m.Data[i] = T(v)
	}
	return m
}

func (m Matrix[T]) at(i, j int) T { return m.Data[i*m.RowStep+j*m.ColStep] }

// definition is the package comment as a program, in exact arithmetic that is rounded where that says so.
func definition[T Float](c Matrix[T], alpha T, a, b Matrix[T], beta T, i, j int) T {
	round := func(x *big.Float) T {
		var zero T
		if _, single := any(zero).(float32); single {
			v, _ := x.Float32()
			return T(v)
		}
		v, _ := x.Float64()
		return T(v)
	}
	exact := func(x T) *big.Float { return new(big.Float).SetPrec(2000).SetFloat64(float64(x)) }
	fma := func(x, y, z T) T { p := exact(x); return round(p.Mul(p, exact(y)).Add(p, exact(z))) }
	sum := beta * c.at(i, j)
	for start := 0; start < a.Cols; start += 256 {
		var chain T
		for p := start; p < min(start+256, a.Cols); p++ {
			chain = fma(a.at(i, p), b.at(p, j), chain)
		}
		sum = fma(alpha, chain, sum)
	}
	return sum
}

func bits[T Float](m Matrix[T]) (all []uint64) {
	for _, v := range m.Data {
		all = append(all, math.Float64bits(float64(v)))
	}
	return all
}

// inside says whether an element of the data belongs to the matrix, and not to the gap behind a row.
func inside[T Float](m Matrix[T], i int) bool { return i%m.RowStep < m.Cols }

func clone[T Float](m Matrix[T]) Matrix[T] {
	m.Data = append([]T(nil), m.Data...)
	return m
}

// Every set of kernels, every number of workers and every transposition gives the bits of the definition.
func TestBits(t *testing.T) {
	t.Run("float32", testBits[float32])
	t.Run("float64", testBits[float64])
}

func testBits[T Float](t *testing.T) {
	defer Use(current)
	for _, shape := range [][3]int{{1, 1, 1}, {3, 5, 7}, {12, 32, 256}, {13, 33, 257}, {100, 37, 64}, {25, 70, 600}, {130, 8, 513}, {1, 200, 300}, {200, 1, 240}, {4, 3, 0}} {
		rows, cols, depth := shape[0], shape[1], shape[2]
		for flags := range 4 {
			a, b := random[T]("a", rows, depth, flags&1 > 0), random[T]("b", depth, cols, flags&2 > 0)
			before := random[T]("c", rows, cols, false)
			for _, scale := range [][2]T{{1, 0}, {1, 1}, {-.5, .9}} {
				var want []uint64
				for _, set := range Sets() {
					Use(set)
					for _, workers := range []int{1, 2, 4} {
						c := clone(before)
						Multiply(c, scale[0], a, b, scale[1], workers)
						name := fmt.Sprintf("%v, transposed %02b, scale %v, kernels %v, %d workers", shape, flags, scale, set, workers)
						if want == nil {
							want = bits(c)
							plain := clone(before)
							if scale[1] != 1 {
								plain.scale(scale[1])
							}
							multiplyPlain(plain, scale[0], a, b, scale[1] != 0)
							for i, v := range bits(plain) {
								if v != want[i] && depth > 0 && inside(c, i) {
									t.Fatalf("%s: element %d is not that of plain Go", name, i)
								}
							}
							for _, at := range [][2]int{{0, 0}, {rows - 1, cols - 1}, {rows / 2, cols / 3}} {
								if w := definition(before, scale[0], a, b, scale[1], at[0], at[1]); c.at(at[0], at[1]) != w {
									t.Fatalf("%s: element %v is %v, want %v", name, at, c.at(at[0], at[1]), w)
								}
							}
						}
						for i, v := range bits(c) {
							if v != want[i] {
								t.Fatalf("%s: element %d differs", name, i)
							}
						}
					}
				}
			}
		}
	}
}
