package kernel

import (
	"fmt"
	"math"
	"runtime"
	"testing"

	"gan2014/internal/rng"
)

// sizes lists rows × columns: one value, less than a vector, ragged ends, and more than one worker's share.
var sizes = [][2]int{{1, 1}, {1, 7}, {3, 5}, {2, 16}, {5, 33}, {7, 240}, {300, 401}}

func normal(name string, n int) []float32 {
	v := make([]float32, n)
	rng.Normal(rng.For(1, name, n), v)
	return v
}

// wide returns ordinary values with difficult ones among them: zeros, subnormals, the ends of the sigmoid, large numbers.
func wide(name string, n int) []float32 {
	v := normal(name, n)
	hard := []float32{0, float32(math.Copysign(0, -1)), 1e-40, -1e-40, 1e-38, 20, -20, 87, -87, 88, -88, 89, -89, 103, -103, 1e4, -1e4, 1e30, -1e30, 1}
	for i := range v {
		if i%3 == 0 {
			v[i] = hard[i/3%len(hard)]
		}
	}
	return v
}

// agree fails unless got is within relative tolerance of want, or within twice the smallest normal number of it.
func agree(t *testing.T, what string, got, want []float32, tolerance float64) {
	t.Helper()
	for i := range want {
		g, w := float64(got[i]), float64(want[i])
		if g != w && math.Abs(g-w) > tolerance*math.Abs(w)+0x1p-125 {
			t.Fatalf("%s: element %d of %d is %g, plain %g", what, i, len(want), g, w)
		}
	}
}

// TestFastEqualsPlain compares the fast versions with the plain ones. Tolerances are 0 where the operations are the same; 2⁻²³ where a
// product and a sum may be fused; 4·2⁻²³ for the exponential; and for sums of n rows n·2⁻²³ of the sum of absolute values, which is the sum
// itself here because the terms are positive.
func TestFastEqualsPlain(t *testing.T) {
	const ulp = 0x1p-23
	for _, size := range sizes {
		rows, cols := size[0], size[1]
		n, where := rows*cols, fmt.Sprintf(" of %d×%d", rows, cols)
		x, dy, bias := wide("x", n), wide("dy", n), wide("bias", cols)
		got, want := make([]float32, n), make([]float32, n)

		ReLU(got, x, bias)
		relu(want, x, bias)
		agree(t, "relu"+where, got, want, 0)
		ReLUSlope(got, want, dy)
		y := append([]float32(nil), want...)
		reluSlope(want, y, dy)
		agree(t, "slope of relu"+where, got, want, 0)

		Sigmoid(got, x, bias)
		sigmoid(want, x, bias)
		agree(t, "sigmoid"+where, got, want, 4*ulp)
		y = append(y[:0], got...)
		SigmoidSlope(got, y, dy)
		sigmoidSlope(want, y, dy)
		agree(t, "slope of sigmoid"+where, got, want, 4*ulp)

		Tanh(got, x, bias)
		tanh(want, x, bias)
		agree(t, "tanh"+where, got, want, 4*ulp)
		y = append(y[:0], got...)
		TanhSlope(got, y, dy)
		tanhSlope(want, y, dy)
		for i := range want { // the square and the difference from 1 may be fused
			if math.Abs(float64(got[i]-want[i])) > ulp*math.Abs(float64(dy[i]))+0x1p-125 {
				t.Fatalf("slope of tanh%s: element %d is %g, plain %g", where, i, got[i], want[i])
			}
		}

		Multiply(got, x, dy)
		multiply(want, x, dy)
		agree(t, "product"+where, got, want, 0)
		c := normal("c", rows)
		ScaleRows(got, normal("x", n), c)
		scaleRows(want, normal("x", n), c)
		agree(t, "scaled rows"+where, got, want, 0)
	}
}

func TestFastMaxoutEqualsPlain(t *testing.T) {
	for _, size := range sizes {
		for _, pieces := range []int{1, 2, 5} {
			rows, units := size[0], size[1]
			where := fmt.Sprintf(" of %d×%d units of %d pieces", rows, units, pieces)
			x, bias := wide("x", rows*units*pieces), wide("bias", units*pieces)
			for i := range x { // ties
				if i%4 == 0 {
					x[i] = 0
				}
			}
			got, want := make([]float32, rows*units), make([]float32, rows*units)
			winner, plainWinner := make([]uint8, rows*units), make([]uint8, rows*units)
			Maxout(got, winner, x, bias, pieces)
			maxout(want, plainWinner, x, bias, pieces)
			agree(t, "maxout"+where, got, want, 0)
			if string(winner) != string(plainWinner) {
				t.Errorf("maxout%s has other winners", where)
			}
			dx, plain := make([]float32, len(x)), make([]float32, len(x))
			MaxoutSlope(dx, winner, normal("dy", rows*units), units, pieces)
			maxoutSlope(plain, winner, normal("dy", rows*units), units, pieces)
			agree(t, "slope of maxout"+where, dx, plain, 0)
		}
	}
}

// TestThreadsChangeNoBit checks that each shared loop gives the same bits with every number of threads.
func TestThreadsChangeNoBit(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	const rows, cols, pieces, n = 300, 401, 3, 300 * 401
	x, dy, bias, c := wide("x", n), wide("dy", n), wide("bias", cols), normal("c", rows)
	wideX, wideBias := wide("x", n*pieces), wide("bias", cols*pieces)
	winner := make([]uint8, n)
	loops := map[string]func(y []float32){
		"relu":             func(y []float32) { ReLU(y[:n], x, bias) },
		"slope of relu":    func(y []float32) { ReLUSlope(y[:n], x, dy) },
		"sigmoid":          func(y []float32) { Sigmoid(y[:n], x, bias) },
		"slope of sigmoid": func(y []float32) { SigmoidSlope(y[:n], x, dy) },
		"tanh":             func(y []float32) { Tanh(y[:n], x, bias) },
		"slope of tanh":    func(y []float32) { TanhSlope(y[:n], x, dy) },
		"product":          func(y []float32) { Multiply(y[:n], x, dy) },
		"scaled rows":      func(y []float32) { ScaleRows(y[:n], x, c) },
		"maxout":           func(y []float32) { Maxout(y[:n], winner, wideX, wideBias, pieces) },
		"slope of maxout":  func(y []float32) { MaxoutSlope(y, winner, dy, cols, pieces) },
	}
	Maxout(make([]float32, n), winner, wideX, wideBias, pieces)
	for name, loop := range loops {
		runtime.GOMAXPROCS(1)
		one := make([]float32, n*pieces)
		loop(one)
		for _, threads := range []int{2, 3} {
			runtime.GOMAXPROCS(threads)
			several := make([]float32, n*pieces)
			loop(several)
			if string(bits(several)) != string(bits(one)) {
				t.Errorf("%s: %d threads give other bits than one", name, threads)
			}
		}
	}
}

func TestFastSumEqualsPlain(t *testing.T) {
	for _, size := range sizes {
		x, c := make([]float32, size[0]*size[1]), make([]float32, size[0])
		rng.Uniform(rng.For(1, "x"), x, 0, 1)
		rng.Uniform(rng.For(1, "c"), c, 0, 1)
		got, want := make([]float32, size[1]), make([]float32, size[1])
		for what, factors := range map[string][]float32{"sum of rows": nil, "weighted sum of rows": c} {
			SumRows(got, x, factors)
			sumRows(want, x, factors)
			agree(t, what, got, want, float64(size[0])*0x1p-23)
		}
	}
}

func TestFastDescendEqualsPlain(t *testing.T) {
	for _, n := range []int{1, 17, 1 << 16, 100_003} {
		run := func(step func(w, v, g []float32) bool) (w, v []float32) {
			w, v = normal("w", n), normal("v", n)
			for update := range 3 {
				if !step(w, v, normal(fmt.Sprint("g", update), n)) {
					t.Fatal("not finite")
				}
			}
			return w, v
		}
		plainW, plainV := run(func(w, v, g []float32) bool { return descend(w, v, g, .1, .5) })
		for _, workers := range []int{1, 2, 3} {
			w, v := run(func(w, v, g []float32) bool { return Descend(w, v, g, .1, .5, workers) })
			for i := range w { // both are sums of a few terms of order 1, each rounded to 2⁻²⁴ of itself, in one way or fused
				if math.Abs(float64(w[i]-plainW[i])) > 1e-6 || math.Abs(float64(v[i]-plainV[i])) > 1e-6 {
					t.Fatalf("n %d, %d workers, element %d: w %g v %g, plain %g and %g", n, workers, i, w[i], v[i], plainW[i], plainV[i])
				}
			}
			if one, _ := run(func(w, v, g []float32) bool { return Descend(w, v, g, .1, .5, 1) }); string(bits(one)) != string(bits(w)) {
				t.Errorf("n %d: %d workers give other bits than one", n, workers)
			}
		}
	}
}

// TestFastAverageEqualsPlain checks that the average has the bits of the plain version, whatever the number of workers.
func TestFastAverageEqualsPlain(t *testing.T) {
	for _, n := range []int{1, 17, 1 << 16, 100_003} {
		want := normal("average", n)
		averageOf(want, normal("w", n), .01)
		for _, workers := range []int{1, 2, 3} {
			got := normal("average", n)
			Average(got, normal("w", n), .01, workers)
			if string(bits(got)) != string(bits(want)) {
				t.Errorf("n %d, %d workers: the average differs from the plain one", n, workers)
			}
		}
	}
}

// TestFastDescendWithinEqualsPlain uses numbers of rows that make whole strips, ragged ends and shares of workers.
func TestFastDescendWithinEqualsPlain(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {3, 5}, {70, 1000}, {9, 10_000}, {100_003, 1}} {
		cols := size[1]
		n := size[0] * cols
		limit := float32(.7 * math.Sqrt(float64(size[0]))) // below most norms, not all
		run := func(step func(w, v, g []float32) bool) (w, v []float32) {
			w, v = normal("w", n), normal("v", n)
			for update := range 3 {
				if !step(w, v, normal(fmt.Sprint("g", update), n)) {
					t.Fatal("not finite")
				}
			}
			return w, v
		}
		plainW, plainV := run(func(w, v, g []float32) bool {
			descend(w, v, g, .1, .5)
			return ShrinkColumns(w, cols, limit)
		})
		var one []float32
		for _, workers := range []int{1, 2, 3} {
			w, v := run(func(w, v, g []float32) bool { return DescendWithin(w, v, g, cols, limit, .1, .5, workers) })
			for i := range w { // as in TestFastDescendEqualsPlain, and a sum of up to 100,003 squares, each rounded to 2⁻²⁴
				if math.Abs(float64(w[i]-plainW[i])) > 1e-5 || math.Abs(float64(v[i]-plainV[i])) > 1e-6 {
					t.Fatalf("%v, %d workers, element %d: w %g v %g, plain %g and %g", size, workers, i, w[i], v[i], plainW[i], plainV[i])
				}
			}
			if one == nil {
				one = w
			} else if string(bits(one)) != string(bits(w)) {
				t.Errorf("%v: %d workers give other bits than one", size, workers)
			}
		}
	}
}

// TestShrinkColumns checks that columns above the limit end at it, that columns below keep all but 10⁻⁷ of their norm, and that directions
// stay.
func TestShrinkColumns(t *testing.T) {
	w := []float64{
		3, .3, 0,
		4, .4, 0}
	if !ShrinkColumns(w, 3, 2) {
		t.Error("not finite")
	}
	for i, want := range []float64{3 * 2 / (5 + 1e-7), .3 * .5 / (.5 + 1e-7), 0, 4 * 2 / (5 + 1e-7), .4 * .5 / (.5 + 1e-7), 0} {
		if math.Abs(w[i]-want) > 1e-15 {
			t.Errorf("weight %d is %.17g, want %.17g", i, w[i], want)
		}
	}
}

// TestDescendWithinReportsDivergence checks that a norm that is not finite is reported. Shrinking by such a norm would turn the column into
// 0 and hide the divergence.
func TestDescendWithinReportsDivergence(t *testing.T) {
	for name, step := range map[string]func(w, v, g []float32) bool{
		"plain": func(w, v, g []float32) bool { descend(w, v, g, 1, 0); return ShrinkColumns(w, 4, 1) },
		"fast":  func(w, v, g []float32) bool { return DescendWithin(w, v, g, 4, 1, 1, 0, 1) },
	} {
		for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1)), 1e25} { // the square of the last is infinite
			for at := range 8 {
				g := make([]float32, 8)
				g[at] = bad
				if step(make([]float32, 8), make([]float32, 8), g) {
					t.Errorf("%s: a gradient of %g at %d went unseen", name, bad, at)
				}
			}
		}
	}
}

func bits(v []float32) (b []byte) {
	for _, x := range v {
		u := math.Float32bits(x)
		b = append(b, byte(u), byte(u>>8), byte(u>>16), byte(u>>24))
	}
	return b
}

// TestDescendAtTheEnds checks that a velocity without a gradient ends at 0 and not among the subnormal numbers, and that values that are
// not finite are reported wherever they are.
func TestDescendAtTheEnds(t *testing.T) {
	for name, step := range map[string]func(w, v, g []float32) bool{
		"plain": func(w, v, g []float32) bool { return descend(w, v, g, .1, .5) },
		"fast":  func(w, v, g []float32) bool { return Descend(w, v, g, .1, .5, 1) },
	} {
		w, v := make([]float32, 20), make([]float32, 20)
		for i := range v {
			v[i] = float32(math.Ldexp(1, -120-i))
		}
		for range 7 {
			step(w, v, make([]float32, 20))
		}
		for i, x := range v {
			if x != 0 {
				t.Errorf("%s: velocity %d is %g after seven halvings", name, i, x)
			}
		}
		for _, bad := range []float32{float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1))} {
			for at := range w {
				g := make([]float32, 20)
				g[at] = bad
				if step(make([]float32, 20), make([]float32, 20), g) {
					t.Errorf("%s: a gradient of %g at %d went unseen", name, bad, at)
				}
			}
		}
	}
}

// TestNaNGoesThrough checks that NaN reaches the result, so that divergence shows at the logit.
func TestNaNGoesThrough(t *testing.T) {
	nan := float32(math.NaN())
	for at := range 20 {
		x, y, zero := make([]float32, 20), make([]float32, 20), make([]float32, 20)
		x[at] = nan
		seen := func(what string, y []float32) {
			t.Helper()
			for _, v := range y {
				if v != v {
					return
				}
			}
			t.Errorf("%s hides a NaN at %d", what, at)
		}
		ReLU(y, x, zero)
		seen("relu", y)
		Sigmoid(y, x, zero)
		seen("sigmoid", y)
		Tanh(y, x, zero)
		seen("tanh", y)
		Maxout(y[:10], make([]uint8, 10), x, zero, 2)
		seen("maxout", y[:10])
	}
}

func TestMask(t *testing.T) {
	words := make([]uint16, 1000)
	for i := range words {
		words[i] = uint16(i * 65)
	}
	words[7] = 65535
	got, want := make([]float32, len(words)), make([]float32, len(words))
	for _, limit := range []int{0, 1, 32768, 65535, 65536} {
		Mask(got, words, limit, 2)
		maskOf(want, words, limit, 2)
		agree(t, fmt.Sprint("mask under ", limit), got, want, 0)
	}
}

// TestBernoulli checks each probability with all 65,536 words: the number of ones is right to the nearest integer.
func TestBernoulli(t *testing.T) {
	words := make([]uint16, 1<<16)
	for i := range words {
		words[i] = uint16(i)
	}
	got, want, p := make([]float32, len(words)), make([]float32, len(words)), make([]float32, len(words))
	for _, probability := range []float32{0, 1e-6, 1. / 65536, .3, .5, .9999, 1} {
		for i := range p {
			p[i] = probability
		}
		Bernoulli(got, p, words)
		bernoulli(want, p, words)
		agree(t, fmt.Sprint("draws of probability ", probability), got, want, 0)
		ones := 0.
		for _, v := range got {
			ones += float64(v)
		}
		if math.Abs(ones-65536*float64(probability)) > .5 {
			t.Errorf("probability %g gives %g ones of 65,536", probability, ones)
		}
	}
}

func TestSizesAreChecked(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a short operand reached C")
		}
	}()
	Multiply(make([]float32, 4), make([]float32, 3), make([]float32, 4))
}
