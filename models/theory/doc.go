// Package theory tests claims of "Generative Adversarial Nets" (Goodfellow et al., 2014), sections 3, 4, 6 and 7, on known densities and on
// digits. A study tests one of these claims:
//
//   - Proposition 1: the best discriminator is p/(p+q).
//   - Theorem 1: with it the game measures a divergence, which is least if the generator has the density of the data.
//   - Proposition 2 and Figure 1: small steps lead to that density.
//   - Section 3: log(1−D) teaches a poor generator nothing.
//   - Section 6: a generator that is trained too much collapses; Markov chains need blurry densities, and adversarial nets do not.
//   - Section 7: inference of z can be trained for a generator that has finished training.
//
// The fields of a [Study] are its settings. Its [Result] has the lines of figures, and findings: claims with the measurements that agree with
// them or do not. The nets come from package gan and are trained step by step; the divergences come from package divergence.
package theory
