package gaussian

import (
	"fmt"

	"gan2014/internal/metric"
)

// Stats describe the fit.
type Stats struct {
	Rank           int     // number of eigenvalues kept
	Kept, Variance float64 // sum of the kept eigenvalues, and of all: the variance summed over pixels
}

// Metrics returns the stats under their names in the database.
func (s Stats) Metrics() map[string]float64 {
	return map[string]float64{metric.Rank: float64(s.Rank), metric.VarianceKept: s.Kept, metric.Variance: s.Variance}
}

func (s Stats) String() string {
	return fmt.Sprintf("rank %d, variance %.2f of %.2f", s.Rank, s.Kept, s.Variance)
}
