// Package dbn trains deep belief nets: stacks of restricted Boltzmann machines (Hinton, Osindero and Teh 2006). Package rbm has the machines.
//
// A restricted Boltzmann machine gives binary visible units v and hidden units h the probability
//
//	p(v,h) = exp(−E(v,h)) / Z,  E(v,h) = −v·W·h − b·v − c·h
//
// so that the units of one layer are independent given the other: p(hⱼ=1|v) = σ(v·W+c)ⱼ and p(vᵢ=1|h) = σ(W·h+b)ᵢ. Summed
// over h, p(v) = exp(−F(v))/Z with the free energy F(v) = −b·v − Σⱼ log(1+exp(v·W+c)ⱼ). The gradient of the likelihood has two
// parts, −∂F at the data and its mean under the model. Gibbs chains estimate the second part: they take k steps from the data
// (contrastive divergence, CD-k), or continue from update to update (persistent, PCD-k).
//
// Layers are trained one after another, from the images up. The first layer takes intensities in [0,1] as the probabilities of its
// visible units. Each further layer takes the hidden probabilities of the layer below. Samples come from a Gibbs chain in the top
// machine; the layers below turn its visible states into images.
//
// Goodfellow et al. 2014 quote their deep belief net from Bengio, Mesnil, Dauphin and Rifai 2013, "Better mixing via deep
// representations". We do not know its sizes, rates and sampling protocol. docs/baselines.md says what we chose, and why.
package dbn
