package stats

import "math"

func IsFinite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
