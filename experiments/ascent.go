package main

import (
	"math"

	"gan2014/experiments/spec"
	"gan2014/internal/metric"
	"gan2014/results"
)

// An ascent is how the validation likelihood of a training has risen so far, and when the training ends for that.
type ascent struct {
	patience int
	begun    bool
	best     float64 // likelihood
	end      int     // epoch with which the training ends, unless the likelihood rises before
}

// newAscent ends with the epochs of the run; one with patience has a validation at least.
func newAscent(r spec.Run) ascent {
	a := ascent{patience: r.Patience, end: r.Epochs}
	if r.Patience > 0 {
		a.end = max(a.end, r.Validate.Every)
	}
	return a
}

// see takes note of a validation, and reports whether it is the best so far.
func (a *ascent) see(epoch int, ll float64) bool {
	if a.begun && !(ll > a.best || math.IsNaN(a.best)) {
		return false
	}
	a.begun, a.best = true, ll
	if a.patience > 0 {
		a.end = max(a.end, epoch+a.patience)
	}
	return true
}

// recall takes note of the validations among the metrics of a training, which are in the order of their epochs, up to its end.
func (a *ascent) recall(metrics []results.Metric) {
	for _, m := range metrics {
		if m.Name == metric.ValidLL && m.Epoch <= a.end {
			a.see(m.Epoch, m.Value)
		}
	}
}
