package results

import (
	"database/sql"
	"math"
)

// A scalar is a float64 in the form in which the database stores it. A value that is not finite is stored as NULL with a word beside it,
// because SQLite turns NaN into NULL and sums infinities silently.
type scalar struct {
	value     sql.NullFloat64
	nonfinite sql.NullString
}

func toScalar(v float64) scalar {
	switch {
	case math.IsNaN(v):
		return scalar{nonfinite: sql.NullString{String: "nan", Valid: true}}
	case math.IsInf(v, 1):
		return scalar{nonfinite: sql.NullString{String: "+inf", Valid: true}}
	case math.IsInf(v, -1):
		return scalar{nonfinite: sql.NullString{String: "-inf", Valid: true}}
	}
	return scalar{value: sql.NullFloat64{Float64: v, Valid: true}}
}

func (s scalar) float64() float64 {
	switch s.nonfinite.String {
	case "+inf":
		return math.Inf(1)
	case "-inf":
		return math.Inf(-1)
	}
	if !s.value.Valid {
		return math.NaN()
	}
	return s.value.Float64
}
