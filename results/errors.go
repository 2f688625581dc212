package results

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/mattn/go-sqlite3"
)

// explain adds an explanation to those errors of the driver that a user can do something about. It returns other errors unchanged.
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
		return "database is read-only: use a copy that may be written, or another -db"
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return "database is locked by another process"
	case sqlite3.ErrNotADB:
		return "not a results database; use another -db"
	case sqlite3.ErrCorrupt:
		return "database is damaged: restore it from a backup"
	case sqlite3.ErrCantOpen:
		return "database cannot be opened: give a file in a folder that you may write to"
	}
	return ""
}

// A fullDisk is an error of SQLite about a full disk. errors.Is recognises it as syscall.ENOSPC.
type fullDisk struct{ error }

func (e fullDisk) Error() string   { return "disk is full" }
func (e fullDisk) Unwrap() []error { return []error{e.error, syscall.ENOSPC} }

// isBusy reports whether an operation failed only because another process holds a lock. SQLite returns the second code when it cannot
// share a write-ahead log with other processes.
func isBusy(err error) bool {
	return hasCode(err, sqlite3.ErrBusy) || hasCode(err, sqlite3.ErrProtocol)
}

// isDamage reports whether SQLite says that the file is damaged.
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
