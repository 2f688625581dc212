// Package ais estimates the likelihood of a decoder with a Gaussian output by annealed importance sampling (Neal 2001; Wu, Burda,
// Salakhutdinov and Grosse 2017, "On the Quantitative Analysis of Decoder-Based Generative Models"):
//
//	p(x) = ∫ p(z)·N(x; G(z), σ²I) dz
//
// Chains begin at draws of the prior of z and go to the posterior, given x, through the distributions p(z)·exp(−β|x−G(z)|²/2σ²) for β from 0 to
// 1. The weights of the chains average to p(x), so the logarithm of their mean is, on average, a lower bound of log p(x). Chains that go back from
// an exact draw of the posterior, which is known where x was made from z, give an upper bound. The gap between both bounds says how far the
// estimate can be off (bidirectional Monte Carlo, Grosse et al. 2015).
//
// With β = 1 alone the estimate is that of a Parzen window on the samples G(z). At each β on the way it is the likelihood at the standard
// deviation σ/√β, so one run gives the whole curve over σ from the smallest one up.
package ais
