package results

import (
	"context"
	"database/sql"
	"fmt"
	"os"
)

// Finish records how the run ended, adds seconds of computing to it, and says in errText why it failed or
// diverged. When the user interrupts the program, ctx is cancelled: pass context.WithoutCancel(ctx).
func (db *DB) Finish(ctx context.Context, id int64, s Status, seconds float64, errText string) error {
	if s == Running {
		panic("results: Finish with status running")
	}
	return db.update(ctx, fmt.Sprintf("finish run %d as %s", id, s), func(tx *sql.Tx) error {
		return finish(ctx, tx, id, s, seconds, errText, timestamp(db.Now()))
	})
}

func finish(ctx context.Context, tx *sql.Tx, id int64, s Status, seconds float64, errText, now string) error {
	result, err := tx.ExecContext(ctx, `UPDATE run SET status = ?, finished = ?, seconds = seconds + ?, error = ? WHERE id = ?`,
		s, now, seconds, errText, id)
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		err = errNoRun
	}
	return err
}

// MarkDead finishes as interrupted the runs whose process on this machine died without a word, and says how
// many they were. A program calls it when it starts, so that what is called running does run.
func (db *DB) MarkDead(ctx context.Context) (n int, err error) {
	host, err := os.Hostname()
	if err != nil {
		return 0, fmt.Errorf("mark dead runs: %w", err)
	}
	err = db.update(ctx, "mark dead runs", func(tx *sql.Tx) error {
		n, err = markDead(ctx, tx, host, timestamp(db.Now()))
		return err
	})
	return n, err
}

func markDead(ctx context.Context, tx *sql.Tx, host, now string) (int, error) {
	holders, err := collect(ctx, tx, scanHolder, `SELECT id, host, pid, process FROM run WHERE status = 'running' AND host = ?`, host)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, h := range holders {
		if h.aliveOn(host) {
			continue
		}
		if err := finish(ctx, tx, h.run, Interrupted, 0, "", now); err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// A holder is the process that computes a run.
type holder struct {
	run   int64
	host  string
	pid   int
	start string // as processStart says it
}

func scanHolder(rows *sql.Rows) (holder, error) {
	var h holder
	err := rows.Scan(&h.run, &h.host, &h.pid, &h.start)
	return h, err
}

// aliveOn reports whether the process lives on this host. Of other machines nothing can be known.
func (h holder) aliveOn(host string) bool { return h.host == host && alive(h.pid, h.start) }
