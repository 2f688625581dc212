package gmmn

import "gan2014/models/nn"

// A Config is the recipe of a moment matching network.
type Config struct {
	Noise       int        // values of z
	Uniform     bool       // z is uniform with mean 0 and variance 1, and otherwise N(0, I)
	Generator   []nn.Layer // from z to an image, or to a code
	Variances   []float64  // q of the kernels, in the squared units of what is compared
	Autoencoder *Autoencoder
	Batch       int     // images in a minibatch, of both trainings, and samples
	Rate        nn.Ramp // learning rate by epoch of the generator, for the gradient of MMD
	Momentum    float64
}

// An Autoencoder is the recipe of the codes that are compared in the place of images.
type Autoencoder struct {
	Epochs  int
	Encoder []nn.Layer // from image to code
	Decoder []nn.Layer // from code to image; the last one is sigmoid
	Adam    nn.Adam
}
