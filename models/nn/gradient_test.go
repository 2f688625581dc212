package nn

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
)

// A function is a function of leaves under test. Fixed random factors turn its output into a number.
type function struct {
	leaves []Matrix[float64]
	build  func(g *Graph[float64], leaves []*Node[float64]) *Node[float64]
}

func random(name string, rows, cols int) Matrix[float64] {
	m := NewMatrix[float64](rows, cols)
	rng.Normal(rng.For(1, name), m.Data)
	return m
}

// checkGradient compares every derivative with the central difference (step 1e-5, tolerance 1e-7 relative to max(1, |g|)), in two runs of
// one program with other leaves, because several faults of graph engines show only in the second run.
func checkGradient(t *testing.T, name string, f function) {
	t.Helper()
	var gradients []*Node[float64]
	var out *Node[float64]
	factors := Matrix[float64]{}
	program, err := Build(func(g *Graph[float64]) []*Node[float64] {
		var leaves []*Node[float64]
		for i, m := range f.leaves {
			leaves = append(leaves, g.Input(fmt.Sprint("leaf", i), m))
		}
		out = f.build(g, leaves)
		factors = random("factors", out.Rows, out.Cols)
		gradients = g.Gradient(g.Sum(g.Mask(out, g.Input("factors", factors))), leaves)
		return append([]*Node[float64]{out}, gradients...)
	})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	value := func() (sum float64) {
		if err := program.Run(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i, v := range out.Data {
			sum += v * factors.Data[i]
		}
		return sum
	}
	for run := range 2 {
		for l, m := range f.leaves {
			value()
			want := append([]float64(nil), gradients[l].Data...)
			for i := range m.Data {
				const h = 1e-5
				at := m.Data[i]
				m.Data[i] = at + h
				above := value()
				m.Data[i] = at - h
				below := value()
				m.Data[i] = at
				if fd := (above - below) / (2 * h); math.Abs(fd-want[i]) > 1e-7*max(1, math.Abs(fd)) {
					t.Fatalf("%s, run %d: derivative by leaf %d[%d] is %g, finite difference %g", name, run, l, i, want[i], fd)
				}
			}
		}
		for _, m := range f.leaves {
			for i := range m.Data {
				m.Data[i] += .1
			}
		}
	}
}

func TestGradients(t *testing.T) {
	plain := Pass[float64]{}
	for _, n := range []int{1, 4} { // examples
		check := func(name string, build func(g *Graph[float64], l []*Node[float64]) *Node[float64], leaves ...Matrix[float64]) {
			t.Helper()
			checkGradient(t, fmt.Sprintf("%s of %d examples", name, n), function{leaves, build})
		}
		type nodes = []*Node[float64]
		type graph = *Graph[float64]
		check("linear", func(g graph, l nodes) *Node[float64] { return g.Linear(l[0], l[1], plain) }, random("x", n, 3), random("w", 3, 2))
		check("linear, one output", func(g graph, l nodes) *Node[float64] { return g.Linear(l[0], l[1], plain) }, random("x", n, 3), random("w", 3, 1))
		check("relu", func(g graph, l nodes) *Node[float64] { return g.ReLU(l[0], l[1], plain) }, random("x", n, 5), random("b", 1, 5))
		check("sigmoid", func(g graph, l nodes) *Node[float64] { return g.Sigmoid(l[0], l[1], plain) }, random("x", n, 5), random("b", 1, 5))
		check("bias", func(g graph, l nodes) *Node[float64] { return g.Bias(l[0], l[1], plain) }, random("x", n, 1), random("b", 1, 1))
		check("maxout", func(g graph, l nodes) *Node[float64] { return g.Maxout(l[0], l[1], 3, plain) }, random("x", n, 6), random("b", 1, 6))
		check("maxout of one piece", func(g graph, l nodes) *Node[float64] { return g.Maxout(l[0], l[1], 1, plain) }, random("x", n, 2), random("b", 1, 2))
		check("mask", func(g graph, l nodes) *Node[float64] { return g.Mask(l[0], g.Input("m", random("m", n, 4))) }, random("x", n, 4))
		check("draw", func(g graph, l nodes) *Node[float64] { return g.Draw(l[0], g.Input("ε", random("ε", n, 3))) }, random("h", n, 6))
		check("beside", func(g graph, l nodes) *Node[float64] { return g.Beside(l[0], l[1]) }, random("x", n, 3), random("c", n, 2))
		check("plus", func(g graph, l nodes) *Node[float64] { return g.Plus(l[0], g.Input("c", random("c", n, 4))) }, random("x", n, 4))
		check("stack", func(g graph, l nodes) *Node[float64] { return g.Stack(g.Input("data", random("data", 2, 4)), l[0]) }, random("x", n, 4))
	}
}

// TestGradientThatIsAView checks that a parameter's Gradient receives a derivative that is a part of another matrix, in each run.
func TestGradientThatIsAView(t *testing.T) {
	p := NewParam[float64](Shape{"p", 2, 4})
	factors := random("factors", 5, 4)
	program, err := Build(func(g *Graph[float64]) []*Node[float64] {
		leaf := g.leaf(p)
		y := g.Mask(g.Stack(g.Input("data", random("data", 3, 4)), leaf), g.Input("factors", factors))
		return g.Gradient(g.Sum(y), []*Node[float64]{leaf})
	})
	if err != nil {
		t.Fatal(err)
	}
	for run := range 2 {
		factors.Data[len(factors.Data)-1] = float64(run)
		if err := program.Run(); err != nil {
			t.Fatal(err)
		}
		if want := factors.From(3).Data; !slices.Equal(p.Gradient.Data, want) {
			t.Errorf("run %d: the gradient is %v, want %v", run, p.Gradient.Data, want)
		}
	}
}

// TestExampleWeights checks that weights of examples enter the gradients of parameters and, through ScaleGradient, the derivative that
// leaves the net, and nothing else.
func TestExampleWeights(t *testing.T) {
	x, w, b := random("x", 4, 3), random("w", 3, 2), random("b", 1, 2)
	c := Matrix[float64]{4, 1, []float64{2, -1, 0, .5}}
	gradients := func(weighted bool) []*Node[float64] {
		var gradients []*Node[float64]
		program, err := Build(func(g *Graph[float64]) []*Node[float64] {
			leaves := []*Node[float64]{g.Input("x", x), g.Input("w", w), g.Input("b", b)}
			in, pass := leaves[0], Pass[float64]{}
			if weighted {
				pass.Weights = &Weights[float64]{}
				pass.Weights.Set(g.Input("c", c))
				in = g.ScaleGradient(in, pass.Weights)
			}
			y := g.Sigmoid(g.Linear(in, leaves[1], pass), leaves[2], pass)
			if !weighted { // the same by the chain rule: weigh the output
				var rows [8]float64
				for i := range rows {
					rows[i] = c.Data[i/2]
				}
				y = g.Mask(y, g.Input("rows", Matrix[float64]{4, 2, rows[:]}))
			}
			gradients = g.Gradient(g.Sum(y), leaves)
			return gradients
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := program.Run(); err != nil {
			t.Fatal(err)
		}
		return gradients
	}
	got, want := gradients(true), gradients(false)
	for l := range want {
		for i, v := range want[l].Data {
			if math.Abs(got[l].Data[i]-v) > 1e-14 {
				t.Errorf("leaf %d[%d]: %g with example weights, %g by the chain rule", l, i, got[l].Data[i], v)
			}
		}
	}
}

// TestFrom checks that From leaves the earlier rows of the input's derivative unchanged and computes the others.
func TestFrom(t *testing.T) {
	x, w := random("x", 5, 3), random("w", 3, 2)
	byInput := func(from int) []float64 {
		var gradients []*Node[float64]
		program, err := Build(func(g *Graph[float64]) []*Node[float64] {
			leaf := g.Input("x", x)
			gradients = g.Gradient(g.Sum(g.Linear(leaf, g.Input("w", w), Pass[float64]{From: from})), []*Node[float64]{leaf})
			return gradients
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := program.Run(); err != nil {
			t.Fatal(err)
		}
		return gradients[0].Data
	}
	all, part := byInput(0), byInput(3)
	for i := range all {
		if want := all[i]; i >= 9 && part[i] != want || i < 9 && part[i] != 0 {
			t.Errorf("derivative %d: %g from row 3, %g from row 0", i, part[i], want)
		}
	}
}

// TestTies checks that the first of several largest pieces gets the derivative, and that ReLU has slope 0 at 0.
func TestTies(t *testing.T) {
	zeros := func(cols int) Matrix[float64] { return NewMatrix[float64](1, cols) }
	derivative := func(cols int, f func(g *Graph[float64], x, b *Node[float64]) *Node[float64]) []float64 {
		var gradients []*Node[float64]
		program, err := Build(func(g *Graph[float64]) []*Node[float64] {
			x := g.Input("x", zeros(cols))
			gradients = g.Gradient(g.Sum(f(g, x, g.Input("b", zeros(cols)))), []*Node[float64]{x})
			return gradients
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := program.Run(); err != nil {
			t.Fatal(err)
		}
		return gradients[0].Data
	}
	maxout := derivative(3, func(g *Graph[float64], x, b *Node[float64]) *Node[float64] { return g.Maxout(x, b, 3, Pass[float64]{}) })
	if !slices.Equal(maxout, []float64{1, 0, 0}) {
		t.Errorf("maxout of three equal pieces has the derivative %v", maxout)
	}
	relu := derivative(1, func(g *Graph[float64], x, b *Node[float64]) *Node[float64] { return g.ReLU(x, b, Pass[float64]{}) })
	if relu[0] != 0 {
		t.Errorf("relu has the slope %v at 0", relu[0])
	}
}
