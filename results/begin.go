package results

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"
)

// Begin records that r is being computed from now on and returns its id. It reads the fields of r that identify and describe the
// run, and Host and PID unless they are zero.
//
// Begin resumes a key that was begun before and is not done: it sets the row to running and updates its description from r. The row
// keeps its metrics, its start time and the seconds used so far.
//
// Begin refuses a key that is done with [ErrDone]. With r.Again it adds a second row instead. When the second run is done, it
// supersedes the first, whose row is kept.
//
// Begin refuses a damaged run with a [DamagedError]. With r.Again it deletes the damaged row, unless the run is done.
//
// Begin refuses a run that another live process is computing with a [RunningError]; MarkDead defines which processes are live. It
// takes over a run whose process is gone.
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
		id, err = db.begin(ctx, tx, r)
		return err
	})
	return id, err
}

func (db *DB) begin(ctx context.Context, tx *sql.Tx, r Run) (int64, error) {
	at := db.Now()
	now := timestamp(at)
	id, err := openRun(ctx, tx, r, at)
	if err != nil {
		return 0, err
	}
	if id != 0 {
		if id, err = db.discardDamaged(ctx, tx, id, r.Again); err != nil {
			return 0, err
		}
	}
	if id == 0 {
		if err := db.refuseDone(ctx, tx, r); err != nil {
			return 0, err
		}
	}
	if err := keepChanges(ctx, tx, r.Environment.Changes); err != nil { // the run's row refers to them
		return 0, err
	}
	if id == 0 {
		id, err = insertRun(ctx, tx, r, now)
		if err == nil {
			err = breakSeals(ctx, tx, id) // seals may be left of a run that was deleted
		}
	} else {
		err = resumeRun(ctx, tx, id, r, now)
	}
	if err != nil {
		return 0, err
	}
	return id, replaceDataFiles(ctx, tx, id, r.Data)
}

// openRun returns the id of the unfinished run of r's key, or 0 if there is none. It refuses a run that another live process computes.
func openRun(ctx context.Context, tx *sql.Tx, r Run, now time.Time) (id int64, err error) {
	found, err := collect(ctx, tx, scanHolder, selectHolders+` WHERE key = ? AND status <> 'done'`, r.Key)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	h := found[0]
	itself := h.host == r.Host && h.pid == r.PID
	if h.status == Running && !itself && h.alive(r.Host, now) {
		return 0, &RunningError{Key: r.Key, Host: h.host, PID: h.pid}
	}
	return h.run, nil
}

// ErrDone says that Begin was called for a run that is done.
var ErrDone = errors.New("the run is done")

// refuseDone returns an error for a key that has a done run, damaged or not, unless r.Again is set.
func (db *DB) refuseDone(ctx context.Context, tx *sql.Tx, r Run) error {
	if r.Again {
		return nil
	}
	done, err := collect(ctx, tx, scanID, `SELECT id FROM run WHERE key = ? AND status = 'done'`, r.Key)
	for _, id := range done {
		why, failed := db.damageOf(ctx, tx, id)
		if failed != nil || why == "" {
			return cmp.Or(failed, ErrDone)
		}
		err = &DamagedError{id, why}
	}
	return err
}

// discardDamaged checks an unfinished run. If the run is damaged, discardDamaged deletes its row and returns 0 with again, and refuses
// it without.
func (db *DB) discardDamaged(ctx context.Context, tx *sql.Tx, id int64, again bool) (int64, error) {
	why, err := db.damageOf(ctx, tx, id)
	if err != nil || why == "" {
		return id, err
	}
	if !again {
		return 0, &DamagedError{id, why}
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM run WHERE id = ?`, id)
	return 0, err
}

func insertRun(ctx context.Context, tx *sql.Tx, r Run, now string) (int64, error) {
	process, _ := processStart(r.PID)
	result, err := tx.ExecContext(ctx, `
		INSERT INTO run (key, status, started, heartbeat, forecast_least, forecast_most, forecast_basis, `+describedBy+`)
		VALUES (?, 'running', ?, ?, ?, ?, ?, `+describedMarks+`)`,
		append([]any{r.Key, now, now, r.Forecast.Least, r.Forecast.Most, r.Forecast.Basis}, description(r, process)...)...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

func resumeRun(ctx context.Context, tx *sql.Tx, id int64, r Run, now string) error {
	if err := breakSeals(ctx, tx, id); err != nil {
		return err
	}
	process, _ := processStart(r.PID)
	_, err := tx.ExecContext(ctx, `
		UPDATE run SET status = 'running', finished = NULL, error = '', log_tail = '', heartbeat = ?,
			(`+describedBy+`) = (`+describedMarks+`)
		WHERE id = ?`,
		append(append([]any{now}, description(r, process)...), id)...)
	return err
}

// describedBy lists the columns that identify a run and describe its environment.
const describedBy = `
	recipe, spec, system, variant_of, version, kind, dataset, seed, budget, effective_spec, spec_text, dataset_sha256,
	host, pid, process,
	"commit", dirty, changes, code_id, go_sum, go_version, os, os_version, kernel, arch,
	cpu, cpu_features, cores, gomaxprocs, memory_bytes, blas, threads, command`

var describedMarks = strings.Repeat("?, ", strings.Count(describedBy, ",")) + "?"

// description returns the values of the columns describedBy. process is the result of processStart for r.PID on its machine.
func description(r Run, process string) []any {
	e := r.Environment
	return []any{
		r.Recipe, r.Spec, r.System, r.VariantOf, r.Version, r.Kind, r.Dataset, r.Seed, r.Budget, r.EffectiveSpec, r.SpecText, r.DatasetSHA256,
		r.Host, r.PID, process,
		e.Commit, e.Dirty, changesID(e.Changes), e.CodeID, e.GoSum, e.GoVersion, e.OS, e.OSVersion, e.Kernel, e.Arch,
		e.CPU, e.CPUFeatures, e.Cores, e.GOMAXPROCS, e.Memory, e.BLAS, e.Threads, e.Command,
	}
}

// changesID returns the hash of a text of uncommitted changes, or NULL for an empty text.
func changesID(text string) sql.NullString {
	sum := sha256.Sum256([]byte(text))
	return sql.NullString{String: hex.EncodeToString(sum[:]), Valid: text != ""}
}

// keepChanges stores a text of uncommitted changes unless it is stored already; runs share it.
func keepChanges(ctx context.Context, tx *sql.Tx, text string) error {
	id := changesID(text)
	if !id.Valid {
		return nil
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO changes (sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING`, id, text)
	return err
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

// timestamp formats a time for the database, in UTC and to the second.
func timestamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// An Ending says how a run ended and what it used since it was begun or resumed. Time that RecordHeartbeat has recorded already is not in it.
type Ending struct {
	Status     Status  // any but Running
	Seconds    float64 // computing time, which Finish adds to the run's
	CPUSeconds float64 // processor time of all threads, which Finish adds to the run's; 0 when unknown
	PeakMemory int64   // bytes; the run keeps its largest value
	Error      string  // why it failed or diverged
	LogTail    string  // last lines of its log
}

// Finish records how the run ended and seals its rows. Pass context.WithoutCancel(ctx), because ctx is cancelled when the user
// interrupts the program.
func (db *DB) Finish(ctx context.Context, id int64, e Ending) error {
	if e.Status == Running {
		panic("results: Finish with status running")
	}
	return db.change(ctx, fmt.Sprintf("finish run %d as %s", id, e.Status), id, func(tx *sql.Tx) error {
		return finish(ctx, tx, id, e, timestamp(db.Now()))
	})
}

func finish(ctx context.Context, tx *sql.Tx, id int64, e Ending, now string) error {
	return changeRun(ctx, tx, `
		UPDATE run SET status = ?, finished = ?, seconds = seconds + ?, cpu_seconds = cpu_seconds + ?,
			peak_memory_bytes = max(peak_memory_bytes, ?), error = ?, log_tail = ?
		WHERE id = ?`,
		e.Status, now, e.Seconds, e.CPUSeconds, e.PeakMemory, e.Error, e.LogTail, id)
}

// changeRun executes a statement that must change exactly one run.
func changeRun(ctx context.Context, tx *sql.Tx, stmt string, args ...any) error {
	result, err := tx.ExecContext(ctx, stmt, args...)
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		err = errNoRun
	}
	return err
}
