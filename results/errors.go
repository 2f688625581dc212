package results

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// explain puts the driver's result codes that a user can do something about into words. Other errors it
// leaves as they are.
func explain(err error) error {
	var code sqlite3.Error
	var locked *LockedError
	if !errors.As(err, &code) || errors.As(err, &locked) {
		return err
	}
	if code.Code == sqlite3.ErrFull || code.Code == sqlite3.ErrIoErr && code.SystemErrno == syscall.ENOSPC {
		return fullDisk{err}
	}
	if text := faultText(code); text != "" {
		return fmt.Errorf("%s: %w", text, err)
	}
	return err
}

func faultText(e sqlite3.Error) string {
	if e.ExtendedCode == sqlite3.ErrConstraintForeignKey {
		return errNoRun.Error()
	}
	switch e.Code {
	case sqlite3.ErrReadonly:
		return "database is read-only"
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return "database is locked by another process"
	case sqlite3.ErrNotADB:
		return "not a results database; use another -db"
	case sqlite3.ErrCorrupt:
		return "database is damaged"
	case sqlite3.ErrCantOpen:
		return "database cannot be opened; is it a file in a folder that this user may write to?"
	}
	return ""
}

// A fullDisk is syscall.ENOSPC to whoever asks, whatever SQLite called it.
type fullDisk struct{ error }

func (e fullDisk) Error() string   { return "disk is full" }
func (e fullDisk) Unwrap() []error { return []error{e.error, syscall.ENOSPC} }

// isBusy says whether an operation failed on a lock of another process alone. The second code is what SQLite says when it does not come
// to share a write-ahead log with others.
func isBusy(err error) bool {
	return hasCode(err, sqlite3.ErrBusy) || hasCode(err, sqlite3.ErrProtocol)
}

// isDamage reports whether SQLite finds the file damaged.
func isDamage(err error) bool {
	return hasCode(err, sqlite3.ErrCorrupt) || hasCode(err, sqlite3.ErrNotADB)
}

func isReadOnly(err error) bool {
	return hasCode(err, sqlite3.ErrReadonly) || hasCode(err, sqlite3.ErrCantOpen)
}

func hasCode(err error, code sqlite3.ErrNo) bool {
	var e sqlite3.Error
	return errors.As(err, &e) && e.Code == code
}
