package parzen

import (
	"math"

	"gan2014/internal/elementary"
)

// This file bounds the rounding error of the float32 matrix product, and the
// distance within which squared distances must be refined (computed again in
// float64).
//
// Let u = 2⁻²⁴ and γ = du/(1−du). The computed product of x and s (centred, d
// values) has an error of at most γ·|x|ᵀ|s| ≤ γ‖x‖‖s‖, for any order of
// summation (Higham 2002, "Accuracy and Stability of Numerical Algorithms",
// section 3.1), and a little more where it underflows. The rounding of the
// centred values, each by a factor within 1±u, changes a squared distance by
// less than 3u(‖x‖+‖s‖)². The float32 roundings of ‖s‖²/2, of its difference
// from the product, and of the reference that is then subtracted, together
// change it by as much at most. So the error of a squared distance is at most
//
//	B = 2γ‖x‖‖s‖ + 6u(‖x‖+‖s‖)² + 2d·2⁻¹²⁶
//
// and the error of a log density at most b = B/2σ². B is a pessimistic bound:
// on MNIST, for 10,000 training images against others, it is about .007, while
// the largest error is 3·10⁻⁵. Even that error is too large for a σ near .1.
// Refining up to this bound is cheap because few samples are near enough to
// matter: of the 10,000, on average over test images, 4 a row at σ = .2 and 84
// at σ = 1.
const unit = 1.0 / (1 << 24)

// tolerance is the error in nats that distances may cause in a row's log
// density. The package promises 10⁻⁴ nats; the rest is for float32
// exponentials. A term exp(−t) has an error of 3ut from its argument and 2⁻²²
// from the polynomial. 64 terms, then 16 such sums, are added in float32 before
// they are added in float64. The average of t, weighted by the terms, is less
// than log N, so the error of a sum is below 3u·log N + 2⁻²² + 68u < 10⁻⁵ up to
// N = 10¹⁰.
const tolerance = 0.9e-4

// unseen is the largest b that needs no refinement. Each block's error is then
// at most half the tolerance of its own part of the density. The same holds
// after refinement, where all blocks together add another half: see margin.
const unseen = tolerance / 2

// skipped is the largest share of the density that all omitted far samples may
// have together.
const skipped = 1e-12

// distanceError returns B for a point of norm x and samples of norm up to s in
// d dimensions.
func distanceError(x, s float64, d int) float64 {
	du := float64(float64(d) * unit)
	if du >= 0.5 {
		return math.Inf(1)
	}
	product := float64(2 * du / (1 - du) * x * s)
	shift := float64(6 * unit * (x + s) * (x + s))
	underflow := float64(2 * float64(d) * 0x1p-126)
	return product + shift + underflow
}

// terms returns a number that replaces the number of all samples in the bounds
// on shares of the density, because nobody knows how many samples will follow.
// seen is the number of samples so far, first the size of the first block.
//
// If each of the n samples of a block has at most the share ε/terms, the block
// has at most n·ε/terms. All blocks together have at most ε, because
//
//	Σ n/terms ≤ 1/2 + ∫ dN / 2N(1+log N/first)² ≤ 1/2 + 1/2
func terms(seen, first float64) float64 {
	l := 1 + elementary.Log(seen/first)
	return 2 * seen * l * l
}

// farthest returns how many nats below the nearest sample's term another
// sample's term may lie; samples beyond it are omitted.
func farthest(terms float64) float64 { return elementary.Log(terms / skipped) }

// refineReach returns how far beyond the nearest sample squared distances must
// be refined at the width σ, for any arrangement of the samples. It returns a
// negative number if none must. bound is B, and twoVar is 2σ².
//
// A sample that is t·2σ² farther than the nearest has at most the share
// exp(2b−t) of the density, with the error of its own distance and of the
// others. All such samples together, if not refined, change the log density by
// terms·exp(2b−t)·(exp(b)−1). This is half the tolerance at
//
//	t = 2b + log(exp(b)−1) + log(terms/(tolerance/2))
func refineReach(bound, twoVar, terms float64) float64 {
	b := bound / twoVar
	if b <= unseen {
		return -1
	}
	t := float64(3*b) + elementary.Log(-elementary.Expm1(-b)) + elementary.Log(terms/(tolerance/2)) // exp(b) may overflow
	return t * twoVar
}
