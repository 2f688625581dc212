package cae

import (
	"gan2014/models/nn"
)

// A pass holds the intermediate values of an update.
type pass[T nn.Float] struct {
	h, dh   nn.Matrix[T] // codes; derivatives by the codes, then by the sums before the sigmoid; batch×units
	r       nn.Matrix[T] // reconstructions, then the derivatives by their sums; batch×inputs
	norms   []T          // |Wⱼ|², units
	squares []T          // Σ over examples of (hⱼ(1−hⱼ))², units
}

func newPass[T nn.Float](a *autoencoder[T], batch int) *pass[T] {
	return &pass[T]{
		h: nn.NewMatrix[T](batch, a.units()), dh: nn.NewMatrix[T](batch, a.units()),
		r:     nn.NewMatrix[T](batch, a.inputs()),
		norms: make([]T, a.units()), squares: make([]T, a.units()),
	}
}

// first returns the memory of the first n examples.
func (p *pass[T]) first(examples int) *pass[T] {
	return &pass[T]{p.h.First(examples), p.dh.First(examples), p.r.First(examples), p.norms, p.squares}
}

// gradient writes the gradient of the mean of crossEntropy + lambda·penalty, and returns both as sums over the examples x.
//
// The penalty is Σⱼ sⱼ²·|Wⱼ|² with sⱼ = hⱼ(1−hⱼ). Its derivative by the sum before the sigmoid of hⱼ is 2·sⱼ²·(1−2hⱼ)·|Wⱼ|², and its
// derivative by Wⱼ is 2·sⱼ²·Wⱼ. The derivative of the cross-entropy by the sums before the sigmoid of r is r−x.
func (p *pass[T]) gradient(a *autoencoder[T], x nn.Matrix[T], lambda float64) (crossEntropy, penalty float64) {
	a.encode(p.h, x)
	crossEntropy = nn.CrossEntropy(x, a.decode(p.r, p.h), a.b.Value, p.r)
	mean := 1 / T(x.Rows)
	for i, v := range x.Data {
		p.r.Data[i] = (p.r.Data[i] - v) * mean
	}
	slope := a.sums(p.h.Rows, p.h.Cols)
	nn.Gemm(nn.NoTrans, nn.Trans, 1, p.r, a.w.Value, 0, slope)
	nn.SigmoidSlope(p.dh, p.h, slope)
	penalty = p.contract(a, T(lambda)*mean)

	nn.ScaleRows(a.w.Gradient, a.w.Value, p.squares)
	nn.Gemm(nn.Trans, nn.NoTrans, 1, p.h, p.r, 2*T(lambda)*mean, a.w.Gradient)
	nn.Gemm(nn.Trans, nn.NoTrans, 1, p.dh, x, 1, a.w.Gradient)
	nn.SumRows(a.c.Gradient, p.dh)
	nn.SumRows(a.b.Gradient, p.r)
	return crossEntropy, penalty
}

// contract adds factor times the derivative of the penalty to the derivative by the sums of the codes. It returns the penalty.
func (p *pass[T]) contract(a *autoencoder[T], factor T) (penalty float64) {
	for j := range p.norms {
		p.norms[j] = nn.SquaredNorm(a.w.Value.Row(j))
	}
	clear(p.squares)
	for i := range p.h.Rows {
		dh := p.dh.Row(i)
		for j, h := range p.h.Row(i) {
			s := h * (1 - h)
			p.squares[j] += T(s * s)
			dh[j] += T(2 * factor * s * s * (1 - T(2*h)) * p.norms[j])
		}
	}
	for j, s := range p.squares {
		penalty += float64(float64(s) * float64(p.norms[j]))
	}
	return penalty
}
