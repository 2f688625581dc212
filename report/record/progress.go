package record

import (
	"fmt"

	"gan2014/internal/typeset"
)

// A Progress is how far the training of a run has come.
type Progress struct{ Done, Planned int } // epochs; 0 planned: unknown, or not trained

// Progress compares the epochs that are recorded with those of the spec.
func (r Record) Progress() Progress {
	var p Progress
	for _, m := range r.Metrics {
		p.Done = max(p.Done, m.Epoch)
	}
	design := DesignOf(r.Run)
	p.Planned = design.Train.Epochs
	for _, stage := range design.Stages {
		p.Planned += stage.Epochs
	}
	if p.Done > p.Planned { // with patience, whose end nobody knows
		p.Planned = 0
	}
	return p
}

// String is "12 of 30 epochs", or nothing for a run without epochs.
func (p Progress) String() string {
	switch {
	case p.Planned > 0:
		return fmt.Sprintf("%d of %s", p.Done, typeset.Count(p.Planned, "epoch", "epochs"))
	case p.Done > 0:
		return typeset.Count(p.Done, "epoch", "epochs")
	}
	return ""
}

// Short is "12/30", to stand in the strip of all runs.
func (p Progress) Short() string {
	if p.Planned == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", p.Done, p.Planned)
}
