// Package theory computes what "Generative Adversarial Nets" (Goodfellow et al., 2014) says of such nets in its sections 3, 4 and 6, where
// densities are known or digits will do: that the best discriminator is p/(p+q) (Proposition 1), that the game is then a divergence,
// least where the generator has the density of the data (Theorem 1), that small steps lead there (Proposition 2, Figure 1), that
// log(1−D) teaches a poor generator nothing (section 3), and that a generator which is trained too much collapses (section 6). The nets are those of package gan, moved step by step; the divergences those of
// package divergence. A study gives numbers, and sentences that these agree with or do not.
package theory
