package results

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// A Patience says how long an operation waits for a database that another process has locked, and who is told of the wait.
type Patience struct {
	Most  time.Duration
	Hurry <-chan struct{}   // closing it shortens the wait to the short patience; nil never shortens it
	Say   func(text string) // called after a second of waiting, then every minute, unless nil
}

// The two lengths of a patience. An operation that only reads, or precedes a computation, gives up after the short one. A run that has
// computed numbers waits for the long one, because giving up would lose them.
const (
	Short = 30 * time.Second
	Long  = 24 * time.Hour
)

// WithPatience returns a context whose operations on databases have the patience p. Without it they have the short patience and tell
// nobody.
func WithPatience(ctx context.Context, p Patience) context.Context {
	return context.WithValue(ctx, patienceKey{}, p)
}

type patienceKey struct{}

func patienceOf(ctx context.Context) Patience {
	if p, ok := ctx.Value(patienceKey{}).(Patience); ok {
		return p
	}
	return Patience{Most: Short}
}

// A LockedError says that another process kept a database locked for longer than the patience.
type LockedError struct {
	Holders string // "python3 (process 1234)", or "another process"
	Waited  time.Duration
	cause   error
}

func (e *LockedError) Error() string {
	return fmt.Sprintf("database is locked by %s: gave up after %s: wait for that process or end it, then run the same command again", e.Holders, span(e.Waited))
}

func (e *LockedError) Unwrap() error { return e.cause }

// span formats a duration without trailing zero units: "24h" for 24h0m0s.
func span(d time.Duration) string {
	return strings.Replace(strings.Replace(d.String(), "m0s", "m", 1), "h0m", "h", 1)
}

// retryWhileLocked calls attempt until it succeeds, fails for another reason than a lock of another process on the database at path, or the
// patience ends. Within an attempt SQLite itself waits for some locks, for busyTimeout. An attempt that fails on a lock has changed
// nothing.
func retryWhileLocked(ctx context.Context, path string, attempt func() error) error {
	p, begun := patienceOf(ctx), time.Now()
	for nextWord := time.Second; ; {
		err := attempt()
		if !isBusy(err) {
			return err
		}
		waited := time.Since(begun)
		if waited >= p.Most {
			return &LockedError{LockHolders(path), p.Most, err}
		}
		if waited >= nextWord && p.Say != nil {
			p.Say(fmt.Sprintf("%s is locked by %s: waiting up to %s", path, LockHolders(path), span(p.Most)))
			nextWord = waited + time.Minute
		}
		select {
		case <-p.Hurry:
			p.Most, p.Hurry = min(p.Most, waited+Short), nil
		case <-time.After(100 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
