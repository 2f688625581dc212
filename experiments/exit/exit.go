// Package exit has the statuses with which the program ends, and the errors that carry one.
package exit

import (
	"context"
	"errors"
	"fmt"
)

// Exit statuses.
const (
	Done        = 0
	Failed      = 1   // some run failed or diverged
	BadUsage    = 2   // bad flags, spec or data: nothing was run
	Busy        = 3   // of the command exec when supervised: another process computes the run
	Interrupted = 130 // by the user; the same command goes on
)

// An Status ends the program when all is said.
type Status int

func (e Status) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// A UsageError is the user's to mend before anything can run.
type UsageError struct{ error }

func (e UsageError) Unwrap() error { return e.error }

// Usage makes an error the user's to mend: nothing was run.
func Usage(err error) error { return UsageError{err} }

// UsageUnlessCanceled makes err the user's to mend, unless it comes from an interruption.
func UsageUnlessCanceled(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return Usage(err)
}

// ErrSomeFailed ends a command whose failed runs have been named already.
var ErrSomeFailed = errors.New("some runs did not finish")
