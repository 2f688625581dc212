// Package cae trains stacks of contractive auto-encoders (Rifai, Vincent, Muller, Glorot and Bengio 2011) and walks on what
// they learn.
//
// An auto-encoder with tied weights W (units×inputs) takes x to a code and back,
//
//	h = f(x) = σ(W·x + c),  r = g(h) = σ(Wᵀ·h + b)
//
// The code of a contractive auto-encoder changes little with x. Its loss is the reconstruction's cross-entropy plus λ times the
// squared Frobenius norm of the code's Jacobian J = diag(h(1−h))·W. The norm is Σⱼ (hⱼ(1−hⱼ))²·|Wⱼ|², so the program never forms J.
// Only the directions that reconstruction needs, along which the data vary, remain in J. Auto-encoders are stacked: each further one
// learns from the codes of the one below.
//
// Samples come from the walk of Rifai, Bengio, Dauphin and Vincent 2012, "A generative process for sampling contractive
// auto-encoders". A step encodes, moves the code along those directions by J·Jᵀ·ε with ε normal, and decodes.
//
// Goodfellow et al. 2014 quote their stacked auto-encoder from Bengio, Mesnil, Dauphin and Rifai 2013, "Better mixing via deep
// representations". We do not know its sizes, rates and sampling protocol. docs/baselines.md says what we chose, and why.
package cae
