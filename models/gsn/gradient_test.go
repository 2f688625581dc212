package gsn

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// tiny returns a walk of a net with small layers and with biases, and images to start from.
func tiny[T nn.Float](hidden []int, steps, rows int) (*walk[T], nn.Matrix[T]) {
	n := newNet[T](slices.Concat([]int{6}, hidden), 1)
	for i, b := range n.bias {
		rng.Uniform(rng.For(2, "bias", i), b.Value.Data, -.5, .5)
	}
	x := nn.NewMatrix[T](rows, 6)
	rng.Uniform(rng.For(2, "x"), x.Data, 0, 1)
	return newWalk(n, &noise[T]{saltAndPepper: .4, deviation: .5}, steps, rows), x
}

// loss computes the loss in doc.go from the reconstructions of the last walk.
func loss(w *walk[float64], x nn.Matrix[float64]) (sum float64) {
	for _, now := range w.moments[1:] {
		for k, p := range now.means.Data {
			sum -= (x.Data[k]*math.Log(p) + (1-x.Data[k])*math.Log(1-p)) / float64(len(x.Data))
		}
	}
	return sum
}

// TestGradientOfTheWalk compares the gradient of the unrolled walk with central differences of its loss for fixed noise: step 1e-5,
// tolerance 1e-6 of the derivative or 1e-9. Nets have one to four hidden layers, and walks one step or more. No draw of the image changes
// within the step, because the difference would jump.
func TestGradientOfTheWalk(t *testing.T) {
	for _, hidden := range [][]int{{5}, {5, 4}, {5, 4, 3}, {4, 3, 5, 2}} {
		for _, steps := range []int{1, 2, 4} {
			for run := range 2 {
				w, x := tiny[float64](hidden, steps, 3)
				where := fmt.Sprintf("%v hidden units, %d steps, run %d", hidden, steps, run)
				compare(t, where, w, x, func() rng.Stream { return rng.For(3, "walk", run) })
			}
		}
	}
}

func compare(t *testing.T, where string, w *walk[float64], x nn.Matrix[float64], noise func() rng.Stream) {
	t.Helper()
	at := func() float64 {
		w.forward(x, noise())
		return loss(w, x)
	}
	at()
	w.backward(x)
	w.backward(x) // over gradients that are there already
	for _, p := range w.net.params {
		largest := 0.
		for k, v := range p.Value.Data {
			const h = 1e-5
			p.Value.Data[k] = v + h
			above := at()
			p.Value.Data[k] = v - h
			below := at()
			p.Value.Data[k] = v
			want := (above - below) / (2 * h)
			largest = max(largest, math.Abs(want))
			if math.Abs(p.Gradient.Data[k]-want) > max(1e-9, 1e-6*math.Abs(want)) {
				t.Fatalf("%s: derivative by %s[%d] is %g, finite difference %g", where, p.Name, k, p.Gradient.Data[k], want)
			}
		}
		if reached(p.Name, len(w.costs)) && largest < 1e-4 {
			t.Errorf("%s: no derivative by %s above 1e-4: the comparison shows nothing", where, p.Name)
		}
	}
}

// reached reports whether a walk of some steps goes through a parameter: w3 and b3 need three steps, w4 and b4 too.
func reached(name string, steps int) bool {
	layer := int(name[1] - '0')
	return name == "b1" || steps > layer/2
}

// TestGradientInFloat32 compares the gradients in float32, which training uses, with those in float64, to 1e-5 of the largest of their
// tensor.
func TestGradientInFloat32(t *testing.T) {
	wide, x := tiny[float64]([]int{5, 4, 3}, 4, 3)
	single, x32 := tiny[float32]([]int{5, 4, 3}, 4, 3)
	wide.forward(x, rng.For(3, "walk"))
	wide.backward(x)
	single.forward(x32, rng.For(3, "walk"))
	single.backward(x32)
	for i, p := range wide.net.params {
		largest := 0.
		for _, v := range p.Gradient.Data {
			largest = max(largest, math.Abs(v))
		}
		for k, v := range p.Gradient.Data {
			if got := float64(single.net.params[i].Gradient.Data[k]); math.Abs(got-v) > 1e-5*largest {
				t.Errorf("derivative by %s[%d] is %g, in float64 %g", p.Name, k, got, v)
			}
		}
	}
}

// TestCosts checks that the costs of a walk add up to the loss, in nats per image.
func TestCosts(t *testing.T) {
	w, x := tiny[float64]([]int{5, 4}, 4, 3)
	w.forward(x, rng.For(3, "walk"))
	sum := 0.
	for _, c := range w.costs {
		sum += c
	}
	if want := loss(w, x) * float64(len(x.Data)); math.Abs(sum-want) > 1e-12*want {
		t.Errorf("costs are %.15g together, want %.15g", sum, want)
	}
}
