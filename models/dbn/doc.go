// Package dbn trains deep belief nets: stacks of restricted Boltzmann machines (Hinton, Osindero and Teh 2006).
//
// A restricted Boltzmann machine gives binary visible units v and hidden units h the probability
//
//	p(v,h) = exp(−E(v,h)) / Z,  E(v,h) = −v·W·h − b·v − c·h
//
// so that the units of one layer are independent given the other: p(hⱼ=1|v) = σ(v·W+c)ⱼ and p(vᵢ=1|h) = σ(W·h+b)ᵢ. Summed
// over h, p(v) = exp(−F(v))/Z with the free energy F(v) = −b·v − Σⱼ log(1+exp(v·W+c)ⱼ). The gradient of the likelihood has two
// parts, −∂F at the data and its mean under the model. The second is estimated on a Gibbs chain: k steps from the data
// (contrastive divergence, CD-k), or chains that go on from update to update (persistent, PCD-k).
//
// Layers are trained one after another, from the images up. The first sees intensities in [0,1] as the probabilities of its
// visible units; each next one sees the hidden probabilities of the one below. Samples come from a Gibbs chain in the top
// machine, whose visible states are then passed down.
//
// Goodfellow et al. 2014 quote their deep belief net from Bengio, Mesnil, Dauphin and Rifai 2013, "Better mixing via deep
// representations", whose sizes, rates and protocol of sampling we do not know: docs/baselines.md says what was chosen, and why.
package dbn
