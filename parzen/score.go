package parzen

import (
	"context"
	"math"
)

// A Score is the estimate of a model on test points.
type Score struct {
	LL float64 // mean log density, nats
	// StdErrOverExamples is the standard error of LL over the test points in
	// nats: their population standard deviation / √N (parzen_ll.py:143-147). It
	// says nothing of training seeds, samples or σ.
	StdErrOverExamples float64
	N                  int       // test points
	Each               []float64 // the log density of each of them, nats
}

// Score returns the mean log density of the test points at one σ. Its errors
// are those of [Estimator.LogProb].
func (e *Estimator) Score(ctx context.Context, test Points, sigma float64) (Score, error) {
	lls, err := e.LogProb(ctx, test, []float64{sigma})
	if err != nil {
		return Score{}, err
	}
	n := float64(test.N)
	m := mean(lls[0])
	var squares float64
	for _, ll := range lls[0] {
		squares += (ll - m) * (ll - m)
	}
	return Score{LL: m, StdErrOverExamples: math.Sqrt(squares/n) / math.Sqrt(n), N: test.N, Each: lls[0]}, nil
}

func mean(values []float64) float64 {
	var sum float64
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
