package metrics

import (
	"context"
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/parzen"
)

// A Tradeoff is a curve of precision and recall: what share of the samples can have been drawn from a part of the images' distribution, and
// what share of the images from a part of the samples'.
type Tradeoff struct {
	Precision, Recall []float64 // for slopes from 0 to ∞
	F8, FEighth       float64   // largest F score with β 8, which weighs recall, and with β ⅛, which weighs precision
}

const (
	tradeoffClusters = 20
	tradeoffRounds   = 10
	tradeoffAngles   = 1001
)

// PrecisionRecall computes the curve of Sajjadi et al. 2018, "Assessing Generative Models via Precision and Recall". It divides images and
// samples together into 20 clusters and compares their histograms, and returns the mean of ten such curves. Both sets must have the same size.
func PrecisionRecall(ctx context.Context, real, fake parzen.Points, seed int64) (Tradeoff, error) {
	r, f, err := equalPair(real, fake, tradeoffClusters)
	if err != nil {
		return Tradeoff{}, err
	}
	union := parzen.Points{N: real.N + fake.N, D: real.D, Data: append(append([]float32(nil), real.Data...), fake.Data...)}
	mean := Tradeoff{Precision: make([]float64, tradeoffAngles), Recall: make([]float64, tradeoffAngles)}
	for round := range tradeoffRounds {
		centres, err := bins(ctx, union, tradeoffClusters, int64(rng.For(seed, "clusters", round).Uint64()>>1))
		if err != nil {
			return Tradeoff{}, err
		}
		t := tradeoff(shares(r.histogram(centres)), shares(f.histogram(centres)))
		for i := range mean.Precision {
			mean.Precision[i] += t.Precision[i] / tradeoffRounds
			mean.Recall[i] += t.Recall[i] / tradeoffRounds
		}
	}
	mean.F8, mean.FEighth = mean.best(8), mean.best(1./8)
	return mean, nil
}

// tradeoff returns the curve for the histograms p of the images and q of the samples. For a slope λ the precision is Σ min(λp, q), and the
// recall is precision/λ. The slopes are the tangents of angles at equal distances between 0 and π/2, both excluded.
func tradeoff(p, q []float64) Tradeoff {
	t := Tradeoff{Precision: make([]float64, tradeoffAngles), Recall: make([]float64, tradeoffAngles)}
	const least = 1e-10 // of an angle
	for i := range tradeoffAngles {
		angle := least + float64(i)*(math.Pi/2-2*least)/(tradeoffAngles-1)
		sin, cos := elementary.Sincos(angle)
		slope := sin / cos
		for j := range p {
			t.Precision[i] += min(float64(slope*p[j]), q[j])
		}
		t.Recall[i] = t.Precision[i] / slope
		t.Precision[i], t.Recall[i] = min(1, t.Precision[i]), min(1, t.Recall[i]) // rounding
	}
	t.F8, t.FEighth = t.best(8), t.best(1./8)
	return t
}

// best returns the largest F score of the curve: (1+β²)·precision·recall / (β²·precision + recall).
func (t Tradeoff) best(beta float64) float64 {
	most := 0.
	for i, p := range t.Precision {
		most = max(most, fScore(p, t.Recall[i], beta))
	}
	return most
}

func fScore(precision, recall, beta float64) float64 {
	if precision == 0 && recall == 0 {
		return 0
	}
	b := beta * beta
	return (1 + b) * precision * recall / (float64(b*precision) + recall)
}
