package nn

import (
	"gan2014/internal/rng"
	"gan2014/models/nn/kernel"
)

// Bernoulli draws binary values. Its words are scratch memory, kept between calls.
type Bernoulli[T Float] struct{ words []uint16 }

// Draw sets each value of dst to 1 with the probability in p, to the nearest 1/65,536, else to 0.
func (b *Bernoulli[T]) Draw(s rng.Stream, dst, p Matrix[T]) {
	if len(b.words) < len(p.Data) {
		b.words = make([]uint16, len(p.Data))
	}
	words := b.words[:len(p.Data)]
	s.Words(words)
	kernel.Bernoulli(dst.Data, p.Data, words)
}
