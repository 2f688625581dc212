package cost

import "gan2014/experiments/spec"

// adamValues is the number of values that Adam reads or writes for a parameter.
const adamValues = 3.0

// variationalAutoencoder returns the cost of an encoder and a decoder.
func variationalAutoencoder(run spec.Run, d data) model {
	r := run.System.VAE
	z := spec.Shape{Height: 1, Width: 1, Channels: r.Latent}
	encoder, decoder := netOf(layersOf(r.Encoder.Layers, run.System.ImageShape(), 0)), netOf(layersOf(r.Decoder.Layers, z, 0))
	batch := float64(r.Batch)
	step := learning(encoder, batch).Plus(learning(decoder, batch)).Plus(decoder.toInput(0, batch))
	step = step.Plus(Work{Values: adamValues*(encoder.weights+decoder.weights) + 4*batch*d.values, Draws: batch * float64(r.Latent)})
	epochs, _ := r.Epochs.For(run.Budget)
	sample := func(n int) Work {
		w := decoder.forward(float64(n))
		w.Draws = float64(n * r.Latent)
		return w
	}
	shown := sample(200)
	if l := run.System.Evaluation.Likelihood; l != nil {
		n := trajectories(l)
		shown = shown.Plus(decoder.forward(n)).Plus(decoder.toInput(n, n))
	}
	return model{parts: []Part{{epochs, step.Times(steps(float64(d.train), batch))}}, sample: sample, shown: shown}
}
