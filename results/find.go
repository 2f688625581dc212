package results

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// Find returns the run of this key that was begun last. Here as elsewhere a run whose rows are not those that were recorded is Damaged.
func (db *DB) Find(ctx context.Context, key string) (Run, bool, error) {
	found, err := db.runs(ctx, fmt.Sprintf("find run %s", key), "WHERE key = ? ORDER BY id DESC LIMIT 1", key)
	if err != nil || len(found) == 0 {
		return Run{}, false, err
	}
	return found[0], true, nil
}

// Lookup returns the run that a user names: by its id, or by the first letters of its key, of whose runs it is the last.
func (db *DB) Lookup(ctx context.Context, name string) (Run, error) {
	if id, err := strconv.ParseInt(name, 10, 64); err == nil {
		found, err := db.runs(ctx, "find run "+name, "WHERE id = ?", id)
		if err != nil {
			return Run{}, err
		}
		if len(found) > 0 {
			return found[0], nil
		}
	}
	keys, err := query(ctx, db, "find run "+name, scanText, `SELECT DISTINCT key FROM run WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key`, name)
	switch {
	case err != nil:
		return Run{}, err
	case len(keys) == 0 || name == "":
		return Run{}, fmt.Errorf("no run in %s has the id or key %q: `experiments runs` lists them", db.path, name)
	case len(keys) > 1 && keys[0] != name:
		return Run{}, fmt.Errorf("%q begins the keys of %d runs: %s: give more of it", name, len(keys), strings.Join(keys, ", "))
	}
	run, _, err := db.Find(ctx, keys[0])
	return run, err
}

// Runs returns all runs, oldest first.
func (db *DB) Runs(ctx context.Context) ([]Run, error) {
	return db.runs(ctx, "read the runs", "ORDER BY id")
}
