package run

import (
	"fmt"

	"gan2014/internal/metric"
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
