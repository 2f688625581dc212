package job

import (
	"math"

	"gan2014/experiments/spec"
	"gan2014/internal/metric"
	"gan2014/results"
)

// An EarlyStopping decides when a training ends. It follows the best validation log-likelihood and its epoch.
type EarlyStopping struct {
	patience int
	Begun    bool
	best     float64 // best validation log-likelihood so far
	End      int     // epoch at which the training ends, unless the log-likelihood rises before it
}

// NewEarlyStopping starts with the epochs of the run as the end. With patience, the end is not before the first validation.
func NewEarlyStopping(r spec.Run) EarlyStopping {
	a := EarlyStopping{patience: r.Patience, End: r.Epochs}
	if r.Patience > 0 {
		a.End = max(a.End, r.Validate.Every)
	}
	return a
}

// Observe records the log-likelihood of a validation and reports whether it is the best so far. With patience, a new best moves End to
// at least epoch + patience.
func (a *EarlyStopping) Observe(epoch int, ll float64) bool {
	if a.Begun && !(ll > a.best || math.IsNaN(a.best)) {
		return false
	}
	a.Begun, a.best = true, ll
	if a.patience > 0 {
		a.End = max(a.End, epoch+a.patience)
	}
	return true
}

// Replay records the validations among earlier metrics of the training, up to its end. The metrics are sorted by epoch.
func (a *EarlyStopping) Replay(metrics []results.Metric) {
	for _, m := range metrics {
		if m.Name == metric.ValidLL && m.Epoch <= a.End {
			a.Observe(m.Epoch, m.Value)
		}
	}
}
