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
	all, err := e.ScoreEach(ctx, test, sigma)
	if err != nil {
		return Score{}, err
	}
	return all[0], nil
}

// ScoreEach does what Score does at each of several σ, with the same bits, in
// one pass over the samples.
func (e *Estimator) ScoreEach(ctx context.Context, test Points, sigmas ...float64) ([]Score, error) {
	lists := make([][]float64, len(sigmas))
	for k, sigma := range sigmas {
		lists[k] = []float64{sigma}
	}
	lls, err := e.LogProbs(ctx, test, lists...)
	if err != nil {
		return nil, err
	}
	scores := make([]Score, len(sigmas))
	for k := range sigmas {
		each := lls[k][0]
		scores[k] = Score{LL: mean(each), StdErrOverExamples: stdErrOverExamples(each), N: test.N, Each: each}
	}
	return scores, nil
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
