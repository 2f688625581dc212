// Package divergence computes divergences between two densities p and q in one dimension. They test the theory of Goodfellow et al. 2014,
// "Generative Adversarial Nets", section 4.1, numerically. p is the density of the data and q the density of the generator. All numbers are
// in nats.
//
//	KL(p‖q) = ∫ p(x)·log(p(x)/q(x)) dx                    Kullback and Leibler 1951
//	JSD(p‖q) = ½·KL(p‖m) + ½·KL(q‖m),  m = ½·(p+q)        Lin 1991
//
// Each divergence is 0 if q = p, and positive otherwise. They penalise different errors, and so their minima differ if q belongs to a
// family that does not contain p:
//
//   - KL(p‖q) penalises data to which q gives a low probability. It is infinite if q is 0 somewhere on p's support. Its minimum is the
//     maximum-likelihood fit, which covers all modes of p and also the regions between them.
//   - KL(q‖p) penalises samples to which p gives a low probability. It is infinite if p is 0 somewhere on q's support. Its minimum covers
//     one mode and drops the others.
//   - JSD(p‖q) penalises both errors, and never exceeds log 2. It is symmetric, the square of a distance, and always finite.
//
// # The discriminator
//
// A discriminator D maximises the value
//
//	V(D, G) = ∫ p·log D + q·log(1−D) dx
//
// and the optimal discriminator against q is D* = p/(p+q) (Proposition 1, [Optimal]). Its value is
//
//	V(D*, G) = −log 4 + 2·JSD(p‖q)                        (Theorem 1, [Value])
//
// so a generator against an optimal discriminator minimises the JSD. At q = p, D* is ½ everywhere and the value is −log 4. In terms of
// information: a number is drawn from p or from q with equal probability. JSD(p‖q) is the information that D* has about its origin: log 2
// minus the remaining entropy. The package computes the JSD in this form.
//
// # Vanishing gradient
//
// If the supports are disjoint, D* is always right and JSD(p‖q) = log 2 wherever q lies, so its gradient does not show in which direction p
// lies. If the densities overlap only slightly, the gradient nearly vanishes, too ([ShiftGradient]).
//
// # Computation
//
// Integrals are sums of Gauss–Legendre rules on intervals between the knots of both densities. Each interval is halved until halving
// changes nothing. The integrands use logarithms of densities, not ratios of densities. The error is below 10⁻¹⁰ for normal and uniform
// densities and their mixtures. closed.go has the known closed forms. finite.go has the finite case of Proposition 2, with probabilities
// instead of densities.
package divergence
