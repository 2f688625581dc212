package results

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"time"
)

// silence is the time without a heartbeat after which a process of another machine counts as dead.
const silence = 10 * time.Minute

// RecordHeartbeat records that the process of a run is alive. Other machines that use the database rely on it. RecordHeartbeat also adds the computing time
// and the processor time, in seconds, since the last heartbeat, so that they are not lost when the process is killed. A running process
// calls it about every minute.
func (db *DB) RecordHeartbeat(ctx context.Context, id int64, seconds, cpuSeconds float64) error {
	return db.change(ctx, fmt.Sprintf("record the heartbeat of run %d", id), id, func(tx *sql.Tx) error {
		return changeRun(ctx, tx, `UPDATE run SET heartbeat = ?, seconds = seconds + ?, cpu_seconds = cpu_seconds + ? WHERE id = ?`,
			timestamp(db.Now()), seconds, cpuSeconds, id)
	})
}

// MarkDead sets the status of running runs whose process is dead to interrupted, and returns their number. A process of this machine is
// dead when it no longer exists; a process of another machine is dead after 10 minutes without a heartbeat. A program calls MarkDead
// when it starts, so that the status running is true.
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
			continue // a damaged run stays as it is
		}
		err := db.changeIn(ctx, tx, h.run, func(tx *sql.Tx) error { return finish(ctx, tx, h.run, Ending{Status: Interrupted}, timestamp(now)) })
		if err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// A holder is the process that computes a run, or computed it last.
type holder struct {
	run       int64
	status    Status
	host      string
	pid       int
	start     string // result of processStart
	heartbeat time.Time
}

// selectHolders reads holders. For a run without a heartbeat it reads the start time.
const selectHolders = `SELECT id, status, host, pid, process, coalesce(heartbeat, started) FROM run`

func scanHolder(rows *sql.Rows) (holder, error) {
	var h holder
	var heartbeat sql.NullString
	err := rows.Scan(&h.run, &h.status, &h.host, &h.pid, &h.start, &heartbeat)
	h.heartbeat, _ = parseTime(heartbeat) // an unreadable heartbeat counts as none
	return h, err
}

// alive reports whether the process is alive, as far as the given host can tell at the time now.
func (h holder) alive(host string, now time.Time) bool {
	if h.host == host {
		return alive(h.pid, h.start)
	}
	return now.Sub(h.heartbeat) < silence
}
