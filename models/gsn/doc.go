// Package gsn trains deep generative stochastic networks (Bengio, Thibodeau-Laufer, Alain and Yosinski 2014): nets that learn one
// step of a Markov chain whose stationary distribution is that of the data.
//
// Layer 0 is the image, and the layers above have tanh units. One matrix of weights joins two neighbouring layers and serves both
// directions. A step of the chain first updates the odd layers, given the even ones, and then the even ones, given the odd:
//
//	h₁ = tanh(h₀·W₁ + h₂·W₂ᵀ + b₁)
//	p  = σ(h₁·W₁ᵀ + b₀);  h₀ = a draw of p, with salt and pepper
//	h₂ = tanh(h₁·W₂ + b₂ + noise) + noise
//
// Training starts the chain at an image x, with salt and pepper and with zeros above, and takes some steps (walkback). At each step
// p has to reconstruct x, so the chain learns to return to the data:
//
//	loss = Σ over steps, mean over images and pixels, of −x·log p − (1−x)·log(1−p)
//
// Its gradient goes back through all steps and all layers but not through the draws of h₀. Samples are the p of a long chain. The
// original program is yaoli/GSN; docs/baselines.md says what it states and what we had to choose.
package gsn
