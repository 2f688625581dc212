package results

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// A Patience is how long an operation waits for a database that another process has locked, and who is told of it.
type Patience struct {
	Most  time.Duration
	Hurry <-chan struct{}   // from when it is closed on, the short patience is all; nil never is
	Say   func(text string) // after a second, then every minute; nil tells nobody
}

// The two lengths of a patience. What only reads, or has not begun to compute, soon gives up. A run that is being computed has
// numbers to write, and hardly ever does.
const (
	Short = 30 * time.Second
	Long  = 24 * time.Hour
)

// WithPatience returns a context whose operations on databases have the patience p. Without it they have the short one and tell nobody.
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

// A LockedError says that another process had a database locked for as long as the patience lasted.
type LockedError struct {
	Holders string // "python3 (process 1234)", or "another process"
	Waited  time.Duration
	cause   error
}

func (e *LockedError) Error() string {
	return fmt.Sprintf("database is locked by %s: gave up after %s: wait for that process or end it, then give the same command again", e.Holders, span(e.Waited))
}

func (e *LockedError) Unwrap() error { return e.cause }

// span writes a duration without zeros at its end: "24h" for 24h0m0s.
func span(d time.Duration) string {
	return strings.Replace(strings.Replace(d.String(), "m0s", "m", 1), "h0m", "h", 1)
}

// patiently repeats an attempt for as long as a lock of another process on the database at path is all that it fails on. SQLite
// itself waits for some locks, for busyTimeout in each attempt. What failed on a lock has changed nothing.
func patiently(ctx context.Context, path string, attempt func() error) error {
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
			p.Say(fmt.Sprintf("%s is locked by %s: waiting, for %s in all", path, LockHolders(path), span(p.Most)))
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
