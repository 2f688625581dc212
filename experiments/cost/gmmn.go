package cost

import "gan2014/experiments/spec"

// matchingNetwork returns the cost of a moment matching network and its auto-encoder.
func matchingNetwork(run spec.Run, d data) model {
	r := run.System.GMMN
	batch, updates, matched := float64(r.Batch), steps(float64(d.train), float64(r.Batch)), d.values
	var m model
	var decoder net
	if codes := r.Autoencoder; codes != nil {
		matched = float64(codes.Encoder.Layers[len(codes.Encoder.Layers)-1].Units)
		encoder := netOf(layersOf(codes.Encoder.Layers, run.System.ImageShape(), 0))
		decoder = netOf(layersOf(codes.Decoder.Layers, spec.Shape{Height: 1, Width: 1, Channels: int(matched)}, 0))
		step := learning(encoder, batch).Plus(learning(decoder, batch)).Plus(decoder.toInput(0, batch))
		step = step.Plus(Work{Values: adamValues*(encoder.weights+decoder.weights) + 4*batch*d.values})
		epochs, _ := codes.Epochs.For(run.Budget)
		m.parts = append(m.parts, Part{epochs, step.Times(updates)})
	}
	generator := netOf(layersOf(r.Generator.Layers, spec.Shape{Height: 1, Width: 1, Channels: r.Noise.Size}, 0))
	step := learning(generator, batch).Plus(discrepancy(batch, matched, len(r.Variances)))
	step = step.Plus(Work{Values: 2*generator.weights + 2*batch*matched, Draws: batch * float64(r.Noise.Size)})
	epochs, _ := r.Epochs.For(run.Budget)
	m.parts = append(m.parts, Part{epochs, step.Times(updates)})
	m.sample = func(n int) Work {
		w := generator.forward(float64(n)).Plus(decoder.forward(float64(n)))
		w.Draws = float64(n * r.Noise.Size)
		return w
	}
	m.shown = m.sample(200)
	return m
}

// discrepancy returns the work of the kernels: products of all pairs, within and between two sets, and their pull on the samples.
func discrepancy(n, values float64, kernels int) Work {
	return Work{Products: 2 * values * n * n * 5, Values: 3 * n * n * float64(4+6*kernels)}
}
