package gaussian

import (
	"fmt"

	"gan2014/internal/metric"
)

// Stats are what the fit found.
type Stats struct {
	Rank           int     // eigenvalues kept
	Kept, Variance float64 // their sum, and that of all: the variance summed over pixels
}

// Metrics are the stats by the names that the database knows them by.
func (s Stats) Metrics() map[string]float64 {
	return map[string]float64{metric.Rank: float64(s.Rank), metric.VarianceKept: s.Kept, metric.Variance: s.Variance}
}

func (s Stats) String() string {
	return fmt.Sprintf("rank %d, variance %.2f of %.2f", s.Rank, s.Kept, s.Variance)
}
