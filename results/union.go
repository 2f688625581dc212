package results

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// OpenTogether opens databases for reading as if all their runs had been recorded in one database. It numbers the runs anew in the order
// of the paths. If several databases have a key, the done run counts. If the numbers of a key differ, OpenTogether returns a
// [ConflictError]. It changes none of the databases. It reads several databases from a copy, which does not follow later changes.
func OpenTogether(ctx context.Context, paths []string) (*DB, error) {
	if len(paths) == 1 {
		return OpenReadOnly(ctx, paths[0])
	}
	scratch, err := os.MkdirTemp("", "gan2014-*")
	if err != nil {
		return nil, fmt.Errorf("put databases together: %w", err)
	}
	db, err := Open(ctx, filepath.Join(scratch, "results.db"))
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(scratch))
	}
	db.path, db.scratch, db.parts = strings.Join(paths, " + "), scratch, paths
	for _, path := range paths {
		if err := db.mirror(ctx, path); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	return db, nil
}

// mirror copies the runs of the database at path into the combined copy.
func (db *DB) mirror(ctx context.Context, path string) error {
	other, err := OpenReadOnly(ctx, path)
	if err != nil {
		return err
	}
	defer other.Close()
	runs, err := other.Runs(ctx)
	if err != nil {
		return err
	}
	return db.update(ctx, "add "+path, func(tx *sql.Tx) error {
		in := importer{db: db, tx: tx, other: other, mirror: true}
		for _, r := range runs {
			if err := in.add(ctx, r); err != nil {
				return fmt.Errorf("run %d: %w", r.ID, err)
			}
		}
		if len(in.conflicts) > 0 {
			return &ConflictError{in.conflicts}
		}
		return nil
	})
}
