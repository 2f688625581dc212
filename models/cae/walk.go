package cae

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A walk holds chains with states x, one per row. A step goes through the layers of a stack: x → code → moved code → x.
type walk[T nn.Float] struct {
	layers []*autoencoder[T]
	x      nn.Matrix[T]
	h      []nn.Matrix[T] // the codes of each layer
	u, v   []nn.Matrix[T] // scratch for the products with J and Jᵀ: two matrices of the width of each layer's input, and of the last code
}

// newWalk starts chains at x, whose memory they use.
func newWalk[T nn.Float](layers []*autoencoder[T], x nn.Matrix[T]) *walk[T] {
	k := &walk[T]{layers: layers, x: x}
	add := func(width int) {
		k.u = append(k.u, nn.NewMatrix[T](x.Rows, width))
		k.v = append(k.v, nn.NewMatrix[T](x.Rows, width))
	}
	for _, a := range layers {
		k.h = append(k.h, nn.NewMatrix[T](x.Rows, a.units()))
		add(a.inputs())
	}
	add(layers[len(layers)-1].units())
	return k
}

// step moves the chains once, with noise of the given standard deviation.
func (k *walk[T]) step(s rng.Stream, noise T) {
	k.encode()
	top := len(k.layers)
	rng.Normal(s, k.u[top].Data)
	k.throughJacobian()
	code := k.h[top-1].Data
	for i, d := range k.u[top].Data {
		code[i] = min(max(code[i]+T(noise*d), 0), 1) // codes are in (0,1)
	}
	k.decode()
}

func (k *walk[T]) encode() {
	x := k.x
	for i, a := range k.layers {
		a.encode(k.h[i], x)
		x = k.h[i]
	}
}

func (k *walk[T]) decode() {
	for i := len(k.layers) - 1; i > 0; i-- {
		k.layers[i].decode(k.h[i-1], k.h[i])
	}
	k.layers[0].decode(k.x, k.h[0])
}

// throughJacobian replaces the vectors ε in the last of u by J·Jᵀ·ε, with the Jacobian J of the top code by x, at the codes h.
// For layers 1, 2, … J = … S₂·W₂·S₁·W₁ with S = diag(h(1−h)), so it takes two products a layer and no Jacobian is formed.
func (k *walk[T]) throughJacobian() {
	for i := len(k.layers) - 1; i >= 0; i-- {
		nn.SigmoidSlope(k.v[i+1], k.h[i], k.u[i+1])
		nn.Gemm(nn.NoTrans, nn.NoTrans, 1, k.v[i+1], k.layers[i].w.Value, 0, k.u[i])
	}
	for i, a := range k.layers {
		nn.Gemm(nn.NoTrans, nn.Trans, 1, k.u[i], a.w.Value, 0, k.v[i+1])
		nn.SigmoidSlope(k.u[i+1], k.h[i], k.v[i+1])
	}
}
