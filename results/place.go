package results

import "context"

// Path is where the database was opened.
func (db *DB) Path() string { return db.path }

// Schema is the version of its schema; of a database that is read from a copy, that of the copy.
func (db *DB) Schema(ctx context.Context) (int64, error) { return schemaVersion(ctx, db) }
