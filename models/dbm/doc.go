// Package dbm trains deep Boltzmann machines of two hidden layers (Salakhutdinov and Hinton 2009, "Deep Boltzmann Machines").
//
// Binary visible units v and hidden units h1 and h2 have the probability
//
//	p(v,h1,h2) = exp(−E(v,h1,h2)) / Z,  E = −v·W1·h1 − h1·W2·h2 − b·v − c1·h1 − c2·h2
//
// All connections are undirected, so h1 has input from both sides: p(h1=1|v,h2) = σ(v·W1 + W2·h2 + c1), p(v=1|h1) = σ(W1·h1 + b) and
// p(h2=1|h1) = σ(h1·W2 + c2). The gradient of the log-likelihood is the mean of −∂E under p(h1,h2|v), for v of the data, minus its mean under
// the model.
//
//   - The first mean has no closed form. A factorial distribution with means μ1 and μ2 stands for p(h1,h2|v): it maximises a lower bound of
//     log p(v), so that μ1 = σ(v·W1 + W2·μ2 + c1) and μ2 = σ(μ1·W2 + c2) ("mean field"). Some iterations of both equations, from one pass
//     upwards, come close to it.
//   - Gibbs chains that continue from update to update estimate the second mean (Younes 1999; Tieleman 2008). A sweep draws v and h2 given h1,
//     and h1 given both.
//
// Before that, the two pairs of layers are trained one after the other as restricted Boltzmann machines by contrastive divergence. A machine
// that has one of the two inputs of h1 counts it twice: the lower one v, the upper one h2 (section 3.1 of the paper). Both machines share the
// bias c1.
//
// Intensities in [0,1] are the probabilities of visible units, as in package dbn. Samples come from Gibbs chains of their own.
package dbm
