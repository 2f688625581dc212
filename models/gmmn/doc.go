// Package gmmn trains generative moment matching networks (Li, Swersky and Zemel 2015, "Generative Moment Matching Networks"): generators without
// a discriminator, whose loss is the maximum mean discrepancy between a minibatch x and as many samples y,
//
//	MMD² = mean k(x, x′) + mean k(y, y′) − 2 mean k(x, y),     k(a, b) = Σ_q exp(−‖a−b‖²/2q)
//
// over all pairs, also of an element with itself. The loss is MMD, the root, as in the authors' code (yujiali/gmmn). With an auto-encoder, which is
// trained first, x and y are codes, and a sample is the decoded y (their GMMN+AE).
package gmmn
