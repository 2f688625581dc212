package results

import "context"

// Paths are those of the files that the database was opened from.
func (db *DB) Paths() []string {
	if db.parts != nil {
		return db.parts
	}
	return []string{db.path}
}

// Schema is the version of the schema; of a database that is read from a copy, that of the copy.
func (db *DB) Schema(ctx context.Context) (int64, error) { return schemaVersion(ctx, db) }
