package terminal

import (
	"context"
	"errors"

	"gan2014/results"
)

// WithShortPatience has operations on a database that another process has locked say so, and give up after half a minute.
func WithShortPatience(ctx context.Context, say func(text string)) context.Context {
	return results.WithPatience(ctx, results.Patience{Most: results.Short, Say: say})
}

// WithLongPatience is for runs that are being computed, whose numbers must not be lost: they wait for a day, unless ctx ends.
func WithLongPatience(ctx context.Context, say func(text string)) context.Context {
	return results.WithPatience(ctx, results.Patience{Most: results.Long, Hurry: ctx.Done(), Say: say})
}

// IsLocked says whether an error is that another process had a database locked for too long.
func IsLocked(err error) bool {
	var locked *results.LockedError
	return errors.As(err, &locked)
}
