// Package rng is the only source of randomness: streams named after their use.
//
// A stream is a function of (seed, name, index…) and of nothing else: the noise of update 1234 is the same whether the run
// got there in one go, was resumed from a checkpoint, or shares the machine with other runs, and a new stream never changes
// the values of the others. So a checkpoint stores the number of the next update and no generator state.
package rng

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
)

// A Stream is a named ChaCha8 generator.
type Stream struct{ *rand.Rand }

// For returns the stream of a use ("init/G/0", "noise", "dropout/D", "shuffle", "eval"), at an index such as an update or epoch.
func For(seed int64, name string, index ...int) Stream {
	key := sha256.Sum256(fmt.Appendf(nil, "%d/%s%v", seed, name, index))
	return Stream{rand.New(rand.NewChaCha8(key))}
}

// Uniform fills dst with U(lo, hi), 24 random bits a value.
func Uniform[T float32 | float64](s Stream, dst []T, lo, hi float64) {
	s.words(len(dst), func(i int, w uint32) {
		dst[i] = T(lo + (hi-lo)*(float64(w>>8)+0.5)/(1<<24))
	})
}

// Normal fills dst with N(0, 1).
func Normal[T float32 | float64](s Stream, dst []T) {
	for i := range dst {
		dst[i] = T(s.NormFloat64())
	}
}

// Mask fills dst with an inverted-dropout mask: 1/keep with probability keep (to 2⁻³²), else 0.
func Mask[T float32 | float64](s Stream, dst []T, keep float64) {
	limit, scale := uint64(keep*(1<<32)), T(1/keep)
	s.words(len(dst), func(i int, w uint32) {
		dst[i] = 0
		if uint64(w) < limit {
			dst[i] = scale
		}
	})
}

// words calls use with n random 32-bit words, two from each draw.
func (s Stream) words(n int, use func(i int, w uint32)) {
	for i := 0; i < n; i += 2 {
		w := s.Uint64()
		use(i, uint32(w))
		if i+1 < n {
			use(i+1, uint32(w>>32))
		}
	}
}
