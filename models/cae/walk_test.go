package cae

import (
	"fmt"
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"

	"gonum.org/v1/gonum/floats"
)

// pile returns auto-encoders of 5-4-3 units with parameters from N(0, 1).
func pile(layers int) []*autoencoder[float64] {
	pile := []*autoencoder[float64]{newAutoencoder[float64]("a", 5, 4, 1), newAutoencoder[float64]("b", 4, 3, 1)}[:layers]
	for i, a := range pile {
		for k, p := range a.params() {
			rng.Normal(rng.For(4, "pile", i, k), p.Value.Data)
		}
	}
	return pile
}

// TestThroughJacobian compares J·Jᵀ·ε with the Jacobian by finite differences, through one layer and through two, in each of several
// chains.
func TestThroughJacobian(t *testing.T) {
	for layers := 1; layers <= 2; layers++ {
		k := newWalk(pile(layers), nn.NewMatrix[float64](3, 5))
		rng.Uniform(rng.For(5, "x"), k.x.Data, 0, 1)
		k.encode()
		noise := k.u[layers]
		rng.Normal(rng.For(5, "noise"), noise.Data)
		epsilon := append([]float64(nil), noise.Data...)
		k.throughJacobian()
		for chain := range 3 {
			j := jacobian(k.layers, k.x.Row(chain))
			for u := range j.Rows {
				want := 0.
				for v := range j.Rows {
					want += floats.Dot(j.Row(u), j.Row(v)) * epsilon[chain*j.Rows+v]
				}
				near(t, fmt.Sprintf("J·Jᵀ·ε of %d layers", layers), noise.Row(chain)[u], want, 1e-7)
			}
		}
	}
}

// TestStep checks that a step is g(f(x) + s·J·Jᵀ·ε) with ε from the stream. Without noise it is the reconstruction of the stack. With
// little noise s it adds s times a derivative, which is compared at two values of s.
func TestStep(t *testing.T) {
	step := func(noise float64) []float64 {
		k := newWalk(pile(2), nn.Matrix[float64]{Rows: 1, Cols: 5, Data: []float64{.1, .9, .4, .6, .5}})
		k.step(rng.For(6, "step"), noise)
		return k.x.Data
	}
	h1, h2, back, want := nn.NewMatrix[float64](1, 4), nn.NewMatrix[float64](1, 3), nn.NewMatrix[float64](1, 4), nn.NewMatrix[float64](1, 5)
	layers := pile(2)
	layers[0].encode(h1, nn.Matrix[float64]{Rows: 1, Cols: 5, Data: []float64{.1, .9, .4, .6, .5}})
	layers[1].encode(h2, h1)
	layers[1].decode(back, h2)
	layers[0].decode(want, back)
	still, little, twice := step(0), step(1e-4), step(2e-4)
	for i := range still {
		near(t, "a step without noise", still[i], want.Data[i], 1e-12)
		if moved := little[i] - still[i]; math.Abs(moved) < 1e-10 || math.Abs((twice[i]-still[i])/moved-2) > 1e-2 {
			t.Errorf("noise of 1e-4 moves pixel %d by %g, twice the noise by %g", i, moved, twice[i]-still[i])
		}
	}
}

// TestStepStaysInside checks that codes and images stay in their range for any noise.
func TestStepStaysInside(t *testing.T) {
	k := newWalk(pile(2), nn.NewMatrix[float64](10, 5))
	s := rng.For(7, "step")
	for range 20 {
		k.step(s, 1e6)
		for _, m := range append(k.h, k.x) {
			for _, v := range m.Data {
				if !(v >= 0 && v <= 1) {
					t.Fatalf("a value is %g", v)
				}
			}
		}
	}
}
