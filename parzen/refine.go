package parzen

import (
	"math"
	"slices"
)

// The rounding of the float32 matrix product, and what is done about it.
//
// With u = 2⁻²⁴ and γ = du/(1−du), the computed product of x and s (centred, d
// values) is off by at most γ·|x|ᵀ|s| ≤ γ‖x‖‖s‖, whatever the order of
// summation (Higham 2002, "Accuracy and Stability of Numerical Algorithms",
// section 3.1), and a little more where it underflows. Rounding the centred
// values, each by a factor within 1±u, moves a squared distance by less than
// 3u(‖x‖+‖s‖)². So a squared distance is known to
//
//	B = 2γ‖x‖‖s‖ + 3u(‖x‖+‖s‖)² + 2d·2⁻¹²⁶
//
// and a log density to b = B/2σ². B is a guarantee, and pessimistic: on MNIST,
// 10,000 training images against others, it is about .007 where the largest
// error is 3·10⁻⁵, itself too much for a σ near .1. It can be afforded because
// only few samples are near enough to matter: 2 a row at σ = .2, 160 at σ = 1.
const unit = 1.0 / (1 << 24)

// tolerance is the error in nats that a row's log density may have.
const tolerance = 1e-4

// distanceError returns B for a point of norm x and samples of norm up to s in
// d dimensions.
func distanceError(x, s float64, d int) float64 {
	du := float64(d) * unit
	if du >= 0.5 {
		return math.Inf(1)
	}
	product := 2 * du / (1 - du) * x * s
	shift := 3 * unit * (x + s) * (x + s)
	underflow := 2 * float64(d) * 0x1p-126
	return product + shift + underflow
}

// refine computes again, directly in float64 from the original values x of
// point i of the block, those of its distances whose rounding could move a log
// density by more than the tolerance.
func (w *workspace) refine(i int, x []float32, sigmas []float64) {
	reach := w.reach(math.Sqrt(w.xNorms[i]), sigmas)
	if reach < 0 {
		return
	}
	limit := slices.Min(w.dist) + reach
	for j, v := range w.dist {
		if !(v > limit) { // or NaN, after an overflow
			w.dist[j] = squaredDistance(x, w.samples.row(j))
		}
	}
}

// reach returns how far beyond the nearest sample distances must be refined
// for a point of the given norm, negative for not at all.
//
// A sample that is t·2σ² farther than the nearest has, with the error of its
// own distance and of the others, at most the share exp(2b−t) of the density.
// All N of them together, if not refined, change its logarithm by
// N·exp(2b−t)·(exp(b)−1), which is the tolerance at
//
//	t = 2b + log(exp(b)−1) + log(N/tolerance)
func (w *workspace) reach(norm float64, sigmas []float64) float64 {
	if !(norm*w.radius < math.MaxFloat32/4) {
		return math.Inf(1) // the float32 product may have overflowed
	}
	reach := -1.0
	bound := distanceError(norm, w.radius, w.samples.D)
	n := float64(w.samples.N)
	for _, sigma := range sigmas {
		twoVar := 2 * sigma * sigma
		b := bound / twoVar
		if b <= tolerance {
			continue
		}
		t := 3*b + math.Log(-math.Expm1(-b)) + math.Log(n/tolerance) // exp(b) may overflow
		reach = max(reach, t*twoVar)
	}
	return reach
}

// squaredDistance returns Σ(x−s)² in float64, in four sums that the processor
// can run side by side.
func squaredDistance(x, s []float32) float64 {
	var a, b, c, d float64
	s = s[:len(x)]
	for len(x) >= 4 && len(s) >= 4 {
		e := float64(x[0]) - float64(s[0])
		f := float64(x[1]) - float64(s[1])
		g := float64(x[2]) - float64(s[2])
		h := float64(x[3]) - float64(s[3])
		a += e * e
		b += f * f
		c += g * g
		d += h * h
		x, s = x[4:], s[4:]
	}
	for k := range x {
		e := float64(x[k]) - float64(s[k])
		a += e * e
	}
	return (a + b) + (c + d)
}
