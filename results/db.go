package results

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	_ "gan2014/internal/cgo"

	"github.com/pressly/goose/v3"
)

// A DB is an open results database. Its methods may be called by several goroutines.
type DB struct {
	// Now gives the time that Begin and Finish record; Open sets it to time.Now.
	Now func() time.Time

	path    string
	parts   []string    // paths of the databases that OpenTogether combined; nil for a single database
	scratch string      // folder of a temporary copy, which Close removes; empty without a copy
	file    os.FileInfo // the file opened for writing; nil when opened for reading
	sql     *sql.DB

	known    sync.Mutex
	verdicts verdicts
}

// The DSN contains the pragmas, because they belong to a connection and the pool opens connections by itself.
//
//   - WAL lets others read while a run records. SQLite keeps its default journal on a file system that does not support WAL.
//   - synchronous FULL writes every transaction to the disk before it ends, so that recorded numbers survive a power cut.
//   - SQLite waits a second for a lock. After that, retryWhileLocked repeats the attempt.
//   - Immediate transactions wait for the write lock at their start. Others would fail halfway.
const (
	lookPragmas  = "?mode=rw&_busy_timeout=1000"
	writePragmas = "?_busy_timeout=1000&_journal_mode=WAL&_synchronous=FULL&_foreign_keys=on&_txlock=immediate"
	readPragmas  = "?mode=ro&_busy_timeout=1000&_foreign_keys=on"
)

// Open opens the database at path, creates it where there is none, and brings its schema up to date. It
// refuses a file that is not a results database and a database of a newer schema.
func Open(ctx context.Context, path string) (*DB, error) {
	if err := checkFolder(filepath.Dir(path)); err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	if _, err := os.Stat(path); err == nil {
		// Check the file before opening it for writing: a writer's pragmas would turn a refused file into a WAL database.
		look, err := open(ctx, path, lookPragmas, checkKnown)
		if err != nil {
			return nil, err
		}
		look.Close()
	}
	db, err := open(ctx, path, writePragmas, migrate)
	if err != nil {
		return nil, err
	}
	if db.file, err = os.Stat(path); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// present returns an error if the path no longer names the file that was opened for writing. Nobody could read what is written to
// such a file.
func (db *DB) present() error {
	if db.file == nil || db.parts != nil {
		return nil
	}
	if now, err := os.Stat(db.path); err != nil || !os.SameFile(now, db.file) {
		return fmt.Errorf("%s was removed or replaced while it was in use", db.path)
	}
	return nil
}

// Close closes the database. The last program to do so folds the write-ahead log into the file.
func (db *DB) Close() error {
	err := db.sql.Close()
	if db.scratch != "" {
		err = errors.Join(err, os.RemoveAll(db.scratch))
	}
	return err
}

func open(ctx context.Context, path, pragmas string, prepare func(context.Context, *DB, *goose.Provider) error) (*DB, error) {
	pool, err := sql.Open("sqlite3", uri(path)+pragmas)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	// With one connection, the goroutines of this process take turns in memory and do not poll a file lock.
	pool.SetMaxOpenConns(1)
	db := &DB{Now: time.Now, path: path, sql: pool}
	if err := retryWhileLocked(ctx, path, func() error { return pool.PingContext(ctx) }); err != nil {
		pool.Close()
		return nil, fmt.Errorf("open %s: %w", path, explain(err))
	}
	steps, err := provider(pool)
	if err == nil {
		err = prepare(ctx, db, steps)
	}
	if err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

// checkFolder explains why a database in dir cannot be opened. SQLite only says "unable to open database file".
func checkFolder(dir string) error {
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("folder %s does not exist: create it or use another -db", dir)
	case err != nil:
		return err
	case !info.IsDir():
		return fmt.Errorf("%s is not a folder: use another -db", dir)
	}
	return nil
}

// uri returns SQLite's URI of a file. It escapes the characters that would end the path. A name like :memory: names a file, too.
func uri(path string) string {
	if path = filepath.Clean(path); !filepath.IsAbs(path) {
		path = "." + string(filepath.Separator) + path
	}
	return "file:" + strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
}

// update runs f in one transaction. In a database opened for reading, the transaction only reads. While another process holds a lock,
// f may run several times, and only its last run takes effect. doing names the operation in the error.
func (db *DB) update(ctx context.Context, doing string, f func(tx *sql.Tx) error) error {
	err := retryWhileLocked(ctx, db.path, func() error { return db.transact(ctx, f) })
	if err != nil {
		return fmt.Errorf("%s in %s: %w", doing, db.path, explain(err))
	}
	return nil
}

func (db *DB) transact(ctx context.Context, f func(tx *sql.Tx) error) error {
	tx, err := db.sql.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after a commit
	if err := errors.Join(f(tx), db.present()); err != nil {
		return err
	}
	return tx.Commit()
}

// view runs f, which only reads, in one transaction. Unlike update, it does not wait for a writer.
func (db *DB) view(ctx context.Context, doing string, f func(q querier) error) error {
	err := retryWhileLocked(ctx, db.path, func() error { return db.look(ctx, f) })
	if err != nil {
		return fmt.Errorf("%s in %s: %w", doing, db.path, explain(err))
	}
	return nil
}

func (db *DB) look(ctx context.Context, f func(q querier) error) error {
	conn, err := db.sql.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "BEGIN DEFERRED"); err != nil {
		return err
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK") // nothing was written
	return f(conn)
}

// query executes one statement in a read transaction and reads its rows with scan. doing names the operation in the error.
func query[T any](ctx context.Context, db *DB, doing string, scan func(*sql.Rows) (T, error), stmt string, args ...any) ([]T, error) {
	var all []T
	err := retryWhileLocked(ctx, db.path, func() (err error) {
		all, err = collect(ctx, db.sql, scan, stmt, args...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("%s in %s: %w", doing, db.path, explain(err))
	}
	return all, nil
}

// A querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func collect[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), stmt string, args ...any) ([]T, error) {
	rows, err := q.QueryContext(ctx, stmt, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// scanText reads a row that consists of one text.
func scanText(rows *sql.Rows) (text string, err error) {
	err = rows.Scan(&text)
	return text, err
}

// Paths returns the paths of the files that the database was opened from.
func (db *DB) Paths() []string {
	if db.parts != nil {
		return db.parts
	}
	return []string{db.path}
}

// Schema returns the version of the schema. For a database that is read from a copy, it is the copy's version.
func (db *DB) Schema(ctx context.Context) (int64, error) { return schemaVersion(ctx, db) }
