package kmeans

import (
	"fmt"

	"gan2014/internal/metric"
)

// Stats are about the centroids as an iteration found them.
type Stats struct {
	Distortion float64 // mean squared distance of an image from its nearest centroid; it never rises
	Empty      int     // centroids that are the nearest of no image
}

// Metrics are the stats by the names that the database knows them by.
func (s Stats) Metrics() map[string]float64 {
	return map[string]float64{metric.Distortion: s.Distortion, metric.EmptyClusters: float64(s.Empty)}
}

func (s Stats) String() string { return fmt.Sprintf("distortion %.3f", s.Distortion) }
