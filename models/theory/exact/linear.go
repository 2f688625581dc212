package exact

import (
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
)

// The numbers of values in z and in x.
const (
	Codes  = 2
	Values = 3
)

// Linear is a generator x = Wz + b + noise, with z from N(0, I) and noise from N(0, sd²I).
type Linear struct {
	W  [Values][Codes]float64
	B  [Values]float64
	SD float64
}

// Turned returns the generator W·R with the rotation R by an angle in radians. Its x have the same density, but each x comes from another z.
func (g Linear) Turned(angle float64) Linear {
	sin, cos := elementary.Sincos(angle)
	for i, row := range g.W {
		g.W[i] = [Codes]float64{float64(cos*row[0]) + float64(sin*row[1]), float64(cos*row[1]) - float64(sin*row[0])}
	}
	return g
}

// Draw returns z and the x that the generator makes of it.
func (g Linear) Draw(noise rng.Stream) (z [Codes]float64, x [Values]float64) {
	for k := range z {
		z[k] = noise.NormFloat64()
	}
	for i, row := range g.W {
		x[i] = g.B[i] + float64(g.SD*noise.NormFloat64())
		for k, w := range row {
			x[i] += float64(w * z[k])
		}
	}
	return z, x
}

// Covariance returns that of x, WWᵀ + sd²I.
func (g Linear) Covariance() (c [Values][Values]float64) {
	for i := range c {
		for j := range c {
			for k := range Codes {
				c[i][j] += float64(g.W[i][k] * g.W[j][k])
			}
		}
		c[i][i] += float64(g.SD * g.SD)
	}
	return c
}

// An Affine map makes m = Ux + c of x.
type Affine struct {
	U [Codes][Values]float64
	C [Codes]float64
}

// Of returns the map's value at x.
func (a Affine) Of(x [Values]float64) [Codes]float64 {
	m := a.C
	for k, row := range a.U {
		for i, u := range row {
			m[k] += float64(u * x[i])
		}
	}
	return m
}

// Less returns the difference of two maps, which is the map of the differences.
func (a Affine) Less(b Affine) Affine {
	for k := range a.U {
		a.C[k] -= b.C[k]
		for i := range a.U[k] {
			a.U[k][i] -= b.U[k][i]
		}
	}
	return a
}

// A Posterior is the density of z given x, N(mean(x), covariance).
type Posterior struct {
	Mean       Affine
	Covariance [Codes][Codes]float64
	Precision  [Codes][Codes]float64 // the inverse of the covariance
}

// Posterior returns p(z|x): its precision is I + WᵀW/sd², and its mean is covariance · Wᵀ(x − b)/sd² (Bishop 2006, equation 12.42).
func (g Linear) Posterior() Posterior {
	var p Posterior
	variance := float64(g.SD * g.SD)
	for k := range Codes {
		p.Precision[k][k] = 1
		for l := range Codes {
			for i := range Values {
				p.Precision[k][l] += float64(g.W[i][k]*g.W[i][l]) / variance
			}
		}
	}
	a, b, d := p.Precision[0][0], p.Precision[0][1], p.Precision[1][1]
	determinant := float64(a*d) - float64(b*b)
	p.Covariance = [Codes][Codes]float64{{d / determinant, -b / determinant}, {-b / determinant, a / determinant}}
	for k := range Codes {
		for i := range Values {
			for l := range Codes {
				p.Mean.U[k][i] += float64(p.Covariance[k][l]*g.W[i][l]) / variance
			}
			p.Mean.C[k] -= float64(p.Mean.U[k][i] * g.B[i])
		}
	}
	return p
}

// KL returns KL(p(z|x)‖q(z|x)) in nats where the mean of q is off by the given differences. The z of q are independent, with the given variances.
func (p Posterior) KL(off, variances [Codes]float64) float64 {
	determinant := float64(p.Covariance[0][0]*p.Covariance[1][1]) - float64(p.Covariance[0][1]*p.Covariance[0][1])
	twice := -Codes - elementary.Log(determinant)
	for k, v := range variances {
		twice += elementary.Log(v) + (p.Covariance[k][k]+float64(off[k]*off[k]))/v
	}
	return float64(twice / 2)
}

// Entropy returns the entropy of z given x, in nats: log(2πe) + ½·log det covariance.
func (p Posterior) Entropy() float64 {
	const log2PiE = 2.8378770664093453
	determinant := float64(p.Covariance[0][0]*p.Covariance[1][1]) - float64(p.Covariance[0][1]*p.Covariance[0][1])
	return log2PiE + float64(elementary.Log(determinant)/2)
}

// MeanSquares returns the mean squares of an affine map over the x of the generator, value by value: (value at the mean of x)² + uᵀ·covariance·u.
func (g Linear) MeanSquares(a Affine) [Codes]float64 {
	squares, covariance := a.Of(g.B), g.Covariance()
	for k := range squares {
		squares[k] = float64(squares[k] * squares[k])
		for i, u := range a.U[k] {
			for j, v := range a.U[k] {
				squares[k] += float64(float64(u*v) * covariance[i][j])
			}
		}
	}
	return squares
}
