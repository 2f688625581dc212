// Package parzen estimates how well a generative model fits data. It needs
// only samples of the model, as in Table 1 of Goodfellow et al. 2014,
// "Generative Adversarial Nets".
//
// A Parzen window stands in for the model's density: an equal mixture of
// Gaussians, one of width σ around each of N samples s₁…s_N in d dimensions,
//
//	log p(x) = logsumexpᵢ(−‖x−sᵢ‖²/2σ²) − log N − d·log(σ√2π)   (nats)
//
// [Estimator.Choose] chooses the σ of a grid that gives validation points the
// highest mean log density; [Estimator.Optimal] searches beyond the grid.
// [Estimator.Score] returns the mean over test points at that σ;
// [Estimator.ScoreFolds] does both for several divisions of the data. The
// formula, the grid and the standard error come from parzen_ll.py in the
// paper's code.
//
// [New] takes all samples at once. [Stream] takes them in blocks and does not
// keep them. An [Accumulator] takes blocks that can be produced only once.
//
// # What the number does not say
//
// Theis, van den Oord and Bethge 2016, "A note on the evaluation of generative
// models", show that the estimate is poor in high dimension and can rank
// models wrongly: the centres of k-means score above true images. Three things
// change it although the model stays the same:
//
//   - The number of samples. The estimate grows with N, far beyond any N in
//     use, so compare only results of equal N. The paper's N is 10,000.
//   - The grid of σ. At a distance Δσ from the best σ the log density is lower
//     by about d·(Δσ/σ)² nats: with d = 784 the paper's ten values cost up to
//     12 nats. A choice at the end of the grid ([Choice] AtEdge) need not be
//     near a maximum.
//   - The kind of samples. Means and prototypes score above honest samples.
//
// # How it is computed
//
// One pass over the samples serves every σ. The squared distances of a tile of
// points and samples come from a float32 matrix product,
// ‖x−s‖² = ‖x‖² + ‖s‖² − 2x·s. Before it, a mean of the points is subtracted
// from both, which does not change the distances and makes the cancellation
// small. While a tile is in the cache, the samples near enough to matter are
// selected. Where the rounding of the product could show in the result, the
// distances are computed again directly in float64 (refine.go has the bound).
// The exponentials of the selected samples are summed in vectorised float32,
// the widest σ first.
//
// A row's log density agrees with exact arithmetic to 10⁻⁴ nats (or to 10⁻¹²
// of its value, if that is more). It has the same bits for every number of
// workers. The omitted samples together make less than 10⁻¹² of the density.
// If clusters are tight and far apart, more distances must be computed
// directly, at worst all of them. The density of finite values is never 0 or
// infinite; such a result is returned as an error.
//
// Package products computes the products in a fixed order. The loops between
// them are in C, or in Go if there is no C compiler. So the result has the
// same bits on every processor and for every number of threads.
package parzen
