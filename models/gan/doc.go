// Package gan trains generative adversarial nets as Goodfellow et al. did in 2014.
//
// A generator G turns noise z into an image, a discriminator D gives the probability that an image is from the data. D is
// trained to tell the two apart, G to be taken for data:
//
//	L_D = ½·[ mean −log D(x) + mean −log(1−D(G(z))) ]      goodfeli/adversarial __init__.py:353
//	L_G = mean −log D(G(z))                                 __init__.py:355-359, the "non-saturating" loss of paper §3
//
// The original code takes one simultaneous step for each minibatch: both gradients at the old parameters, on the same G(z)
// and the same dropout masks. Algorithm 1 of the paper, k steps of D and then one of G on new noise, and the saturating loss
// mean log(1−D(G(z))) are options.
package gan
