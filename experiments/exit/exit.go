// Package exit defines the exit statuses of the program and the errors that carry one.
package exit

import (
	"context"
	"errors"
	"fmt"
)

// Exit statuses.
const (
	Done        = 0
	Failed      = 1   // a run failed or diverged, or another failure
	BadUsage    = 2   // bad flags, spec or data; nothing was run
	Busy        = 3   // command exec with -supervised only: another process computes the run
	Interrupted = 130 // interrupted by the user; the same command continues
)

// A Status is an error that ends the program without a further message.
type Status int

func (e Status) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// A UsageError is an error that the user must correct before anything can run.
type UsageError struct{ error }

func (e UsageError) Unwrap() error { return e.error }

// Usage marks an error as a UsageError.
func Usage(err error) error { return UsageError{err} }

// UsageUnlessCanceled marks err as a UsageError, unless it comes from an interruption.
func UsageUnlessCanceled(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return Usage(err)
}

// ErrSomeFailed ends a command that has already named the failed runs.
var ErrSomeFailed = errors.New("some runs did not finish")
