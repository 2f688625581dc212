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
	// is NaN for one point. It does not include the spread over training seeds,
	// samples or σ.
	StdErrOverExamples float64
	N                  int       // test points
	Each               []float64 // the log density of each of them, nats
}

// Score returns the mean log density of the test points at one σ. It has the
// errors of [Estimator.LogProb].
func (e *Estimator) Score(ctx context.Context, test Points, sigma float64) (Score, error) {
	lls, err := e.LogProb(ctx, test, []float64{sigma})
	if err != nil {
		return Score{}, err
	}
	return Score{LL: mean(lls[0]), StdErrOverExamples: stdErrOverExamples(lls[0]), N: test.N, Each: lls[0]}, nil
}

func stdErrOverExamples(lls []float64) float64 {
	if len(lls) < 2 {
		return math.NaN()
	}
	n := float64(len(lls))
	return spread(lls) / math.Sqrt(n) / math.Sqrt(n)
}

// spread returns the square root of the sum of squared differences from the mean. It divides the differences by the largest one
// first, because the squares of log densities may overflow.
func spread(values []float64) float64 {
	m := mean(values)
	var largest, squares float64
	for _, v := range values {
		largest = max(largest, math.Abs(v-m))
	}
	if largest == 0 {
		return 0
	}
	for _, v := range values {
		squares += float64((v - m) / largest * ((v - m) / largest))
	}
	return largest * math.Sqrt(squares)
}

func mean(values []float64) float64 {
	var sum float64
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
