package cae

import (
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// tiny returns an auto-encoder of 5 inputs and 4 units with parameters from N(0, 1), and 3 examples in (0,1).
func tiny() (*autoencoder[float64], nn.Matrix[float64]) {
	a := newAutoencoder[float64]("tiny", 5, 4, 1)
	for i, p := range a.params() {
		rng.Normal(rng.For(2, "tiny", i), p.Value.Data)
	}
	x := nn.NewMatrix[float64](3, 5)
	rng.Uniform(rng.For(3, "tiny"), x.Data, 0, 1)
	return a, x
}

// jacobian returns ∂code/∂x at one x, units×inputs, by central differences of step 1e-6.
func jacobian(layers []*autoencoder[float64], x []float64) nn.Matrix[float64] {
	encode := func(x []float64) []float64 {
		k := newWalk(layers, nn.Matrix[float64]{Rows: 1, Cols: len(x), Data: x})
		k.encode()
		return k.h[len(layers)-1].Data
	}
	const h = 1e-6
	j := nn.NewMatrix[float64](layers[len(layers)-1].units(), len(x))
	for i, v := range x {
		x[i] = v + h
		above := encode(x)
		x[i] = v - h
		below := encode(x)
		x[i] = v
		for u := range above {
			j.Row(u)[i] = (above[u] - below[u]) / (2 * h)
		}
	}
	return j
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*math.Max(1e-2, math.Abs(want))) {
		t.Errorf("%s is %.12g, want %.12g", what, got, want)
	}
}

// TestPenalty checks that the closed form of the penalty is the squared Frobenius norm of the Jacobian, to the error of finite differences.
func TestPenalty(t *testing.T) {
	a, x := tiny()
	want := 0.
	for i := range x.Rows {
		norm := nn.Norm(jacobian([]*autoencoder[float64]{a}, x.Row(i)))
		want += norm * norm
	}
	_, got := newPass(a, x.Rows).gradient(a, x, .1)
	near(t, "the penalty", got, want, 1e-8)
}

// TestReconstruction compares the cross-entropy with its definition.
func TestReconstruction(t *testing.T) {
	a, x := tiny()
	h, r := nn.NewMatrix[float64](3, 4), nn.NewMatrix[float64](3, 5)
	a.encode(h, x)
	a.decode(r, h)
	want := 0.
	for i, v := range x.Data {
		want -= v*math.Log(r.Data[i]) + (1-v)*math.Log(1-r.Data[i])
	}
	got, _ := newPass(a, x.Rows).gradient(a, x, .1)
	near(t, "the cross-entropy", got, want, 1e-12)
}

// TestGradient compares the gradients of the complete loss and of each part with finite differences: relative 1e-6, absolute 1e-8.
func TestGradient(t *testing.T) {
	a, x := tiny()
	p := newPass(a, x.Rows)
	for _, lambda := range []float64{0, .1, 100} {
		loss := func() float64 {
			crossEntropy, penalty := p.gradient(a, x, lambda)
			return (crossEntropy + lambda*penalty) / float64(x.Rows)
		}
		for _, param := range a.params() {
			loss()
			gradient := append([]float64(nil), param.Gradient.Data...)
			for i, w := range param.Value.Data {
				const h = 1e-5
				param.Value.Data[i] = w + h
				above := loss()
				param.Value.Data[i] = w - h
				below := loss()
				param.Value.Data[i] = w
				near(t, "the derivative by "+param.Name, gradient[i], (above-below)/(2*h), 1e-6)
			}
		}
	}
}

// TestGradientInFloat32 compares the gradients in float32, which training uses, with those in float64, to 1e-5 of the largest derivative of
// the tensor.
func TestGradientInFloat32(t *testing.T) {
	a, x := tiny()
	newPass(a, x.Rows).gradient(a, x, .1)
	single := newAutoencoder[float32]("tiny", 5, 4, 1)
	for i, p := range single.params() {
		narrow(p.Value.Data, a.params()[i].Value.Data)
	}
	y := nn.NewMatrix[float32](3, 5)
	narrow(y.Data, x.Data)
	newPass(single, x.Rows).gradient(single, y, .1)
	for i, p := range a.params() {
		largest := 0.
		for _, g := range p.Gradient.Data {
			largest = max(largest, math.Abs(g))
		}
		for k, g := range p.Gradient.Data {
			if got := float64(single.params()[i].Gradient.Data[k]); math.Abs(got-g) > 1e-5*largest {
				t.Errorf("%s[%d] is %g, in float64 %g", p.Name, k, got, g)
			}
		}
	}
}

func narrow(dst []float32, src []float64) {
	for i, v := range src {
		dst[i] = float32(v)
	}
}
