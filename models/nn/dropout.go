package nn

import (
	"math"

	"gan2014/internal/rng"
	"gan2014/models/nn/kernel"
)

// Dropout fills masks of inverted dropout: 1/keep with probability keep, to the nearest 1/65,536, else 0. It is not safe for use by several
// goroutines.
type Dropout struct{ words [4096]uint16 } // scratch memory; streams give four words at a time, so that a whole number of draws fills it

// Fill draws the mask m from the stream.
func (d *Dropout) Fill(s rng.Stream, m []float32, keep float64) {
	for len(m) > 0 {
		n := min(len(m), len(d.words))
		s.Words(d.words[:n])
		kernel.Mask(m[:n], d.words[:n], int(math.Round(keep*65536)), float32(1/keep))
		m = m[n:]
	}
}
