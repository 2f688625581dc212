package gsn

import (
	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A noise adds the random parts of a step to the layers. It keeps scratch memory between calls.
type noise[T nn.Float] struct {
	saltAndPepper, deviation float64

	words []uint16
	coins nn.Bernoulli[T]
}

// addSaltAndPepper sets random pixels to 0 or 1 with equal probability. The share of such pixels is that of salt and pepper, to the
// nearest 1/65,536.
func (n *noise[T]) addSaltAndPepper(s rng.Stream, x nn.Matrix[T]) {
	if len(n.words) < len(x.Data) {
		n.words = make([]uint16, len(x.Data))
	}
	words := n.words[:len(x.Data)]
	s.Words(words)
	half := int(float64(n.saltAndPepper*32768) + .5)
	for i, w := range words {
		switch {
		case int(w) < half:
			x.Data[i] = 0
		case int(w) < 2*half:
			x.Data[i] = 1
		}
	}
}

// draw sets x to a draw from the means p with salt and pepper: a pixel is 1 with probability (1−share)·p + share/2. It writes the
// probabilities to scratch.
func (n *noise[T]) draw(s rng.Stream, x, p, scratch nn.Matrix[T]) {
	share := T(n.saltAndPepper)
	for i, v := range p.Data {
		scratch.Data[i] = T((1-share)*v) + T(share/2)
	}
	n.coins.Draw(s, x, scratch)
}

// add adds Gaussian noise.
func (n *noise[T]) add(s rng.Stream, x nn.Matrix[T]) {
	for i := range x.Data {
		x.Data[i] += T(n.deviation * s.NormFloat64())
	}
}
