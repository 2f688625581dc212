package vae

import "gan2014/models/nn"

// A Config is the recipe of a variational auto-encoder.
type Config struct {
	Latent   int        // values of z
	Encoder  []nn.Layer // from image to μ and v; the last one is "linear" with 2·Latent units
	Decoder  []nn.Layer // from z to image; the last one has one unit for each value
	Variance float64    // σ² of the output
	Batch    int        // images in a minibatch
	Adam     nn.Adam
}
