package results

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pressly/goose/v3"
)

// OpenReadOnly opens the existing database at path for reading and never changes it. It reads a database of an older schema from a copy,
// whose schema it brings up to date.
func OpenReadOnly(ctx context.Context, path string) (*DB, error) {
	if err := isFile(path); err != nil {
		return nil, err
	}
	older := false
	look := func(ctx context.Context, db *DB, steps *goose.Provider) (err error) {
		older, err = isOlder(ctx, db, steps)
		return err
	}
	db, err := open(ctx, path, readPragmas, look)
	if _, walErr := os.Stat(path + "-wal"); isReadOnly(err) && errors.Is(walErr, fs.ErrNotExist) {
		// SQLite creates a file beside a WAL database even to read it. If the folder is read-only and has no write-ahead log, no
		// process can be writing, so the database is opened as immutable.
		db, err = open(ctx, path, readPragmas+"&immutable=1", look)
	}
	if err != nil || !older {
		return db, err
	}
	defer db.Close()
	return db.upToDateCopy(ctx)
}

// upToDateCopy copies the database, migrates the copy to this program's schema, and opens it for reading.
func (db *DB) upToDateCopy(ctx context.Context) (*DB, error) {
	scratch, err := os.MkdirTemp("", "gan2014-*")
	if err != nil {
		return nil, fmt.Errorf("copy %s, whose schema is older: %w", db.path, err)
	}
	file := filepath.Join(scratch, "results.db")
	fail := func(err error) (*DB, error) {
		os.RemoveAll(scratch)
		return nil, fmt.Errorf("copy %s, whose schema is older: %w", db.path, explain(err))
	}
	err = retryWhileLocked(ctx, db.path, func() error {
		_, err := db.sql.ExecContext(ctx, "VACUUM INTO ?", file)
		return err
	})
	if err != nil {
		return fail(err)
	}
	writer, err := Open(ctx, file)
	if err != nil {
		return fail(err)
	}
	writer.Close()
	reader, err := open(ctx, file, readPragmas, checkKnown)
	if err != nil {
		return fail(err)
	}
	reader.path, reader.scratch = db.path, scratch
	return reader, nil
}

// isFile returns an error unless path is an existing file.
func isFile(path string) error {
	info, err := os.Stat(path)
	var at *fs.PathError
	switch {
	case errors.As(err, &at):
		return fmt.Errorf("%s: %w: the first run makes a database; or give the file of another", path, at.Err)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s is a folder: give the file of a database", path)
	}
	return nil
}
