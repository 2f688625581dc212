package results

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
)

// migrations holds the numbered steps that build the schema. A released step is never edited; a change of the schema is a new step.
//
//go:embed migrations/*.sql
var migrations embed.FS

// applicationID is the number that the first migration writes into the file's header: "GANR" in ASCII.
const applicationID = 0x47414e52

// migrate brings the schema up to date and seals the runs that were finished before there were seals.
//
// Several programs may open a new database at the same moment. Each step is one immediate transaction, which also records its version.
// One program therefore makes the step. The others fail on the existing schema, have changed nothing, look again and find nothing left
// to do.
func migrate(ctx context.Context, db *DB, steps *goose.Provider) error {
	version, target, err := versions(ctx, db, steps)
	for err == nil && version < target {
		failed := retryWhileLocked(ctx, db.path, func() error {
			_, err := steps.Up(ctx)
			return err
		})
		before := version
		if version, target, err = versions(ctx, db, steps); err == nil && version == before {
			return fmt.Errorf("bring the schema of %s from %d to %d: %w", db.path, before, target, explain(failed))
		}
	}
	if err != nil {
		return err
	}
	return db.sealFound(ctx)
}

// checkKnown reports an error unless the file is new or has a schema that this program can bring up to date.
func checkKnown(ctx context.Context, db *DB, steps *goose.Provider) error {
	_, _, err := versions(ctx, db, steps)
	return err
}

// isOlder reports whether the schema is older than this program's schema. It returns an error for a file without a schema.
func isOlder(ctx context.Context, db *DB, steps *goose.Provider) (bool, error) {
	version, target, err := versions(ctx, db, steps)
	if err == nil && version == 0 {
		err = fmt.Errorf("%s is empty: run an experiment with it, or use another -db", db.path)
	}
	return version < target, err
}

// versions returns the version of the file's schema and the version of this program's schema. It refuses a file with a later version.
func versions(ctx context.Context, db *DB, steps *goose.Provider) (version, target int64, err error) {
	sources := steps.ListSources() // by ascending version
	target = sources[len(sources)-1].Version
	version, err = schemaVersion(ctx, db)
	if err == nil && version > target {
		err = fmt.Errorf("%s has schema %d, but this program knows only up to %d: use a newer version of the program or another -db", db.path, version, target)
	}
	return version, target, err
}

func provider(pool *sql.DB) (*goose.Provider, error) {
	steps, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, pool, steps, goose.WithDisableGlobalRegistry(true))
}

// schemaVersion returns the version of the schema, 0 for a new file. It returns an error for a file of another application.
func schemaVersion(ctx context.Context, db *DB) (int64, error) {
	var owner, tables, versioned int64
	err := retryWhileLocked(ctx, db.path, func() error {
		return db.sql.QueryRowContext(ctx, `
		SELECT (SELECT application_id FROM pragma_application_id),
		       count(*) FILTER (WHERE name NOT IN ('goose_db_version', 'sqlite_sequence')),
		       count(*) FILTER (WHERE name = 'goose_db_version')
		FROM sqlite_schema WHERE type = 'table'`).Scan(&owner, &tables, &versioned)
	})
	if err != nil {
		return 0, fmt.Errorf("open %s: %w", db.path, explain(err))
	}
	if tables > 0 && owner != applicationID {
		return 0, fmt.Errorf("open %s: it is a database of another program: use another -db", db.path)
	}
	if versioned == 0 {
		return 0, nil
	}
	var version sql.NullInt64
	err = retryWhileLocked(ctx, db.path, func() error {
		return db.sql.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version").Scan(&version)
	})
	if err != nil {
		return 0, fmt.Errorf("read the schema version of %s: %w", db.path, explain(err))
	}
	return version.Int64, nil
}
