package results

import (
	"context"
	"database/sql"
)

// An Inventory lists the runs and artifacts whose files may be in the output folder.
type Inventory struct {
	Open      map[string]bool // keys of all runs; true if a run of the key is not done and may resume from its checkpoint
	Artifacts map[string]bool // values of Artifact.Path
}

// Inventory calls f with the inventory. If the database was opened for writing, nobody can begin a run or add an artifact until f
// returns. f must not use the database.
func (db *DB) Inventory(ctx context.Context, f func(Inventory) error) error {
	return db.update(ctx, "take the inventory", func(tx *sql.Tx) error {
		have := Inventory{Open: map[string]bool{}, Artifacts: map[string]bool{}}
		open, err := collect(ctx, tx, scanText, `SELECT key FROM run WHERE status <> 'done'`)
		if err != nil {
			return err
		}
		keys, err := collect(ctx, tx, scanText, `SELECT DISTINCT key FROM run`)
		if err != nil {
			return err
		}
		paths, err := collect(ctx, tx, scanText, `SELECT DISTINCT path FROM artifact`)
		if err != nil {
			return err
		}
		for _, key := range keys {
			have.Open[key] = false
		}
		for _, key := range open {
			have.Open[key] = true
		}
		for _, path := range paths {
			have.Artifacts[path] = true
		}
		return f(have)
	})
}
