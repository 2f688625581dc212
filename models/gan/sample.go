package gan

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// Sample draws n images (n×values) from the generator.
func (t *Trainer) Sample(n int, noise rng.Stream) (nn.Matrix[float32], error) {
	return t.Generator().Sample(n, noise)
}

// Generate returns the images (n×values) of given z (n×noise size).
func (t *Trainer) Generate(z nn.Matrix[float32]) (nn.Matrix[float32], error) {
	return t.Generator().Generate(z)
}

// Noise draws z (n×noise size) from the prior.
func (t *Trainer) Noise(n int, noise rng.Stream) nn.Matrix[float32] {
	return t.Generator().Noise(n, noise)
}

// Generator returns the generator that samples are drawn from. It shares the trainer's parameters: those of the last update, or their
// average if the recipe has one.
func (t *Trainer) Generator() Generator {
	net := t.pair.G
	if t.config.AverageDecay != 0 {
		net = t.pair.G.Averaged()
	}
	return Generator{net, t.config.Noise, t.config.Classes, t.config.Masks != nil}
}
