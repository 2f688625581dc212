// Package gsn trains deep generative stochastic networks (Bengio, Thibodeau-Laufer, Alain and Yosinski 2014): nets that learn one
// step of a Markov chain whose stationary distribution is that of the data.
//
// Layer 0 is the image, the layers above are tanh units, and neighbouring layers are joined by one matrix of weights that both
// directions use. A step of the chain first moves the odd layers, given the even ones, and then the even ones, given the odd:
//
//	h₁ = tanh(h₀·W₁ + h₂·W₂ᵀ + b₁)
//	p  = σ(h₁·W₁ᵀ + b₀);  h₀ = a draw of p, with salt and pepper
//	h₂ = tanh(h₁·W₂ + b₂ + noise) + noise
//
// Training starts the chain at an image x, with salt and pepper and with zeros above, and walks some steps (walkback). At each
// of them p has to reconstruct x, so that the chain is pulled back to the data from wherever it wanders:
//
//	loss = Σ over steps, mean over images and pixels, of −x·log p − (1−x)·log(1−p)
//
// Its gradient goes back through all steps and all layers but not through the draws of h₀. Samples are the p of a chain that
// walks on and on. The original program is yaoli/GSN; docs/baselines.md says what it states and what we had to choose.
package gsn
