package results

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// Damaged is the status of a run whose rows differ from those that were recorded. It is never stored; the database keeps the status
// that was recorded. The package refuses to return any number of a damaged run.
const Damaged Status = "damaged"

// A DamagedError says that a run is damaged and that its numbers are refused.
type DamagedError struct {
	Run int64
	Why string // what is damaged
}

func (e *DamagedError) Error() string {
	return fmt.Sprintf("run %d is damaged: %s: %s", e.Run, e.Why, damageRemedy)
}

const damageRemedy = "compute it again with -retry or -force, or take it from an intact copy of the database with `experiments import`"

// A verdicts remembers for an open database which runs are damaged, so that each run is checked once.
type verdicts struct {
	intact  map[int64]bool
	foreign map[int64]string // runs that were damaged in the database they were imported from, and why
	tables  []runTable
}

// damageOf describes the damage to a run's rows. The description is empty for a run that is intact or running.
func (db *DB) damageOf(ctx context.Context, q querier, id int64) (string, error) {
	db.known.Lock()
	defer db.known.Unlock()
	v := &db.verdicts
	if why := v.foreign[id]; why != "" || v.intact[id] {
		return why, nil
	}
	if v.tables == nil {
		tables, err := runTables(ctx, q)
		if err != nil {
			return "", err
		}
		v.tables, v.intact = tables, map[int64]bool{}
	}
	why, finished, err := findDamage(ctx, q, v.tables, id)
	if err == nil && finished && why == "" {
		v.intact[id] = true
	}
	return why, err
}

// rememberDamage remembers that a run was damaged in the database it was imported from.
func (db *DB) rememberDamage(id int64, why string) {
	db.known.Lock()
	defer db.known.Unlock()
	if db.verdicts.foreign == nil {
		db.verdicts.foreign = map[int64]string{}
	}
	db.verdicts.foreign[id] = why
}

// findDamage compares a run's rows with its seals. A run that was finished before there were seals was sealed unchecked, so findDamage
// also compares its numbers with each other.
func findDamage(ctx context.Context, q querier, tables []runTable, id int64) (why string, finished bool, err error) {
	status, err := collect(ctx, q, scanText, `SELECT status FROM run WHERE id = ?`, id)
	if err != nil || len(status) == 0 {
		return "", false, err
	}
	seals, err := sealsOf(ctx, q, id)
	if err != nil {
		return "", true, err
	}
	if Status(status[0]) == Running {
		if len(seals) > 0 {
			why = "it is running by table run, but has a seal in table seal"
		}
		return why, false, nil
	}
	unsealed, err := collect(ctx, q, scanID, `SELECT run_id FROM unsealed WHERE run_id = ?`, id)
	if err != nil {
		return "", true, err
	}
	if len(seals) == 0 && len(unsealed) == 0 {
		return "it has no seal", true, nil
	}
	if len(seals) > 0 {
		broken, err := brokenSeals(ctx, q, tables, seals, id)
		if err != nil {
			return "", true, err
		}
		if len(broken) > 0 {
			return "rows were changed after they were sealed, in " + inTables(broken), true, nil
		}
	}
	if why, err := changesDamage(ctx, q, id); err != nil || why != "" {
		return why, true, err
	}
	if len(seals) > 0 && !seals[0].Found {
		return "", true, nil
	}
	o, err := readNumbers(ctx, q, id)
	if err != nil {
		return "", true, err
	}
	return strings.Join(contradictions(o), "; "), true, nil
}

func inTables(names []string) string {
	if len(names) == 1 {
		return "table " + names[0]
	}
	return "tables " + strings.Join(names, ", ")
}

// changesDamage compares the text of a run's uncommitted changes with the hash that names it.
func changesDamage(ctx context.Context, q querier, id int64) (string, error) {
	wrong, err := collect(ctx, q, func(rows *sql.Rows) (wrong bool, err error) {
		var sum string
		var text sql.NullString
		err = rows.Scan(&sum, &text)
		return changesID(text.String).String != sum, err
	}, `SELECT run.changes, text FROM run LEFT JOIN changes ON sha256 = run.changes WHERE id = ? AND run.changes IS NOT NULL`, id)
	if err == nil && slices.Contains(wrong, true) {
		return "a text in table changes does not have the hash that names it", nil
	}
	return "", err
}

// requireIntact returns a DamagedError for a run that is damaged.
func (db *DB) requireIntact(ctx context.Context, q querier, id int64) error {
	why, err := db.damageOf(ctx, q, id)
	if err == nil && why != "" {
		err = &DamagedError{id, why}
	}
	return err
}

// numbers runs f, which reads numbers of a run, in one transaction. It refuses a run that is damaged.
func (db *DB) numbers(ctx context.Context, doing string, id int64, f func(q querier) error) error {
	return db.view(ctx, doing, func(q querier) error {
		if err := db.requireIntact(ctx, q, id); err != nil {
			return err
		}
		return f(q)
	})
}

// markDamaged sets the status of damaged runs to Damaged. A damaged run does not supersede an earlier run.
func (db *DB) markDamaged(ctx context.Context, q querier, runs []Run) error {
	for i := range runs {
		r := &runs[i]
		why, err := db.damageOf(ctx, q, r.ID)
		if err != nil {
			return fmt.Errorf("run %d: %w", r.ID, err)
		}
		if why != "" {
			r.stored, r.storedError, r.damage = r.Status, r.Error, why
			r.Status, r.Error = Damaged, (&DamagedError{r.ID, why}).Error()
		}
	}
	for i := range runs {
		r := &runs[i]
		if !r.Superseded {
			continue
		}
		later, err := collect(ctx, q, scanID, `SELECT id FROM run WHERE key = ? AND id > ? AND status = 'done'`, r.Key, r.ID)
		if err != nil {
			return err
		}
		intact := false
		for _, id := range later {
			why, err := db.damageOf(ctx, q, id)
			if err != nil {
				return err
			}
			intact = intact || why == ""
		}
		r.Superseded = intact
	}
	return nil
}

// runs reads runs and checks them for damage in one transaction.
func (db *DB) runs(ctx context.Context, doing, rest string, args ...any) (found []Run, err error) {
	err = db.view(ctx, doing, func(q querier) (err error) {
		if found, err = collect(ctx, q, scanRun, selectRuns+" "+rest, args...); err != nil {
			return err
		}
		return db.markDamaged(ctx, q, found)
	})
	return found, err
}

// change runs f, which changes rows of a run, in one transaction. It refuses a finished run that is damaged, and seals a finished run
// again afterwards.
func (db *DB) change(ctx context.Context, doing string, id int64, f func(tx *sql.Tx) error) error {
	return db.update(ctx, doing, func(tx *sql.Tx) error { return db.changeIn(ctx, tx, id, f) })
}

func (db *DB) changeIn(ctx context.Context, tx *sql.Tx, id int64, f func(tx *sql.Tx) error) error {
	if err := db.requireIntact(ctx, tx, id); err != nil {
		return err
	}
	before, err := sealsOf(ctx, tx, id)
	if err != nil {
		return err
	}
	if err := f(tx); err != nil {
		return err
	}
	status, err := collect(ctx, tx, scanText, `SELECT status FROM run WHERE id = ?`, id)
	if err != nil || len(status) == 0 || Status(status[0]) == Running {
		return err
	}
	s := Seal{At: db.Now()}
	if len(before) > 0 {
		s = before[0].Seal
	}
	return sealRun(ctx, tx, id, s)
}

// SealOf returns the time since which damage to a run can be detected.
func (db *DB) SealOf(ctx context.Context, id int64) (Seal, error) {
	seals, err := query(ctx, db, fmt.Sprintf("read the seal of run %d", id), scanSeal, `SELECT "table", columns, origin, sealed, sha256 FROM seal WHERE run_id = ?`, id)
	if err != nil || len(seals) == 0 {
		return Seal{}, err
	}
	return seals[0].Seal, nil
}
