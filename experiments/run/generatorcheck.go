package run

import (
	"fmt"
	"math"

	"gan2014/internal/metric"
	"gan2014/parzen"
)

// A generatorCheck checks whether the generator still learns.
type generatorCheck struct{ won int } // epochs in a row in which D was nearly always right

const alarming = 5 // epochs

// warning returns a warning when D has had an accuracy of at least 99.9 % for 5 epochs in a row, so that G hardly learns.
// Otherwise it returns "".
func (h *generatorCheck) warning(metrics map[string]float64) string {
	if accuracy, adversarial := metrics[metric.Accuracy]; !adversarial || accuracy < 0.999 {
		h.won = 0
		return ""
	}
	h.won++
	if h.won != alarming {
		return ""
	}
	return fmt.Sprintf("warning: D has been right about 99.9%% of data and samples for %d epochs, which leaves G little to learn from", alarming)
}

// spread returns the root mean square distance between the two points of each successive pair. It is 0 if all samples are equal.
func spread(p parzen.Points) float64 {
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
