package cost

import "gan2014/experiments/spec"

// Values read or written outside of products.
const (
	updateValues = 1.4 // for a parameter: value, velocity and gradient, some of them written
	passValues   = 3   // for an activation: forward, backward, and its mask
)

// A layer is the cost of an example in a layer.
type layer struct {
	forth   float64 // multiplications in the forward pass
	back    float64 // multiplications of the gradient of the weights; the gradient of the input takes as many
	values  float64 // outputs
	weights float64
}

// dense returns the cost of a fully connected layer.
func dense(in, out float64) layer { return layer{in * out, in * out, out, in * out} }

// pooledBack is the cost of the backward pass of a convolution, as a share of its forward pass. Only the largest value of each
// pooling window has a derivative.
const pooledBack = 1. / 15

// layersOf returns the cost of each layer of a net with the given input shape. out is the number of outputs of the last layer if
// the spec does not give it.
func layersOf(of []spec.Layer, in spec.Shape, out float64) (all []layer) {
	for _, l := range of {
		width := float64(in.Height * in.Width * in.Channels)
		switch l.Kind {
		case spec.MaxoutConv:
			h, w := in.Height+2*l.Pad-l.Kernel+1, in.Width+2*l.Pad-l.Kernel+1
			weights := float64(l.Kernel*l.Kernel*in.Channels) * float64(l.Channels*l.Pieces)
			forth := float64(h*w) * weights
			next := l.Output(in)
			all = append(all, layer{forth, forth * pooledBack, float64(next.Height * next.Width * next.Channels * l.Pieces), weights})
			in = next
		case spec.Deconv:
			channels := out / float64(((l.Reshape.Height-1)*l.Stride+l.Kernel)*((l.Reshape.Width-1)*l.Stride+l.Kernel))
			weights := float64(l.Reshape.Channels*l.Kernel*l.Kernel) * channels
			forth := float64(l.Reshape.Height*l.Reshape.Width) * weights
			all = append(all, layer{forth, forth, out, weights})
		default:
			units := float64(l.Units)
			if units == 0 {
				units = out
			}
			all = append(all, dense(width, units*float64(max(1, l.Pieces))))
			in = spec.Shape{Height: 1, Width: 1, Channels: int(units)}
		}
	}
	return all
}

// conditioned adds the cost of a condition with so many values to the layers of a net.
func conditioned(all []layer, branch *spec.Layer, classes float64) []layer {
	if branch == nil {
		return append(all, layer{forth: classes * all[0].values, back: classes * all[0].values, weights: classes * all[0].values})
	}
	units := float64(branch.Units)
	wider := units * all[1].values
	return append(all, dense(classes, units*float64(max(1, branch.Pieces))), layer{forth: wider, back: wider, weights: wider})
}

// A net is the sum of its layers' costs, and the cost of the first layer.
type net struct {
	layer
	first layer
}

func netOf(layers []layer) (n net) {
	n.first = layers[0]
	for _, l := range layers {
		n.forth += l.forth
		n.back += l.back
		n.values += l.values
		n.weights += l.weights
	}
	return n
}

// forward returns the work of the forward pass.
func (n net) forward(examples float64) Work {
	return Work{Products: 2 * examples * n.forth, Values: passValues * examples * n.values}
}

// toWeights returns the work of the gradient of the weights.
func (n net) toWeights(examples float64) Work { return Work{Products: 2 * examples * n.back} }

// toInput returns the work of the gradient of the activations. Only whole of the examples also need the gradient of the net's
// input.
func (n net) toInput(examples, whole float64) Work {
	return Work{Products: 2*examples*(n.back-n.first.back) + 2*whole*n.first.back}
}

func (n net) update() Work { return Work{Values: updateValues * n.weights} }

// nets returns the cost of adversarial nets.
func nets(run spec.Run, d data) (m model) {
	s := run.System
	batch := float64(s.Train.Batch)
	noise := spec.Shape{Height: 1, Width: 1, Channels: s.Generator.Noise.Size}
	generator := layersOf(s.Generator.Layers, noise, d.values)
	judge := layersOf(s.Discriminator.Layers, s.ImageShape(), 1)
	if c := s.Condition; c != nil {
		classes := float64(spec.Classes(s.Dataset))
		generator, judge = conditioned(generator, c.Generator, classes), conditioned(judge, c.Discriminator, classes)
	}
	if s.Masks != nil {
		generator, judge = conditioned(generator, nil, d.values), conditioned(judge, nil, d.values)
	}
	discriminator := netOf(judge)
	part := func(epochs spec.PerBudget) {
		n, _ := epochs.For(run.Budget)
		step := gameStep(netOf(generator), discriminator, batch, float64(noise.Channels), d.values, s.Train)
		if i := s.Inference; i != nil && i.When == spec.Jointly {
			e := netOf(layersOf(i.Layers, s.ImageShape(), 0))
			step = step.Plus(learning(e, batch)).Plus(e.update())
		}
		m.parts = append(m.parts, Part{n, step.Times(steps(float64(d.train), batch))})
	}
	part(s.Train.Epochs)
	for _, stage := range s.Stages {
		generator = append(layersOf(stage.Layers, noise, 0), generator...)
		part(stage.Epochs)
	}
	whole := netOf(generator)
	m.sample = func(n int) Work {
		examples := float64((n + 499) / 500 * 500) // they are drawn in batches of 500
		w := whole.forward(examples)
		w.Draws = examples * float64(noise.Channels)
		return w
	}
	m.shown = m.sample(200).Plus(extensions(run, d, whole, discriminator))
	return m
}

// gameStep returns the work of one update of G and of the updates of D before it. With simultaneous updates, one pass serves both.
func gameStep(g, d net, batch, noise, values float64, train *spec.Train) Work {
	both := func(trainG, trainD bool) Work {
		w := g.forward(batch)
		w.Draws += batch * noise
		rows := batch // rows of the input of D
		if trainD {
			rows = 2 * batch
			w = w.Plus(d.toWeights(rows)).Plus(d.update())
			w.Values += batch * values
		}
		w = w.Plus(d.forward(rows))
		w.Draws += rows * (d.values + values) / 32 // dropout masks take one bit each
		if trainG {
			w = w.Plus(d.toInput(rows, batch)).Plus(g.toWeights(batch)).Plus(g.toInput(batch, 0)).Plus(g.update())
		} else {
			w = w.Plus(d.toInput(rows, 0))
		}
		return w
	}
	if train.Update == spec.Simultaneous {
		return both(true, true)
	}
	return both(false, true).Times(float64(train.K)).Plus(both(true, false))
}
