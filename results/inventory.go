package results

import (
	"context"
	"database/sql"
)

// An Inventory is what a database knows of the files in its output folder.
type Inventory struct {
	Open      map[string]bool // the keys of all runs; true where one is not done, and may go on from its checkpoint
	Artifacts map[string]bool // the paths of all artifacts, as Artifact has them
}

// Inventory calls f with the inventory. In a database that was opened for writing, no run is begun and no artifact added
// until f returns. f must not use the database.
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
