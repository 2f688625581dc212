package nn

import (
	"fmt"
	"math"
	"testing"
)

// naive computes a stack of fully connected layers as its definition says, in float64.
func naive(n *Net[float64], x []float64, masks [][]float64) []float64 {
	for i, l := range n.Layers {
		w, b := n.Params[2*i].Value, n.Params[2*i+1].Value.Data
		if masks != nil {
			for k := range x {
				x[k] *= masks[i][k]
			}
		}
		sums := make([]float64, w.Cols)
		for j := range sums {
			sums[j] = b[j]
			for k := range x {
				sums[j] += x[k] * w.Data[k*w.Cols+j]
			}
		}
		x = make([]float64, l.Units)
		for u := range x {
			switch l.Kind {
			case "relu":
				x[u] = max(0, sums[u])
			case "sigmoid":
				x[u] = 1 / (1 + math.Exp(-sums[u]))
			case "linear":
				x[u] = sums[u]
			case "maxout":
				x[u] = math.Inf(-1)
				for p := range l.Pieces {
					x[u] = max(x[u], sums[p*l.Units+u])
				}
			}
		}
	}
	return x
}

func stack() []Layer {
	return []Layer{
		{Kind: "relu", Units: 7, IRange: 1}, {Kind: "maxout", Units: 5, Pieces: 3, IRange: 1, Keep: .5},
		{Kind: "sigmoid", Units: 1, IRange: 1, Keep: .8}, {Kind: "linear", Units: 3, IRange: 1},
	}
}

// TestForwardEqualsTheDefinition compares Forward with the definition in both precisions, with dropout and without, for one example and for
// several: to 1e-13 in float64 and to 1e-5 in float32 (sums of fewer than ten terms of order 1 through four layers).
func TestForwardEqualsTheDefinition(t *testing.T) {
	for _, examples := range []int{1, 4} {
		for _, dropout := range []bool{false, true} {
			where := fmt.Sprintf("%d examples, dropout %v", examples, dropout)
			exact := NewNet[float64]("N", 6, stack(), 1)
			x := random("x", examples, 6)
			masks := make([]Matrix[float64], 4)
			for i, width := range exact.MaskWidths() {
				if width == 0 {
					width = []int{6, 7, 5, 1}[i]
					masks[i] = NewMatrix[float64](examples, width)
					for k := range masks[i].Data {
						masks[i].Data[k] = 1
					}
					continue
				}
				masks[i] = NewMatrix[float64](examples, width)
				for k := range masks[i].Data {
					masks[i].Data[k] = float64(k % 2 * 2)
				}
			}
			got, got32 := output(t, exact, x, masks, dropout), output(t, NewNet[float32]("N", 6, stack(), 1), x, masks, dropout)
			for i := range examples {
				var rows [][]float64
				if dropout {
					for _, m := range masks {
						rows = append(rows, m.Row(i))
					}
				}
				for j, want := range naive(exact, append([]float64(nil), x.Row(i)...), rows) {
					if math.Abs(got[i*3+j]-want) > 1e-13 || math.Abs(got32[i*3+j]-want) > 1e-5 {
						t.Errorf("%s: output %d of example %d is %.15g, in float32 %.8g, by definition %.15g", where, j, i, got[i*3+j], got32[i*3+j], want)
					}
				}
			}
		}
	}
}

// output runs the net once, in its own precision.
func output[T Float](t *testing.T, n *Net[T], x Matrix[float64], masks []Matrix[float64], dropout bool) []float64 {
	t.Helper()
	var y *Node[T]
	program, err := Build(func(g *Graph[T]) []*Node[T] {
		pass := Pass[T]{}
		if dropout {
			for i, m := range masks {
				pass.Masks = append(pass.Masks, g.Input(fmt.Sprint("mask", i), converted[T](m)))
			}
		}
		y, _ = n.Forward(g, g.Input("x", converted[T](x)), pass)
		return []*Node[T]{y}
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Run(); err != nil {
		t.Fatal(err)
	}
	return converted[float64](*y.Matrix).Data
}

func converted[To, From Float](m Matrix[From]) Matrix[To] {
	c := NewMatrix[To](m.Rows, m.Cols)
	for i, v := range m.Data {
		c.Data[i] = To(v)
	}
	return c
}

// TestPrecisionsStartEqual checks that masks and initial weights are the same numbers in both precisions, so that the two can be compared.
func TestPrecisionsStartEqual(t *testing.T) {
	exact, single := NewNet[float64]("N", 6, stack(), 1), NewNet[float32]("N", 6, stack(), 1)
	for i, p := range exact.Params {
		for j, v := range p.Value.Data {
			if float32(v) != single.Params[i].Value.Data[j] {
				t.Fatalf("%s[%d] is %g and %g", p.Name, j, v, single.Params[i].Value.Data[j])
			}
		}
	}
}
