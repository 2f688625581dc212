// Package cae trains stacks of contractive auto-encoders (Rifai, Vincent, Muller, Glorot and Bengio 2011) and walks on what
// they learn.
//
// An auto-encoder with tied weights W (units×inputs) takes x to a code and back,
//
//	h = f(x) = σ(W·x + c),  r = g(h) = σ(Wᵀ·h + b)
//
// A contractive one is also kept from following x: to the reconstruction's cross-entropy comes λ times the squared Frobenius
// norm of the Jacobian of the code. With J = diag(h(1−h))·W that is Σⱼ (hⱼ(1−hⱼ))²·|Wⱼ|², and no Jacobian is ever formed.
// Only directions that reconstruction needs, those along which the data vary, survive in J. Auto-encoders are stacked: each
// next one is trained on the codes of the one below.
//
// Samples come from the walk of Rifai, Bengio, Dauphin and Vincent 2012, "A generative process for sampling contractive
// auto-encoders": a step encodes, moves the code by J·Jᵀ·ε with ε normal, that is along those directions, and decodes.
//
// Goodfellow et al. 2014 quote their stacked auto-encoder from Bengio, Mesnil, Dauphin and Rifai 2013, "Better mixing via deep
// representations", whose sizes, rates and protocol of sampling we do not know: docs/baselines.md says what was chosen, and why.
package cae
