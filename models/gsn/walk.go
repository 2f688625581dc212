package gsn

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A walk takes some steps of the chain for several images (rows) at once, and keeps the values that the backward pass needs.
type walk[T nn.Float] struct {
	net     *net[T]
	noise   *noise[T]
	moments []moment[T] // from moment 0, before the first step, to the last step
	costs   []float64   // of each step: cross-entropy of its reconstructions in nats, summed over images

	values, slopes []nn.Matrix[T] // of each layer at all moments, one below the other
	sums           []nn.Matrix[T] // scratch: the input of each layer without its bias
}

// A moment has views of the layers after a step. A matrix has no rows if its values are all 0 or not needed.
type moment[T nn.Float] struct {
	values []nn.Matrix[T] // of each layer, as its neighbours see them
	tanh   []nn.Matrix[T] // of each hidden layer, before the noise behind it
	means  nn.Matrix[T]   // p
	slopes []nn.Matrix[T] // derivatives of the loss by the input of each layer
}

// newWalk returns a walk of some steps for a number of images.
func newWalk[T nn.Float](n *net[T], source *noise[T], steps, rows int) *walk[T] {
	layers := len(n.bias)
	w := &walk[T]{net: n, noise: source, moments: make([]moment[T], steps+1), costs: make([]float64, steps)}
	for t := range w.moments {
		w.moments[t] = moment[T]{values: make([]nn.Matrix[T], layers), tanh: make([]nn.Matrix[T], layers), slopes: make([]nn.Matrix[T], layers)}
	}
	across := func(first, last, units int, of func(m *moment[T]) *nn.Matrix[T]) nn.Matrix[T] {
		all := nn.NewMatrix[T]((last-first+1)*rows, units)
		for t := first; t <= last; t++ {
			*of(&w.moments[t]) = all.From((t - first) * rows).First(rows)
		}
		return all
	}
	for i, b := range n.bias {
		units, last := b.Value.Cols, steps
		if i > 0 && i%2 == 0 {
			last-- // no layer uses the values after the last step
		}
		w.slopes = append(w.slopes, across(1, last, units, func(m *moment[T]) *nn.Matrix[T] { return &m.slopes[i] }))
		w.sums = append(w.sums, nn.NewMatrix[T](rows, units))
		value := func(m *moment[T]) *nn.Matrix[T] { return &m.values[i] }
		if i == 0 {
			w.values = append(w.values, across(0, steps-1, units, value))
			across(1, steps, units, func(m *moment[T]) *nn.Matrix[T] { return &m.means })
			continue
		}
		w.values = append(w.values, across(1, last, units, value))
		across(1, last, units, func(m *moment[T]) *nn.Matrix[T] { return &m.tanh[i] })
	}
	return w
}

// forward walks from images x with noise from a stream, and stores the costs.
func (w *walk[T]) forward(x nn.Matrix[T], s rng.Stream) {
	w.start(x, s)
	for t := range w.costs {
		now := &w.moments[t+1]
		w.reconstruct(&w.moments[t], now, s)
		w.costs[t] = nn.CrossEntropy(x, w.sums[0], w.net.bias[0].Value, now.means)
		if t+1 < len(w.costs) {
			w.ascend(now, s)
		}
	}
}

// start sets the image layer of the first moment to images with salt and pepper, and the layers above it to 0.
func (w *walk[T]) start(x nn.Matrix[T], s rng.Stream) {
	image := w.moments[0].values[0]
	copy(image.Data, x.Data)
	w.noise.addSaltAndPepper(s, image)
}

// reconstruct computes the first half of a step: the odd layers, and the means of the image.
func (w *walk[T]) reconstruct(before, now *moment[T], s rng.Stream) {
	for i := 1; i < len(now.values); i += 2 {
		w.updateLayer(i, now, before.values, s)
	}
	clear(w.sums[0].Data)
	w.net.sumNeighbours(w.sums[0], 0, now.values)
	nn.Sigmoid(now.means, w.sums[0], w.net.bias[0].Value)
}

// ascend computes the second half of a step: a draw of the image, and the even layers above it.
func (w *walk[T]) ascend(now *moment[T], s rng.Stream) {
	w.noise.draw(s, now.values[0], now.means, w.sums[0])
	for i := 2; i < len(now.values); i += 2 {
		w.updateLayer(i, now, now.values, s)
	}
}

// updateLayer computes the values of hidden layer i from those of its neighbours.
func (w *walk[T]) updateLayer(i int, now *moment[T], neighbours []nn.Matrix[T], s rng.Stream) {
	sum := w.sums[i]
	clear(sum.Data)
	w.net.sumNeighbours(sum, i, neighbours)
	if i > 1 {
		w.noise.add(s, sum)
	}
	nn.Tanh(now.tanh[i], sum, w.net.bias[i].Value)
	copy(now.values[i].Data, now.tanh[i].Data)
	if i > 1 {
		w.noise.add(s, now.values[i])
	}
}

// backward computes the gradients of the parameters for the walk that forward has just taken from x. doc.go defines the loss.
func (w *walk[T]) backward(x nn.Matrix[T]) {
	scale := 1 / T(len(x.Data))
	for t := len(w.costs); t > 0; t-- {
		now := &w.moments[t]
		for k, p := range now.means.Data {
			now.slopes[0].Data[k] = (p - x.Data[k]) * scale
		}
		for i := 1; i < len(now.slopes); i += 2 {
			w.descend(i, now, now.slopes)
		}
		for i := 2; i < len(now.slopes) && t > 1; i += 2 {
			w.descend(i, &w.moments[t-1], now.slopes)
		}
	}
	w.net.gradient(w.values, w.slopes)
}

// descend computes the derivative by the input of hidden layer i at a moment from the derivatives by the inputs of its neighbours.
func (w *walk[T]) descend(i int, then *moment[T], neighbours []nn.Matrix[T]) {
	sum := w.sums[i]
	clear(sum.Data)
	w.net.sumNeighbours(sum, i, neighbours)
	nn.TanhSlope(then.slopes[i], then.tanh[i], sum)
}
