package dbm

import (
	"fmt"

	"gan2014/internal/metric"
	"gan2014/models/stack"
)

// Stats are means over the images of an epoch, each measured before its update.
type Stats struct {
	stack.Stats            // the layer is 1 or 2 for a pair of layers before they are joined, and 3 for the joint training
	Reconstruction float64 // cross-entropy of an input and its probabilities given the hidden units, in nats: binary h before, μ1 in the joint training
}

// Metrics returns the stats under their names in the database.
func (s Stats) Metrics() map[string]float64 {
	metrics := s.Stats.Metrics()
	metrics[metric.Reconstruction] = s.Reconstruction
	return metrics
}

func (s Stats) String() string {
	what := fmt.Sprintf("layer %d", s.Layer)
	if s.Layer == joint+1 {
		what = "joint"
	}
	return fmt.Sprintf("%s  reconstruction %.1f", what, s.Reconstruction)
}

// totals are sums over images, so that a checkpoint in the middle of an epoch can hold them.
type totals struct {
	Reconstruction float64
	Images         int
}
