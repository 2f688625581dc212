package gmmn

import (
	"fmt"

	"gan2014/internal/metric"
)

// Stats are means over the minibatches of an epoch, measured during training.
type Stats struct {
	Coding       bool    // the epoch trained the auto-encoder
	CrossEntropy float64 // of an image and its reconstruction, in nats
	Discrepancy  float64 // MMD of a minibatch and as many samples
}

// Metrics returns the stats under their names in the database.
func (s Stats) Metrics() map[string]float64 {
	if s.Coding {
		return map[string]float64{metric.Reconstruction: s.CrossEntropy}
	}
	return map[string]float64{metric.Discrepancy: s.Discrepancy}
}

func (s Stats) String() string {
	if s.Coding {
		return fmt.Sprintf("auto-encoder, reconstruction %.1f", s.CrossEntropy)
	}
	return fmt.Sprintf("MMD %.4f", s.Discrepancy)
}

// totals are sums, so that a checkpoint in the middle of an epoch can hold them.
type totals struct {
	CrossEntropy, Discrepancy float64
	Images                    int // of the sum of cross-entropies, or minibatches of that of discrepancies
}

func (t totals) means(coding bool) Stats {
	n := float64(max(1, t.Images))
	return Stats{coding, t.CrossEntropy / n, t.Discrepancy / n}
}
