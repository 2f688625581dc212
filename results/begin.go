package results

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"
)

// Begin records that r is being computed from now on and returns its id. Of r it reads what identifies and
// describes the run and, unless they are zero, Host and PID.
//
// A key that was begun before and is not done is resumed: its row is running again, described as r says, and
// keeps its metrics, the time it was started and the seconds it has used. A key that is done is refused with
// [ErrDone], unless r.Again: then it gets a second row; once that is done too, it takes the place of the first,
// which is kept.
//
// A run that another live process of this machine is computing is refused with a [RunningError]. One whose
// process is gone, or was on another machine, is taken over.
func (db *DB) Begin(ctx context.Context, r Run) (id int64, err error) {
	if r.Host == "" {
		if r.Host, err = os.Hostname(); err != nil {
			return 0, fmt.Errorf("begin run %s: %w", r.Key, err)
		}
	}
	if r.PID == 0 {
		r.PID = os.Getpid()
	}
	err = db.update(ctx, fmt.Sprintf("begin run %s", r.Key), func(tx *sql.Tx) error {
		id, err = begin(ctx, tx, r, timestamp(db.Now()))
		return err
	})
	return id, err
}

func begin(ctx context.Context, tx *sql.Tx, r Run, now string) (int64, error) {
	id, err := openRun(ctx, tx, r)
	switch {
	case err != nil:
		return 0, err
	case id == 0:
		if err := refuseDone(ctx, tx, r); err != nil {
			return 0, err
		}
		id, err = insertRun(ctx, tx, r, now)
	default:
		err = resumeRun(ctx, tx, id, r)
	}
	if err != nil {
		return 0, err
	}
	return id, replaceDataFiles(ctx, tx, id, r.Data)
}

// openRun finds the row of r's key that is not done, 0 if there is none, and refuses one that is computed
// elsewhere on r's machine.
func openRun(ctx context.Context, tx *sql.Tx, r Run) (id int64, err error) {
	var status Status
	var held holder
	err = tx.QueryRowContext(ctx, `SELECT id, status, host, pid, process FROM run WHERE key = ? AND status <> 'done'`, r.Key).
		Scan(&id, &status, &held.host, &held.pid, &held.start)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	if status == Running && held.pid != r.PID && held.aliveOn(r.Host) {
		return 0, &RunningError{Key: r.Key, Host: held.host, PID: held.pid}
	}
	return id, nil
}

// ErrDone is the error of beginning a run that is done.
var ErrDone = errors.New("the run is done")

func refuseDone(ctx context.Context, tx *sql.Tx, r Run) error {
	if r.Again {
		return nil
	}
	var done bool
	err := tx.QueryRowContext(ctx, `SELECT count(*) FROM run WHERE key = ?`, r.Key).Scan(&done)
	if err == nil && done {
		err = ErrDone
	}
	return err
}

func insertRun(ctx context.Context, tx *sql.Tx, r Run, now string) (int64, error) {
	result, err := tx.ExecContext(ctx, `
		INSERT INTO run (key, started, status,
			recipe, spec, system, kind, dataset, seed, budget, effective_spec, spec_text, dataset_sha256,
			host, pid, process,
			"commit", dirty, code_id, go_version, os, arch, cpu, cores, blas, threads, command)
		VALUES (?, ?, 'running', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		append([]any{r.Key, now}, description(r)...)...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

func resumeRun(ctx context.Context, tx *sql.Tx, id int64, r Run) error {
	_, err := tx.ExecContext(ctx, `
		UPDATE run SET status = 'running', finished = NULL, error = '',
			recipe = ?, spec = ?, system = ?, kind = ?, dataset = ?, seed = ?, budget = ?,
			effective_spec = ?, spec_text = ?, dataset_sha256 = ?,
			host = ?, pid = ?, process = ?,
			"commit" = ?, dirty = ?, code_id = ?, go_version = ?, os = ?, arch = ?, cpu = ?, cores = ?,
			blas = ?, threads = ?, command = ?
		WHERE id = ?`,
		append(description(r), id)...)
	return err
}

// description lists the columns from recipe to command.
func description(r Run) []any {
	start, _ := processStart(r.PID)
	e := r.Environment
	return []any{
		r.Recipe, r.Spec, r.System, r.Kind, r.Dataset, r.Seed, r.Budget, r.EffectiveSpec, r.SpecText, r.DatasetSHA256,
		r.Host, r.PID, start,
		e.Commit, e.Dirty, e.CodeID, e.GoVersion, e.OS, e.Arch, e.CPU, e.Cores, e.BLAS, e.Threads, e.Command,
	}
}

func replaceDataFiles(ctx context.Context, tx *sql.Tx, id int64, files []DataFile) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM data_file WHERE run_id = ?`, id); err != nil {
		return err
	}
	for i, f := range files {
		_, err := tx.ExecContext(ctx, `INSERT INTO data_file (run_id, position, name, sha256, source, bytes) VALUES (?, ?, ?, ?, ?, ?)`,
			id, i, f.Name, f.SHA256, f.Source, f.Bytes)
		if err != nil {
			return fmt.Errorf("data file %s: %w", f.Name, err)
		}
	}
	return nil
}

// timestamp writes a time as the database keeps it, in UTC and to the second.
func timestamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }
