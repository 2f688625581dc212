// Package rbm has the restricted Boltzmann machine of which deep belief nets (package dbn) and deep Boltzmann machines (package dbm) are
// stacks.
//
// A restricted Boltzmann machine gives binary visible units v and hidden units h the probability
//
//	p(v,h) = exp(−E(v,h)) / Z,  E(v,h) = −v·W·h − b·v − c·h
//
// so that the units of one layer are independent given the other: p(hⱼ=1|v) = σ(v·W+c)ⱼ and p(vᵢ=1|h) = σ(W·h+b)ᵢ.
//
// A layer of a deep Boltzmann machine has input from below and from above. A machine that is trained before the layers are joined counts the
// one input that it has twice, in the place of the other (Salakhutdinov and Hinton 2009, section 3.1): see [Machine].
package rbm
