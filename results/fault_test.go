package results

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

func TestFullDiskAndLock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.db")
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	id, err := db.Begin(t.Context(), Run{Key: "k", Recipe: "r"})
	if err != nil {
		t.Fatal(err)
	}

	// A page limit gives the same code as a disk that is full.
	mustExec(t, db, "PRAGMA max_page_count = 1") // SQLite raises it to the present size
	var many []Metric
	for i := range 10000 {
		many = append(many, Metric{Name: "loss_d", Epoch: i})
	}
	err = db.Record(t.Context(), id, many)
	if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("record metrics of run %d in %s: ", id, path)) || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("full disk: error %v", err)
	}
	if ms, err := db.Metrics(t.Context(), id); err != nil || len(ms) != 0 {
		t.Errorf("%d metrics after the disk was full, error %v", len(ms), err)
	}

	other, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	mustExec(t, other, "PRAGMA busy_timeout = 1")
	mustExec(t, db, "BEGIN IMMEDIATE")
	err = other.Finish(t.Context(), id, Ending{Status: Done, Seconds: 1})
	if err == nil || !strings.Contains(err.Error(), "database is locked by another process") {
		t.Errorf("locked: error %v", err)
	}
	mustExec(t, db, "ROLLBACK")
	if err := other.Finish(t.Context(), id, Ending{Status: Done, Seconds: 1}); err != nil {
		t.Errorf("after the lock is gone: %v", err)
	}
}

func mustExec(t *testing.T, db *DB, stmt string) {
	t.Helper()
	if _, err := db.sql.ExecContext(context.Background(), stmt); err != nil {
		t.Fatalf("%s: %v", stmt, err)
	}
}
