package cae

import (
	"fmt"

	"gan2014/internal/metric"
	"gan2014/models/stack"
)

// Stats has means over the images of an epoch, measured before each update. For an upper layer they are about the codes that it learns
// from.
type Stats struct {
	stack.Stats
	Reconstruction float64 // cross-entropy in nats
	Penalty        float64 // squared Frobenius norm of the Jacobian, without λ
}

// Metrics returns the stats under their names in the database.
func (s Stats) Metrics() map[string]float64 {
	metrics := s.Stats.Metrics()
	metrics[metric.Reconstruction], metrics[metric.Penalty] = s.Reconstruction, s.Penalty
	return metrics
}

func (s Stats) String() string {
	return fmt.Sprintf("layer %d  reconstruction %.1f  penalty %.2f", s.Layer, s.Reconstruction, s.Penalty)
}

// totals holds sums over examples, so that a checkpoint in the middle of an epoch can store them.
type totals struct {
	CrossEntropy, Penalty float64
	Images                int
}

// Stats returns the means over the images, with the statistics of the layer.
func (s totals) Stats(layer stack.Stats) Stats {
	n := float64(s.Images)
	return Stats{Stats: layer, Reconstruction: s.CrossEntropy / n, Penalty: s.Penalty / n}
}
