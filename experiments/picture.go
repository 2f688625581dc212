package main

import (
	"context"
	"fmt"
	"strings"
)

// A picture shows what a run has made. It is drawn when the score is recorded.
type picture struct {
	kind string
	draw func(context.Context) error
}

// later has a picture drawn after the score.
func (a *attempt) later(kind string, draw func(context.Context) error) {
	a.pictures = append(a.pictures, picture{kind, draw})
}

// draw draws the pictures. One that cannot be drawn does not fail the run: a line says which are missing, and why. An interrupted run
// draws them all when it goes on.
func (a *attempt) draw(ctx context.Context) error {
	a.log.phase(drawing)
	var missing []string
	var first error
	for _, p := range a.pictures {
		err := a.log.safely(func() error { return p.draw(ctx) })
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			a.log.note("picture %s: %v", p.kind, err)
			missing = append(missing, p.kind)
			if first == nil {
				first = err
			}
		}
	}
	if first != nil {
		fmt.Fprintf(a.log, "not drawn: %s: %v\n", strings.Join(missing, ", "), first)
	}
	return nil
}
