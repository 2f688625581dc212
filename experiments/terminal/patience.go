package terminal

import (
	"context"
	"errors"

	"gan2014/results"
)

// WithShortPatience makes database operations wait half a minute for another process's lock, and report the wait.
func WithShortPatience(ctx context.Context, say func(text string)) context.Context {
	return results.WithPatience(ctx, results.Patience{Most: results.Short, Say: say})
}

// WithLongPatience returns a context for runs in progress, whose numbers must not be lost. Its database operations wait for a lock up to a day,
// unless ctx ends.
func WithLongPatience(ctx context.Context, say func(text string)) context.Context {
	return results.WithPatience(ctx, results.Patience{Most: results.Long, Hurry: ctx.Done(), Say: say})
}

// IsLocked reports whether err says that another process locked a database for too long.
func IsLocked(err error) bool {
	var locked *results.LockedError
	return errors.As(err, &locked)
}
