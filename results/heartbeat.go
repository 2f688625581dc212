package results

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"time"
)

// silence is how long a process of another machine may keep quiet before it counts as dead.
const silence = 10 * time.Minute

// Beat records that the process of a run lives, for the other machines that use the database, and adds the computing time and the
// processor time, in seconds, that it took since the last beat, for the case that it is killed. It is called every minute or so.
func (db *DB) Beat(ctx context.Context, id int64, seconds, cpuSeconds float64) error {
	return db.change(ctx, fmt.Sprintf("record the heartbeat of run %d", id), id, func(tx *sql.Tx) error {
		return changeRun(ctx, tx, `UPDATE run SET heartbeat = ?, seconds = seconds + ?, cpu_seconds = cpu_seconds + ? WHERE id = ?`,
			timestamp(db.Now()), seconds, cpuSeconds, id)
	})
}

// MarkDead finishes as interrupted the runs whose process died without a word, and says how many they were: those of
// processes of this machine that are gone, and those of other machines without a heartbeat for 10 minutes. A program calls it
// when it starts, so that what is called running does run.
func (db *DB) MarkDead(ctx context.Context) (n int, err error) {
	host, err := os.Hostname()
	if err != nil {
		return 0, fmt.Errorf("mark dead runs: %w", err)
	}
	err = db.update(ctx, "mark dead runs", func(tx *sql.Tx) error {
		n, err = db.markDead(ctx, tx, host, db.Now())
		return err
	})
	return n, err
}

func (db *DB) markDead(ctx context.Context, tx *sql.Tx, host string, now time.Time) (int, error) {
	holders, err := collect(ctx, tx, scanHolder, selectHolders+` WHERE status = 'running'`)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, h := range holders {
		if h.alive(host, now) {
			continue
		}
		if why, err := db.damageOf(ctx, tx, h.run); err != nil || why != "" {
			if err != nil {
				return 0, err
			}
			continue // it is not what it was
		}
		err := db.changeIn(ctx, tx, h.run, func(tx *sql.Tx) error { return finish(ctx, tx, h.run, Ending{Status: Interrupted}, timestamp(now)) })
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// A holder is the process that computes a run, or did last.
type holder struct {
	run       int64
	status    Status
	host      string
	pid       int
	start     string // as processStart says it
	heartbeat time.Time
}

// Runs of a program that knew no heartbeat showed life when they were begun.
const selectHolders = `SELECT id, status, host, pid, process, coalesce(heartbeat, started) FROM run`

func scanHolder(rows *sql.Rows) (holder, error) {
	var h holder
	var heartbeat sql.NullString
	err := rows.Scan(&h.run, &h.status, &h.host, &h.pid, &h.start, &heartbeat)
	h.heartbeat, _ = parseTime(heartbeat) // one that cannot be read is no sign of life
	return h, err
}

// alive reports whether the process lives, as this host can tell at this time.
func (h holder) alive(host string, now time.Time) bool {
	if h.host == host {
		return alive(h.pid, h.start)
	}
	return now.Sub(h.heartbeat) < silence
}
