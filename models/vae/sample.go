package vae

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// Sample draws n images (n×values): the means G(z) of the decoder for z from the prior, without the noise of its output, which is the window's.
func (t *Trainer) Sample(n int, noise rng.Stream) (nn.Matrix[float32], error) {
	z := nn.NewMatrix[float32](n, t.config.Latent)
	rng.Normal(noise, z.Data)
	return nn.Apply(t.nets.decoder, z)
}

// Decoder returns the net from z, of N(0, I), to the mean of an image.
func (t *Trainer) Decoder() *nn.Net[float32] { return t.nets.decoder }
