package results

import (
	"context"
	"database/sql"
	"fmt"
)

// An Ending is how a run ended, and what it took since it was begun or resumed, without what Beat was told of.
type Ending struct {
	Status     Status  // any but Running
	Seconds    float64 // computing time, added to that of the run
	CPUSeconds float64 // processor time of all threads, likewise; 0 when unknown
	PeakMemory int64   // bytes; the run keeps the largest
	Error      string  // why it failed or diverged
	LogTail    string  // last lines of its log
}

// Finish records how the run ended, and seals its rows. When the user interrupts the program, ctx is cancelled: pass
// context.WithoutCancel(ctx).
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

// changeRun executes a statement that changes one run.
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
