package record

import (
	"fmt"

	"gan2014/internal/typeset"
)

// A Progress is the progress of a run's training.
type Progress struct{ Done, Planned int } // epochs; 0 planned: unknown, or not trained

// Progress returns the number of recorded epochs and the number of epochs in the spec.
func (r Record) Progress() Progress {
	p := Progress{Done: r.Epochs}
	for _, m := range r.Metrics { // of a record that was not read from a database
		p.Done = max(p.Done, m.Epoch)
	}
	design := DesignOf(r.Run)
	p.Planned = design.Train.Epochs
	for _, stage := range design.Stages {
		p.Planned += stage.Epochs
	}
	if p.Done > p.Planned { // early stopping with patience: the end is not known in advance
		p.Planned = 0
	}
	return p
}

// String returns "12 of 30 epochs", or an empty text for a run without epochs.
func (p Progress) String() string {
	switch {
	case p.Planned > 0:
		return fmt.Sprintf("%d of %s", p.Done, typeset.Count(p.Planned, "epoch", "epochs"))
	case p.Done > 0:
		return typeset.Count(p.Done, "epoch", "epochs")
	}
	return ""
}

// Short returns "12/30", for the strip of all runs.
func (p Progress) Short() string {
	if p.Planned == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", p.Done, p.Planned)
}
