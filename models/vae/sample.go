package vae

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// chunk is the number of samples drawn at a time.
const chunk = 500

// Sample draws n images (n×values): the means G(z) of the decoder for z from the prior, without the noise of its output, which is the window's.
func (t *Trainer) Sample(n int, noise rng.Stream) (nn.Matrix[float32], error) {
	z := nn.NewMatrix[float32](chunk, t.config.Latent)
	var image *nn.Node[float32]
	program, err := nn.Build(func(g *nn.Graph[float32]) []*nn.Node[float32] {
		image, _ = t.nets.decoder.Forward(g, g.Input("z", z), nn.Pass[float32]{})
		return []*nn.Node[float32]{image}
	})
	if err != nil {
		return nn.Matrix[float32]{}, err
	}
	images := nn.NewMatrix[float32](n, image.Cols)
	for done := 0; done < n; done += chunk {
		rng.Normal(noise, z.Data)
		if err := program.Run(); err != nil {
			return nn.Matrix[float32]{}, err
		}
		copy(images.From(done).Data, image.Data)
	}
	return images, nil
}

// Decoder returns the net from z, of N(0, I), to the mean of an image.
func (t *Trainer) Decoder() *nn.Net[float32] { return t.nets.decoder }
