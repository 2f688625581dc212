// Package rng is the program's only source of random numbers. It provides streams that are named after their use.
//
// A stream depends only on (seed, name, index…). The noise of update 1234 is the same in an uninterrupted run, in a run resumed from a
// checkpoint, and beside other runs on the machine. A new stream never changes the values of other streams. A checkpoint therefore stores
// the number of the next update and no generator state.
package rng

import (
	"crypto/sha256"
	"fmt"
	"math/rand/v2"
)

// A Stream is a named ChaCha8 generator.
type Stream struct {
	*rand.Rand
	source *rand.ChaCha8
}

// For returns the stream for a use ("init/G/0", "noise", "dropout/D", "shuffle", "eval") at an index such as an update or epoch.
func For(seed int64, name string, index ...int) Stream {
	key := sha256.Sum256(fmt.Appendf(nil, "%d/%s%v", seed, name, index))
	source := rand.NewChaCha8(key)
	return Stream{rand.New(source), source}
}

// Uniform fills dst with draws from U(lo, hi), each from 24 random bits.
func Uniform[T float32 | float64](s Stream, dst []T, lo, hi float64) {
	for i := range dst {
		dst[i] = T(lo + float64((hi-lo)*(float64(s.source.Uint64()>>40)+0.5)/(1<<24)))
	}
}

// Words fills dst with random bits.
func (s Stream) Words(dst []uint16) {
	i := 0
	for ; i+4 <= len(dst); i += 4 {
		w := s.source.Uint64()
		dst[i], dst[i+1], dst[i+2], dst[i+3] = uint16(w), uint16(w>>16), uint16(w>>32), uint16(w>>48)
	}
	for ; i < len(dst); i++ {
		dst[i] = uint16(s.source.Uint64())
	}
}
