package nn

import (
	"math"
	"testing"

	"gan2014/internal/rng"
)

// normalising returns a layer of one input and two columns with weights 1 and 2, scales 1 and 3 and bias 0.
func normalising() *Net[float64] {
	n := NewNet[float64]("N", 1, []Layer{{Kind: "linear", Units: 2, IRange: 1, Normalised: true}}, 1)
	copy(n.Params[0].Value.Data, []float64{1, 2})
	copy(n.Params[2].Value.Row(0), []float64{1, 3})
	return n
}

func outputOf(t *testing.T, n *Net[float64], x []float64, pass Pass[float64]) Matrix[float64] {
	t.Helper()
	var y *Node[float64]
	program, err := Build(func(g *Graph[float64]) []*Node[float64] {
		y, _ = n.Forward(g, g.Input("x", Matrix[float64]{len(x), 1, x}), pass)
		return []*Node[float64]{y}
	})
	if err == nil {
		err = program.Run()
	}
	if err != nil {
		t.Fatal(err)
	}
	return *y.Matrix
}

func expect(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("%s is %.12g, want %.12g", what, got, want)
	}
}

// TestBatchNormalisation compares a batch of 1, 2 and 6 with the formulas by hand: mean 3, variance 14/3, and for all examples 7.
func TestBatchNormalisation(t *testing.T) {
	n := normalising()
	x := []float64{1, 2, 6}
	y := outputOf(t, n, x, Pass[float64]{Training: true})
	for i, v := range x {
		expect(t, "the first column", y.Row(i)[0], (v-3)/math.Sqrt(14./3+1e-5))
		expect(t, "the second column", y.Row(i)[1], 3*(2*v-6)/math.Sqrt(4*14./3+1e-5))
	}
	stored := n.Params[2].Value
	for k, factor := range []float64{1, 2} {
		expect(t, "the stored mean", stored.Row(1)[k], .01*3*factor)
		expect(t, "the stored variance", stored.Row(2)[k], .99+.01*7*factor*factor)
	}
	// The trained net uses what is stored, and changes nothing.
	y = outputOf(t, n, []float64{5}, Pass[float64]{})
	expect(t, "the trained net", y.Row(0)[1], 3*(10-.06)/math.Sqrt(.99+.28+1e-5))
	expect(t, "the stored mean", stored.Row(1)[0], .03)
}

// TestBatchesApart checks that the rows of data and of samples are normalised apart from each other.
func TestBatchesApart(t *testing.T) {
	x := []float64{1, 2, 6, 100, 300}
	both := outputOf(t, normalising(), x, Pass[float64]{Training: true, Split: 3})
	for from, part := range map[int][]float64{0: x[:3], 3: x[3:]} {
		alone := outputOf(t, normalising(), part, Pass[float64]{Training: true})
		for i := range part {
			expect(t, "a row", both.Row(from + i)[0], alone.Row(i)[0])
		}
	}
}

// TestConstantColumn checks that a column without variance, as in a batch of one example, becomes 0.
func TestConstantColumn(t *testing.T) {
	y := outputOf(t, normalising(), []float64{4}, Pass[float64]{Training: true})
	expect(t, "a single example", y.Row(0)[0], 0)
}

// TestGradientsOfBatchNormalisation compares the derivatives by the input with central differences. Those by the scale are compared in
// models/gan, with the losses of whole nets.
func TestGradientsOfBatchNormalisation(t *testing.T) {
	stored := random("stored", 3, 4)
	for i := range stored.Row(2) {
		stored.Row(2)[i] = .5 + float64(i) // a variance
	}
	for name, pass := range map[string]Pass[float64]{"one batch": {Training: true}, "two batches": {Training: true, Split: 2}, "trained": {}} {
		checkGradient(t, name, function{[]Matrix[float64]{random("x", 6, 4)}, func(g *Graph[float64], leaves []*Node[float64]) *Node[float64] {
			return g.Normalise(leaves[0], g.Input("stored", stored), pass)
		}})
	}
}

// TestNormalisedNetForgetsTheScaleOfItsInput checks a law: in a training, twice the input gives the same output, but for the small number that
// is added to the variance.
func TestNormalisedNetForgetsTheScaleOfItsInput(t *testing.T) {
	x := make([]float64, 50)
	rng.Normal(rng.For(1, "x"), x)
	y := outputOf(t, normalising(), x, Pass[float64]{Training: true})
	for i := range x {
		x[i] *= 2
	}
	z := outputOf(t, normalising(), x, Pass[float64]{Training: true})
	for i, v := range y.Data {
		if math.Abs(v-z.Data[i]) > 1e-4 {
			t.Fatalf("value %d is %g, with twice the input %g", i, v, z.Data[i])
		}
	}
}
