// Package parzen estimates how well a generative model fits data from samples
// of the model alone, as in Table 1 of Goodfellow et al. 2014, "Generative
// Adversarial Nets".
//
// The model's density is replaced by a Parzen window: an equal mixture of
// Gaussians, one of width σ around each of N samples s₁…s_N in d dimensions,
//
//	log p(x) = logsumexpᵢ(−‖x−sᵢ‖²/2σ²) − log N − d·log(σ√2π)   (nats)
//
// σ is the one with the highest mean log density on validation points
// ([Estimator.Choose], or [Estimator.Optimal] without a grid), and the result
// is the mean over test points at that σ ([Estimator.Score], or
// [Estimator.ScoreFolds] over several divisions of the data). The formula, the
// grid and the standard error are those of parzen_ll.py in the paper's code.
//
// Samples are given at once ([New]), or in blocks that are not kept ([Stream],
// and [Accumulator] where the blocks cannot be asked for twice).
//
// # What the number does not say
//
// Theis, van den Oord and Bethge 2016, "A note on the evaluation of generative
// models", show that the estimate is a poor one in high dimension and can rank
// models wrongly: the centres of k-means score above true images. Three things
// move it without any change of the model:
//
//   - The number of samples. It grows with N, far beyond any N in use, so only
//     results of equal N compare. The paper's is 10,000.
//   - The grid of σ. At the best σ the density falls by about d·(Δσ/σ)² nats
//     on both sides: with d = 784 the paper's ten values cost up to 12 nats. A
//     winner at the end of the grid ([Choice] AtEdge) is no maximum at all.
//   - What is drawn. Means and prototypes score above honest samples.
//
// # How it is computed
//
// One pass over the samples serves every σ. Tiles of points and samples meet
// in a float32 matrix product, ‖x−s‖² = ‖x‖² + ‖s‖² − 2x·s, after both were
// shifted by a mean of the points, which leaves the distances as they are and
// makes the cancellation small. While a tile is in the cache, the samples near
// enough to matter are picked from it; those for which the rounding of the
// product could be seen in the result are summed again directly in float64
// (see refine.go for the bound). The sums of exponentials over what was
// picked, the widest σ first, are vectorised float32.
//
// A row's log density is that of exact arithmetic to 10⁻⁴ nats (to 10⁻¹² of
// its value where that is more), and the same bits for every number of
// workers. Samples that are left out make less than 10⁻¹² of the density
// together. Where clusters are tight and far apart, more distances have to be summed
// directly, at worst all of them; no density of finite values is 0 or infinite, and one
// that came out as such would be an error.
//
// The products are those of package products, in a fixed order, and the loops
// between them are in C, or in Go where there is no C compiler: neither the
// processor nor the number of threads is in a bit of the result.
package parzen
