// Package divergence measures how far a density q is from a density p, in one dimension, where the theory of Goodfellow et al. 2014,
// "Generative Adversarial Nets", section 4.1, can be computed and not only believed. p is that of the data, q that of the generator;
// all numbers are in nats.
//
//	KL(p‖q) = ∫ p(x)·log(p(x)/q(x)) dx                    Kullback and Leibler 1951
//	JSD(p‖q) = ½·KL(p‖m) + ½·KL(q‖m),  m = ½·(p+q)        Lin 1991
//
// Each is 0 where q = p and above 0 elsewhere. They differ in what they punish, which shows as soon as q is of too poor a kind to be p:
//
//   - KL(p‖q) punishes data that q does not expect: it is infinite when q is 0 somewhere on p's support. Its minimum, the fit of
//     greatest likelihood, covers all modes of p, and what lies between them too.
//   - KL(q‖p) punishes samples that the data do not have: it is infinite when p is 0 somewhere on q's support. Its minimum keeps to
//     one mode and gives up the others.
//   - JSD(p‖q) punishes both, and neither by more than log 2. It is symmetric, the square of a distance, and always finite.
//
// # What the discriminator has to do with it
//
// A discriminator D plays for the value
//
//	V(D, G) = ∫ p·log D + q·log(1−D) dx
//
// and the best there is against q is D* = p/(p+q) (Proposition 1, [Optimal]). Put in, it gives
//
//	V(D*, G) = −log 4 + 2·JSD(p‖q)                        (Theorem 1, [Value])
//
// so a generator against a perfect discriminator minimises the JSD, and at q = p, where D* = ½ everywhere, the value is −log 4. In
// other words: given a number that is from p or from q with equal chance, JSD(p‖q) is how much D* can tell of which, log 2 less the
// entropy that is left. That is how it is computed here.
//
// # Where it fails
//
// When the supports are disjoint D* is always right, and JSD(p‖q) = log 2 wherever q is: it says that q is wrong and not which way p
// lies. Densities that merely hardly overlap come as close to that as to leave no gradient ([ShiftGradient]).
//
// # How it is computed
//
// Integrals are sums of Gauss–Legendre rules on pieces between the knots of both densities, halved until halving changes nothing,
// on logarithms of densities and not on their ratios. Their error is below 10⁻¹⁰ for normal and uniform densities and mixtures of
// them. Closed forms, where there are any, are in closed.go; the finite case of Proposition 2, with probabilities in the place of
// densities, is in finite.go.
package divergence
