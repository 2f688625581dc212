package job

import (
	"math"

	"gan2014/experiments/spec"
	"gan2014/internal/metric"
	"gan2014/results"
)

// An EarlyStopping is how the validation likelihood of a training has risen so far, and when the training ends for that.
type EarlyStopping struct {
	patience int
	Begun    bool
	best     float64 // likelihood
	End      int     // epoch with which the training ends, unless the likelihood rises before
}

// NewEarlyStopping ends with the epochs of the run; one with patience has a validation at least.
func NewEarlyStopping(r spec.Run) EarlyStopping {
	a := EarlyStopping{patience: r.Patience, End: r.Epochs}
	if r.Patience > 0 {
		a.End = max(a.End, r.Validate.Every)
	}
	return a
}

// See takes note of a validation, and reports whether it is the best so far.
func (a *EarlyStopping) See(epoch int, ll float64) bool {
	if a.Begun && !(ll > a.best || math.IsNaN(a.best)) {
		return false
	}
	a.Begun, a.best = true, ll
	if a.patience > 0 {
		a.End = max(a.End, epoch+a.patience)
	}
	return true
}

// Recall takes note of the validations among the metrics of a training, which are in the order of their epochs, up to its end.
func (a *EarlyStopping) Recall(metrics []results.Metric) {
	for _, m := range metrics {
		if m.Name == metric.ValidLL && m.Epoch <= a.End {
			a.See(m.Epoch, m.Value)
		}
	}
}
