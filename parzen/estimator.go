package parzen

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
)

// An Estimator is the Parzen window over a set of samples. It must come from
// [New] or [Stream]. Its methods may be called at the same time.
type Estimator struct {
	// Workers is how many tiles are worked on at once: see [Accumulator].
	Workers int

	// Progress, unless nil, is called many times a second, by one goroutine at a
	// time, with the number of pairs of a point and a sample that are done, of
	// x.N times the number of samples.
	Progress func(pairs int64)

	blocks iter.Seq2[Points, error]
}

// New makes the window over the samples. It keeps samples.Data, which must not
// change afterwards. Samples that are empty, of the wrong shape or not finite
// are an error.
func New(samples Points) (*Estimator, error) {
	if err := samples.check(); err != nil {
		return nil, fmt.Errorf("samples: %w", err)
	}
	return Stream(func(yield func(Points, error) bool) { yield(samples, nil) }), nil
}

// Stream makes the window over samples that come in blocks, of which only one
// is held at a time. Each call of a method goes through all blocks once
// ([Estimator.Optimal] several times), and they must be the same ones every
// time. A block may use the memory of the one before. An error instead of a
// block ends the call with that error.
func Stream(blocks iter.Seq2[Points, error]) *Estimator { return &Estimator{blocks: blocks} }

// LogProb returns the log density in nats of every row of x at every σ:
// element [j][i] is that of row i at sigmas[j]. The distances are computed once for
// all sigmas. An unusable σ, points that are empty, of another dimension than
// the samples or not finite, and the end of ctx are errors.
//
// What it holds beside x is said at [NewAccumulator].
func (e *Estimator) LogProb(ctx context.Context, x Points, sigmas []float64) ([][]float64, error) {
	lls, _, err := e.slopes(ctx, x, sigmas)
	return lls, err
}

// slopes returns the log densities and their derivatives by log σ.
func (e *Estimator) slopes(ctx context.Context, x Points, sigmas []float64) (lls, slopes [][]float64, err error) {
	if e.blocks == nil {
		return nil, nil, errors.New("estimator without samples: make it with New")
	}
	a, err := NewAccumulator(x, sigmas)
	if err != nil {
		return nil, nil, err
	}
	a.Workers = e.Workers
	if e.Progress != nil {
		var mu sync.Mutex
		var done int64
		a.done = func(pairs int) {
			mu.Lock()
			defer mu.Unlock()
			done += int64(pairs)
			e.Progress(done)
		}
	}
	for block, err := range e.blocks {
		if err == nil {
			err = a.Add(ctx, block)
		}
		if ctx.Err() != nil {
			return nil, nil, fmt.Errorf("log density of %d points: %w", x.N, ctx.Err())
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return a.results()
}
