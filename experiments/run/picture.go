package run

import (
	"context"
	"fmt"
	"strings"

	"gan2014/experiments/job"
)

// A picture is a function that draws one picture of a run after the score is recorded.
type picture struct {
	kind string
	draw func(context.Context) error
}

// afterTraining schedules a picture to be drawn after the score.
func (a *Attempt) afterTraining(kind string, draw func(context.Context) error) {
	a.pictures = append(a.pictures, picture{kind, draw})
}

// draw draws the scheduled pictures. A picture that fails does not fail the run: a line names the missing pictures and the reason.
// An interrupted run draws all of them when it continues.
func (a *Attempt) draw(ctx context.Context) error {
	a.Log.Phase(job.Drawing)
	var missing []string
	var first error
	for _, p := range a.pictures {
		err := a.Log.Safely(func() error { return p.draw(ctx) })
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			a.Log.Note("picture %s: %v", p.kind, err)
			missing = append(missing, p.kind)
			if first == nil {
				first = err
			}
		}
	}
	if first != nil {
		fmt.Fprintf(a.Log, "not drawn: %s: %v\n", strings.Join(missing, ", "), first)
	}
	return nil
}
