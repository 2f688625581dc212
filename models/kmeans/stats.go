package kmeans

import (
	"fmt"

	"gan2014/internal/metric"
)

// Stats describe the centroids at the beginning of an iteration.
type Stats struct {
	Distortion float64 // mean squared distance of an image from its nearest centroid; it never rises
	Empty      int     // number of centroids that are nearest to no image
}

// Metrics returns the stats under their names in the database.
func (s Stats) Metrics() map[string]float64 {
	return map[string]float64{metric.Distortion: s.Distortion, metric.EmptyClusters: float64(s.Empty)}
}

func (s Stats) String() string { return fmt.Sprintf("distortion %.3f", s.Distortion) }
