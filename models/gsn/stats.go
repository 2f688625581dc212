package gsn

import (
	"fmt"

	"gan2014/internal/metric"
)

// Stats has means over the images of an epoch. They are measured during training, with all noise and before each update.
type Stats struct {
	First, Last float64 // cross-entropy of the reconstructions of the first and of the last step of the walk, in nats an image
	Norm        float64 // L2 norm of all weights after the epoch
	Rate        float64 // learning rate
	Momentum    float64
}

// Metrics returns the stats under their names in the database.
func (s Stats) Metrics() map[string]float64 {
	return map[string]float64{
		metric.Reconstruction: s.First, metric.WalkbackReconstruction: s.Last, metric.WeightNorm: s.Norm, metric.LearningRate: s.Rate, metric.Momentum: s.Momentum,
	}
}

func (s Stats) String() string {
	return fmt.Sprintf("reconstruction %.1f, after the walk %.1f", s.First, s.Last)
}

// totals holds sums over images, so that a checkpoint in the middle of an epoch can store them.
type totals struct {
	First, Last float64
	Images      int
}

func (s *totals) add(costs []float64, images int) {
	s.First += costs[0]
	s.Last += costs[len(costs)-1]
	s.Images += images
}

func (s totals) means() Stats {
	return Stats{First: s.First / float64(s.Images), Last: s.Last / float64(s.Images)}
}
