package metrics

import (
	"math"

	"gan2014/parzen"
)

// Spread returns the root mean square distance between the two points of each successive pair. It is 0 if all samples are equal.
func Spread(p parzen.Points) float64 {
	pairs := p.N / 2
	sum := 0.0
	for i := range pairs {
		x, y := p.Data[2*i*p.D:(2*i+1)*p.D], p.Data[(2*i+1)*p.D:(2*i+2)*p.D]
		for k, v := range x {
			d := float64(v) - float64(y[k])
			sum += float64(d * d)
		}
	}
	return math.Sqrt(sum / float64(max(1, pairs)))
}
