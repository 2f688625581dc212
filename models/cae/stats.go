package cae

import (
	"fmt"

	"gan2014/internal/metric"
)

// Stats has means over the images of an epoch, measured before each update. For an upper layer they are about the codes that it learns
// from.
type Stats struct {
	Layer          int     // trained, from 1
	Reconstruction float64 // cross-entropy in nats
	Penalty        float64 // squared Frobenius norm of the Jacobian, without λ
	Norm           float64 // L2 norm of the weights after the epoch
	Rate, Momentum float64
}

// Metrics returns the stats under their names in the database.
func (s Stats) Metrics() map[string]float64 {
	return map[string]float64{
		metric.Layer: float64(s.Layer), metric.Reconstruction: s.Reconstruction, metric.Penalty: s.Penalty,
		metric.WeightNorm: s.Norm, metric.LearningRate: s.Rate, metric.Momentum: s.Momentum,
	}
}

func (s Stats) String() string {
	return fmt.Sprintf("layer %d  reconstruction %.1f  penalty %.2f", s.Layer, s.Reconstruction, s.Penalty)
}

// totals holds sums over examples, so that a checkpoint in the middle of an epoch can store them.
type totals struct {
	CrossEntropy, Penalty float64
	Images                int
}

func (s totals) means() Stats {
	n := float64(s.Images)
	return Stats{Reconstruction: s.CrossEntropy / n, Penalty: s.Penalty / n}
}
