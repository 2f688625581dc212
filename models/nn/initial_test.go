package nn

import (
	"math"
	"slices"
	"testing"
)

// TestSparse checks that a sparse layer has the given number of weights from N(0, 1) in each column, in rows that differ from column to
// column.
func TestSparse(t *testing.T) {
	const inputs, units, n = 50, 400, 20
	w := NewNet[float32]("N", inputs, []Layer{{Kind: "sigmoid", Units: units, Sparse: n}}, 1).Params[0].Value
	sum, squares := 0., 0.
	var rows [inputs]int
	for col := range units {
		count := 0
		for row := range inputs {
			if v := float64(w.Row(row)[col]); v != 0 {
				count++
				rows[row]++
				sum, squares = sum+v, squares+v*v
			}
		}
		if count != n {
			t.Fatalf("column %d has %d weights, want %d", col, count, n)
		}
	}
	// Of 8000 values of N(0, 1), four standard deviations: of the mean 1/√8000, of the mean square √(2/8000).
	if mean, square := sum/(n*units), squares/(n*units); math.Abs(mean) > .045 || math.Abs(square-1) > .064 {
		t.Errorf("weights have mean %g and mean square %g, want 0 and 1", mean, square)
	}
	for row, count := range rows { // binomial, 400 draws of probability 20/50: 160 ± 5·9.8
		if count < 111 || count > 209 {
			t.Errorf("row %d has %d weights, want about 160", row, count)
		}
	}
}

// TestLimitHoldsFromTheStart checks that a limit holds from the start. In TFD's recipe, columns of 100 weights from N(0, 1) and of 8000
// from U(−.05, .05) would exceed it.
func TestLimitHoldsFromTheStart(t *testing.T) {
	const limit = 1.9365
	for _, l := range []Layer{
		{Kind: "sigmoid", Units: 7, Sparse: 100, MaxNorm: limit},
		{Kind: "maxout", Units: 3, Pieces: 2, IRange: .05, MaxNorm: limit},
	} {
		w := NewNet[float32]("N", 8000, []Layer{l}, 1).Params[0].Value
		for col := range w.Cols {
			square := 0.
			for row := range w.Rows {
				square += float64(w.Row(row)[col]) * float64(w.Row(row)[col])
			}
			if norm := math.Sqrt(square); math.Abs(norm-limit) > 1e-5*limit {
				t.Errorf("%s: column %d has norm %g, want %g", l.Kind, col, norm, limit)
			}
		}
	}
}

func TestInitialBias(t *testing.T) {
	for _, c := range []struct{ bias, want []float64 }{
		{nil, []float64{0, 0, 0}}, {[]float64{-2}, []float64{-2, -2, -2}}, {[]float64{1, 2, 3}, []float64{1, 2, 3}},
	} {
		b := NewNet[float64]("N", 2, []Layer{{Kind: "sigmoid", Units: 3, IRange: 1, Bias: c.bias}}, 1).Params[1].Value.Data
		for i, want := range c.want {
			if b[i] != want {
				t.Errorf("a bias of %v became %v", c.bias, b)
				break
			}
		}
	}
}

// TestBehind checks that Behind joins two nets and shares their parameters.
func TestBehind(t *testing.T) {
	front := NewNet[float64]("F", 3, []Layer{{Kind: "relu", Units: 5, IRange: 1}, {Kind: "sigmoid", Units: 4, IRange: 1}}, 1)
	back := NewNet[float64]("B", 4, []Layer{{Kind: "linear", Units: 2, IRange: 1}}, 1)
	x := random("x", 6, 3)
	pass := func(n *Net[float64], x Matrix[float64]) Matrix[float64] {
		return run(t, func(g *Graph[float64], l []*Node[float64]) *Node[float64] {
			y, _ := n.Forward(g, l[0], Pass[float64]{})
			return y
		}, x)
	}
	both := back.Behind(front)
	near(t, "the two as one", pass(both, x), pass(back, pass(front, x)))
	if both.Params[4] != back.Params[0] || both.Outputs() != 2 {
		t.Error("the net is not made of the parameters of the two")
	}
}

func TestBiasFromMarginals(t *testing.T) {
	b := BiasFromMarginals([]float64{.5, 0, 1, .8807970779778823}) // σ(2)
	for i, want := range []float64{0, -16.11809555, 16.11809555, 2} {
		if math.Abs(b[i]-want) > 1e-6 {
			t.Errorf("bias %d is %g, want %g", i, b[i], want)
		}
	}
}

// TestIRange checks that weights start in U(−irange, irange), from a stream of their own for every net, layer and seed. Each layer has
// 5,000 weights. All lie within the range, and their mean and mean square lie within five standard errors of 0 and r²/3, which are
// √(r²/3/n) and √(4/45·r⁴/n).
func TestIRange(t *testing.T) {
	const n, r = 5000, .05
	layers := []Layer{{Kind: "relu", Units: 50, IRange: r}, {Kind: "linear", Units: 100, IRange: r}}
	net := func(name string, seed int64) [][]float32 {
		params := NewNet[float32](name, 100, layers, seed).Params
		return [][]float32{params[0].Value.Data, params[2].Value.Data}
	}
	drawn := slices.Concat(net("G", 1), net("D", 1), net("G", 2))
	for i, weights := range drawn {
		mean, square := 0., 0.
		for _, w := range weights {
			x := float64(w)
			if math.Abs(x) > r*(1+1e-7) { // as float32 rounds
				t.Fatalf("a weight is %g", x)
			}
			mean, square = mean+x/n, square+x*x/n
		}
		if math.Abs(mean) > 5*r/math.Sqrt(3*n) || math.Abs(square-r*r/3) > 5*r*r*math.Sqrt(4./45/n) {
			t.Errorf("weights have mean %g and mean square %g, want 0 and %g", mean, square, r*r/3)
		}
		for _, other := range drawn[:i] {
			if slices.Equal(weights, other) {
				t.Error("two layers, nets or seeds start with the same weights")
			}
		}
	}
}
