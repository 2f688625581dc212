package parzen

import (
	"math"

	"gan2014/internal/elementary"
)

// The rounding of the float32 matrix product, and what is done about it.
//
// With u = 2⁻²⁴ and γ = du/(1−du), the computed product of x and s (centred, d
// values) is off by at most γ·|x|ᵀ|s| ≤ γ‖x‖‖s‖, whatever the order of
// summation (Higham 2002, "Accuracy and Stability of Numerical Algorithms",
// section 3.1), and a little more where it underflows. Rounding the centred
// values, each by a factor within 1±u, moves a squared distance by less than
// 3u(‖x‖+‖s‖)²; so do together the float32 roundings of ‖s‖²/2, of its
// difference from the product, and of the reference that is then taken off. A
// squared distance is known to
//
//	B = 2γ‖x‖‖s‖ + 6u(‖x‖+‖s‖)² + 2d·2⁻¹²⁶
//
// and a log density to b = B/2σ². B is a guarantee, and pessimistic: on MNIST,
// 10,000 training images against others, it is about .007 where the largest
// error is 3·10⁻⁵, itself too much for a σ near .1. It can be afforded because
// only few samples are near enough to matter: of the 10,000, on average over test
// images, 4 a row at σ = .2 and 84 at σ = 1.
const unit = 1.0 / (1 << 24)

// tolerance is the error in nats that a row's log density may have from its
// distances. Of the 10⁻⁴ that are promised the rest is for float32
// exponentials: a term exp(−t) is off by 3ut from its argument and 2⁻²² from
// the polynomial, and 64 of them, then 16 such sums, are added in float32
// before float64 takes over. Weighted by the terms t is less than log N on
// average, so that a sum is good to 3u·log N + 2⁻²² + 68u < 10⁻⁵ up to
// N = 10¹⁰.
const tolerance = 0.9e-4

// unseen is the largest b that is left as it is. Each block's error is then at most
// half the tolerance of its own part of the density, as it is after refinement, where
// all blocks together make another half: see margin.
const unseen = tolerance / 2

// skipped is the share of the density that far samples may have together and
// yet be left out.
const skipped = 1e-12

// distanceError returns B for a point of norm x and samples of norm up to s in
// d dimensions.
func distanceError(x, s float64, d int) float64 {
	du := float64(d) * unit
	if du >= 0.5 {
		return math.Inf(1)
	}
	product := 2 * du / (1 - du) * x * s
	shift := 6 * unit * (x + s) * (x + s)
	underflow := 2 * float64(d) * 0x1p-126
	return product + shift + underflow
}

// terms stands for the number of samples in the bounds on shares of the
// density, when so many have been seen of which so many at first, and it is
// not known how many will come. A block of n samples each of which has at most
// the share ε/terms makes n·ε/terms; over all blocks together that is at most
// ε, because
//
//	Σ n/terms ≤ 1/2 + ∫ dN / 2N(1+log N/first)² ≤ 1/2 + 1/2
func terms(seen, first float64) float64 {
	l := 1 + elementary.Log(seen/first)
	return 2 * seen * l * l
}

// farthest is the number of nats below the nearest sample beyond which samples
// are left out.
func farthest(terms float64) float64 { return elementary.Log(terms / skipped) }

// refineReach returns how far beyond the nearest sample squared distances must
// be computed again in float64 at the width σ, whose 2σ² is given, whatever
// they are; negative for not at all. bound is B.
//
// A sample that is t·2σ² farther than the nearest has, with the error of its
// own distance and of the others, at most the share exp(2b−t) of the density.
// All of them together, if not refined, change its logarithm by
// terms·exp(2b−t)·(exp(b)−1), which is half the tolerance at
//
//	t = 2b + log(exp(b)−1) + log(terms/(tolerance/2))
func refineReach(bound, twoVar, terms float64) float64 {
	b := bound / twoVar
	if b <= unseen {
		return -1
	}
	t := 3*b + elementary.Log(-elementary.Expm1(-b)) + elementary.Log(terms/(tolerance/2)) // exp(b) may overflow
	return t * twoVar
}
