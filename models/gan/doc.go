// Package gan trains generative adversarial nets as Goodfellow et al. did in 2014.
//
// A generator G turns noise z into an image. A discriminator D gives the probability that an image comes from the data. D learns
// to distinguish data from generated images, and G learns to make images that D takes for data. Their losses are:
//
//	L_D = ½·[ mean −log D(x) + mean −log(1−D(G(z))) ]      goodfeli/adversarial __init__.py:353
//	L_G = mean −log D(G(z))                                 __init__.py:355-359, the "non-saturating" loss of paper §3
//
// The original code takes one simultaneous step for each minibatch: it computes both gradients at the old parameters, on the same
// G(z) and the same dropout masks. Two options follow the paper instead: Algorithm 1, which takes k steps of D and then one of G on
// new noise, and the saturating loss mean log(1−D(G(z))).
//
// Section 7 of the paper says what such nets can also do. Both nets may be given the class of an image (Config.Classes), the generator may
// complete images (Masks), a further net may predict z (Inference), and the discriminator may begin a classifier (Trainer.Recogniser).
//
// A [Config] is the recipe, and a [Trainer] trains the nets by epochs, stage by stage. Package nn computes layers and gradients.
package gan
