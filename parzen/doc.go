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
// ([Estimator.Choose]), and the result is the mean over test points at that σ
// ([Estimator.Score]). The formula, the grid and the standard error are those
// of parzen_ll.py in the paper's code.
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
// One pass over the distances serves every σ. Blocks of points meet all
// samples in one float32 matrix product, ‖x−s‖² = ‖x‖² + ‖s‖² − 2x·s, after
// both were shifted by the samples' mean, which leaves the distances as they
// are and makes the cancellation small. Where its rounding could still be seen
// in the result, the distances that matter are summed again directly in
// float64 (see refine.go for the bound). A row's log density is that of exact
// arithmetic to 10⁻⁴ nats (to 10⁻¹² of its value where that is more), and the
// same bits for every number of workers.
package parzen
