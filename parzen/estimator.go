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
	// Workers is the number of tiles computed at once: see [Accumulator].
	Workers int

	// Progress, unless nil, is called many times a second, by one goroutine at a
	// time, with the number of finished pairs of a point and a sample. In the end
	// this is x.N times the number of samples.
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

// Stream makes the window over samples that arrive in blocks. It holds only one
// block at a time. Each call of a method iterates over all blocks once
// ([Estimator.Optimal] several times), and the blocks must be the same every
// time. A block may reuse the memory of the previous block. If blocks yields
// an error, the call returns it.
func Stream(blocks iter.Seq2[Points, error]) *Estimator { return &Estimator{blocks: blocks} }

// LogProb returns the log density in nats of every row of x at every σ.
// Element [j][i] belongs to sigmas[j] and row i. It computes the distances once
// for all sigmas. An unusable σ, points that are empty, not finite or of another
// dimension than the samples, and the end of ctx are errors.
//
// [NewAccumulator] says how much memory it uses.
func (e *Estimator) LogProb(ctx context.Context, x Points, sigmas []float64) ([][]float64, error) {
	all, err := e.LogProbs(ctx, x, sigmas)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// LogProbs returns what LogProb does for each of several lists of sigmas. It
// computes the products of points and samples once for all lists, and each list
// has the same bits as alone.
func (e *Estimator) LogProbs(ctx context.Context, x Points, sigmas ...[]float64) ([][][]float64, error) {
	a, err := e.window(ctx, x, sigmas...)
	if err != nil {
		return nil, err
	}
	return a.LogProbs()
}

// slopes returns the log densities and their derivatives by log σ.
func (e *Estimator) slopes(ctx context.Context, x Points, sigmas []float64) (lls, slopes [][]float64, err error) {
	a, err := e.window(ctx, x, sigmas)
	if err != nil {
		return nil, nil, err
	}
	return a.results(0)
}

// window returns an accumulator to which all samples are added.
func (e *Estimator) window(ctx context.Context, x Points, sigmas ...[]float64) (*Accumulator, error) {
	if e.blocks == nil {
		return nil, errors.New("estimator without samples: make it with New")
	}
	a, err := NewAccumulator(x, sigmas...)
	if err != nil {
		return nil, err
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
			return nil, fmt.Errorf("log density of %d points: %w", x.N, ctx.Err())
		}
		if err != nil {
			return nil, err
		}
	}
	return a, nil
}
