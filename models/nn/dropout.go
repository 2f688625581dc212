package nn

import (
	"math"

	"gan2014/internal/rng"
	"gan2014/models/nn/kernel"
)

// Dropout fills masks of inverted dropout: 1/keep with probability keep, to the nearest 1/65,536, else 0. Its words are scratch
// memory, kept between calls.
type Dropout struct{ words []uint16 }

// Fill draws the mask m from the stream.
func (d *Dropout) Fill(s rng.Stream, m []float32, keep float64) {
	if len(d.words) < len(m) {
		d.words = make([]uint16, len(m))
	}
	s.Words(d.words[:len(m)])
	kernel.Mask(m, d.words[:len(m)], int(math.Round(keep*65536)), float32(1/keep))
}
