package results

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
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
	wantFull(t, err, fmt.Sprintf("record metrics of run %d in %s: disk is full", id, path))
	if ms, err := db.Metrics(t.Context(), id); err != nil || len(ms) != 0 {
		t.Errorf("%d metrics after the disk was full, error %v", len(ms), err)
	}
	sound(t, db)
	mustExec(t, db, "PRAGMA max_page_count = 1000000")
	must(t, db.Record(t.Context(), id, many))

	other, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	impatient := WithPatience(t.Context(), Patience{Most: time.Millisecond})
	mustExec(t, db, "BEGIN IMMEDIATE")
	err = other.Finish(impatient, id, Ending{Status: Done, Seconds: 1})
	if err == nil || !strings.Contains(err.Error(), "database is locked by another process") {
		t.Errorf("locked: error %v", err)
	}
	mustExec(t, db, "ROLLBACK")
	if err := other.Finish(t.Context(), id, Ending{Status: Done, Seconds: 1}); err != nil {
		t.Errorf("after the lock is gone: %v", err)
	}
}

// wantFull fails unless err says what is wanted, no more, and is known for a full disk.
func wantFull(t *testing.T, err error, want string) {
	t.Helper()
	if err == nil || err.Error() != want || !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("error %v, want %s", err, want)
	}
}

// TestFullDisk fills a disk of 640 KB while a run is recorded. Earlier values must stay, and the run must continue when there is room.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=640k", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("NOT CHECKED: a small file system cannot be made: %v %s", err, out)
	}
	t.Cleanup(func() { exec.Command("umount", dir).Run() })
	path := filepath.Join(dir, "results.db")
	db, err := Open(t.Context(), path)
	must(t, err)
	defer db.Close()
	id, err := db.Begin(t.Context(), Run{Key: "k", Recipe: "r"})
	must(t, err)

	kept := 0
	for ; err == nil; kept++ {
		err = db.Record(t.Context(), id, []Metric{{Name: strings.Repeat("long name ", 200), Epoch: kept}})
	}
	kept--
	wantFull(t, err, fmt.Sprintf("record metrics of run %d in %s: disk is full", id, path))
	if ms, err := db.Metrics(t.Context(), id); err != nil || len(ms) != kept || kept < 10 {
		t.Errorf("%d metrics, error %v, recorded were %d", len(ms), err, kept)
	}
	sound(t, db)

	if out, err := exec.Command("mount", "-o", "remount,size=4m", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	must(t, db.Finish(t.Context(), id, Ending{Status: Done}))
	if runs, err := db.Runs(t.Context()); err != nil || runs[0].Status != Done {
		t.Errorf("run %+v, error %v", runs, err)
	}
	sound(t, db)
}

func mustExec(t *testing.T, db *DB, stmt string) {
	t.Helper()
	if _, err := db.sql.ExecContext(context.Background(), stmt); err != nil {
		t.Fatalf("%s: %v", stmt, err)
	}
}
