package kernel

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
)

// convs lists shapes: one value; a filter as large as the image; windows cut off at the edge, more maps than fit side by side, more than a
// vector of terms in a row; a window larger than the map; neither pieces nor pooling.
var convs = []Conv{
	{Channels: 1, Height: 1, Width: 1, Kernel: 1, Maps: 1, Pieces: 1, Pool: 1, Stride: 1},
	{Channels: 3, Height: 4, Width: 4, Kernel: 4, Maps: 5, Pieces: 3, Pool: 1, Stride: 1},
	{Channels: 7, Height: 7, Width: 6, Kernel: 5, Pad: 3, Maps: 9, Pieces: 2, Pool: 3, Stride: 2},
	{Channels: 2, Height: 3, Width: 5, Kernel: 2, Pad: 1, Maps: 8, Pieces: 2, Pool: 9, Stride: 4},
	{Channels: 2, Height: 5, Width: 5, Kernel: 3, Pad: 1, Maps: 3, Pieces: 1, Pool: 1, Stride: 1},
}

// A layer has a convolution with its inputs and outputs.
type layer struct {
	Conv
	x, w, bias, dy []float32
	y, dx, dw, db  []float32
	winner         []Winner
}

func newLayer(c Conv, examples int, fill func(name string, n int) []float32) *layer {
	in, out, weights := examples*c.Inputs(), examples*c.Outputs(), c.Taps()*c.Filters()
	return &layer{
		Conv: c, x: fill("x", in), w: fill("w", weights), bias: fill("bias", c.Filters()), dy: fill("dy", out),
		y: make([]float32, out), dx: make([]float32, in), dw: make([]float32, weights), db: make([]float32, c.Filters()),
		winner: make([]Winner, out),
	}
}

func (l *layer) run(k *MaxoutConv[float32], workers int) {
	k.Forward(l.y, l.winner, l.x, l.w, l.bias, workers)
	k.ByInput(l.dx, l.winner, l.dy, l.w, workers)
	k.ByWeights(l.dw, l.winner, l.dy, l.x, workers)
	k.ByBias(l.db, l.winner, l.dy, workers)
}

// TestFastConvEqualsPlain checks that the fast versions give exactly the values and winners of the plain ones, twice in the same memory and
// with any number of workers. The values are small integers, so that every sum is exact and ties are frequent.
func TestFastConvEqualsPlain(t *testing.T) {
	integers := func(name string, n int) []float32 {
		v := make([]float32, n)
		s := rng.For(1, name, n)
		for i := range v {
			v[i] = float32(s.IntN(5) - 2)
		}
		return v
	}
	for _, c := range convs {
		for _, examples := range []int{1, 33} {
			plain := newLayer(c, examples, integers)
			maxoutConv(c, plain.y, plain.winner, plain.x, plain.w, plain.bias)
			maxoutConvByInput(c, plain.dx, plain.winner, plain.dy, plain.w)
			maxoutConvByWeights(c, plain.dw, plain.winner, plain.dy, plain.x)
			fast, k := newLayer(c, examples, integers), NewMaxoutConv[float32](c)
			for _, workers := range []int{2, 1, 3} {
				fast.run(k, workers)
				where := fmt.Sprintf(" of %+v, %d examples, %d workers", c, examples, workers)
				agree(t, "result"+where, fast.y, plain.y, 0)
				if !slices.Equal(fast.winner, plain.winner) {
					t.Fatalf("other winners%s", where)
				}
				agree(t, "derivative by x"+where, fast.dx, plain.dx, 0)
				agree(t, "derivative by w"+where, fast.dw, plain.dw, 0)
			}
		}
	}
}

// TestFastConvRounding checks that a sum of n terms is within n·2⁻²³ of the sum of their absolute values for any numbers, and that its bits
// are the same every time and for any number of workers.
func TestFastConvRounding(t *testing.T) {
	for _, c := range convs {
		const examples = 40
		l, again := newLayer(c, examples, normal), newLayer(c, examples, normal)
		k := NewMaxoutConv[float32](c)
		l.run(k, 2)
		for _, workers := range []int{1, 2, 3} {
			again.run(k, workers)
			for i, pair := range [][2][]float32{{l.y, again.y}, {l.dx, again.dx}, {l.dw, again.dw}, {l.db, again.db}} {
				if string(bits(pair[0])) != string(bits(pair[1])) {
					t.Errorf("%+v: other bits in result %d with %d workers", c, i, workers)
				}
			}
		}

		exact := func(v []float32) (wide, absolute []float64) {
			for _, x := range v {
				wide, absolute = append(wide, float64(x)), append(absolute, math.Abs(float64(x)))
			}
			return wide, absolute
		}
		x, absX := exact(l.x)
		w, absW := exact(l.w)
		dy, absDy := exact(l.dy)
		close := func(what string, got []float32, want, absolute []float64, terms int) {
			t.Helper()
			for i, v := range got {
				if math.Abs(float64(v)-want[i]) > float64(terms)*0x1p-23*absolute[i] {
					t.Fatalf("%+v: %s %d is %g, want %g", c, what, i, v, want[i])
				}
			}
		}
		y, absY := make([]float64, len(l.y)), make([]float64, len(l.y))
		area := c.Outputs() / c.Maps
		for i, winner := range l.winner { // the sum that won; that the right one did is shown with integers
			filter, example := int(winner&255)*c.Maps+i/area%c.Maps, i/c.Outputs()*c.Inputs()
			y[i] = float64(l.bias[filter])
			absY[i] = math.Abs(y[i])
			c.taps(int(winner>>8), func(at, k int) {
				y[i] += x[example+at] * w[k*c.Filters()+filter]
				absY[i] += absX[example+at] * absW[k*c.Filters()+filter]
			})
		}
		close("result", l.y, y, absY, c.Taps()+1)
		dx, absDx := make([]float64, len(x)), make([]float64, len(x))
		maxoutConvByInput(c, dx, l.winner, dy, w)
		maxoutConvByInput(c, absDx, l.winner, absDy, absW)
		close("derivative by x", l.dx, dx, absDx, c.Outputs())
		dw, absDw := make([]float64, len(w)), make([]float64, len(w))
		maxoutConvByWeights(c, dw, l.winner, dy, x)
		maxoutConvByWeights(c, absDw, l.winner, absDy, absX)
		close("derivative by w", l.dw, dw, absDw, examples*c.Outputs())
	}
}

// TestNaNGoesThroughConv checks that NaN reaches the result, so that divergence shows at the logit.
func TestNaNGoesThroughConv(t *testing.T) {
	c := convs[2]
	for at := range c.Inputs() {
		l := newLayer(c, 1, func(_ string, n int) []float32 { return make([]float32, n) })
		l.x[at] = float32(math.NaN())
		l.run(NewMaxoutConv[float32](c), 1)
		plain := make([]float32, len(l.y))
		maxoutConv(c, plain, make([]Winner, len(l.y)), l.x, l.w, l.bias)
		hidden := true
		for i, v := range l.y {
			hidden = hidden && v == v
			if (v != v) != (plain[i] != plain[i]) {
				t.Fatalf("a NaN at %d makes result %d %g, plain %g", at, i, v, plain[i])
			}
		}
		if hidden {
			t.Errorf("a NaN at %d is hidden", at)
		}
	}
}

// TestConvSizes checks the sizes of the layers of cifar10_convolutional.yaml: pooled from 33×33, 15×15 and 9×9.
func TestConvSizes(t *testing.T) {
	for _, c := range []struct {
		size, kernel, pad, pool, stride int
		positions, pooled               int
	}{{32, 8, 4, 4, 2, 33, 16}, {16, 8, 3, 4, 2, 15, 7}, {7, 5, 3, 2, 2, 9, 5}} {
		conv := Conv{Channels: 1, Height: c.size, Width: c.size, Kernel: c.kernel, Pad: c.pad, Maps: 1, Pieces: 1, Pool: c.pool, Stride: c.stride}
		rows, cols := conv.Positions()
		pooledRows, pooledCols := conv.Pooled()
		if rows != c.positions || cols != c.positions || pooledRows != c.pooled || pooledCols != c.pooled {
			t.Errorf("%+v: %d×%d pooled to %d×%d", c, rows, cols, pooledRows, pooledCols)
		}
	}
	if h, w := (Deconv{Height: 10, Width: 10, Kernel: 5, Stride: 3}).Size(); h != 32 || w != 32 {
		t.Errorf("10×10 become %d×%d", h, w)
	}
}
