// Package vae trains variational auto-encoders (Kingma and Welling 2014, "Auto-Encoding Variational Bayes"; Rezende, Mohamed and Wierstra 2014).
//
// An encoder gives a normal distribution q(z|x) with a diagonal covariance, and a decoder the mean G(z) of a normal distribution of images with the
// variance σ². Both maximise the lower bound of log p(x)
//
//	E_q log N(x; G(z), σ²I) − KL(q(z|x) ‖ N(0, I)),     KL = ½ Σ (μ² + exp(v) − 1 − v)
//
// with μ and v, the logarithms of the variances, the outputs of the encoder, and one draw of z for each image of a minibatch.
package vae
