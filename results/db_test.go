package results_test

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"gan2014/results"
)

// clock is the time at which the databases of tests start. Tests change the time by setting Now.
var clock = time.Date(2014, 6, 10, 12, 0, 0, 0, time.UTC)

// mustOpen opens a new database in a folder of the test, with a clock that stands still.
func mustOpen(t *testing.T) (db *results.DB, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "results.db")
	db, err := results.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	db.Now = func() time.Time { return clock }
	return db, path
}

// raw opens the file in a connection of its own.
func raw(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_foreign_keys=on&_busy_timeout=5000")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// query returns the one value that a statement answers with.
func query(t *testing.T, path, stmt string) string {
	t.Helper()
	var answer string
	check(t, raw(t, path).QueryRow(stmt).Scan(&answer))
	return answer
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// wantError fails unless err says each of the parts.
func wantError(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want one that says %q", parts)
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("error %q does not say %q", err, part)
		}
	}
}

func TestOpenAgainKeepsData(t *testing.T) {
	db, path := mustOpen(t)
	begin(t, db, run("k", 1))
	again, err := results.Open(t.Context(), path)
	check(t, err)
	defer again.Close()
	if _, found, err := again.Find(t.Context(), "k"); err != nil || !found {
		t.Errorf("found %v, error %v", found, err)
	}
}

func TestOpenWritesAheadLog(t *testing.T) {
	_, path := mustOpen(t)
	var mode string
	check(t, raw(t, path).QueryRow("PRAGMA journal_mode").Scan(&mode))
	if mode != "wal" {
		t.Errorf("journal mode %s", mode)
	}
}

func TestOpenPathWithURICharacters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "50% of #1?.db")
	db, err := results.Open(t.Context(), path)
	check(t, err)
	check(t, db.Close())
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	text := filepath.Join(dir, "notes.txt")
	check(t, os.WriteFile(text, []byte(strings.Repeat("not a database\n", 100)), 0o666))
	foreign := filepath.Join(dir, "foreign.db")
	_, err := raw(t, foreign).Exec("CREATE TABLE bookmark (url TEXT)")
	check(t, err)

	foreignBefore, textBefore := read(t, foreign), read(t, text)

	for _, c := range []struct {
		name, path string
		want       string
	}{
		{"a file that is not a database", text, "not a results database"},
		{"a database of another program", foreign, "it is a database of another program"},
		{"a folder that does not exist", filepath.Join(dir, "no", "results.db"), "does not exist"},
		{"a folder that is a file", filepath.Join(text, "results.db"), "not a"},
		{"a folder as the file", dir, "database cannot be opened"},
		{"a folder that takes no files", "/proc/results.db", "database cannot be opened"},
	} {
		t.Run(c.name, func(t *testing.T) {
			db, err := results.Open(t.Context(), c.path)
			if err == nil {
				db.Close()
			}
			wantError(t, err, c.path, c.want)
		})
	}
	if !bytes.Equal(foreignBefore, read(t, foreign)) || !bytes.Equal(textBefore, read(t, text)) {
		t.Error("a refused file was changed")
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	check(t, err)
	return content
}

// latestSchema returns the number of the last migration.
func latestSchema(t *testing.T) int {
	t.Helper()
	entries, err := os.ReadDir("migrations")
	check(t, err)
	n, err := strconv.Atoi(entries[len(entries)-1].Name()[:5])
	check(t, err)
	return n
}

func TestNewerSchemaIsRefused(t *testing.T) {
	db, path := mustOpen(t)
	check(t, db.Close())
	_, err := raw(t, path).Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99, 1)")
	check(t, err)

	want := fmt.Sprintf("%s has schema 99, but this program knows only up to %d: use a newer version of the program or another -db", path, latestSchema(t))
	for name, open := range map[string]func(context.Context, string) (*results.DB, error){
		"Open": results.Open, "OpenReadOnly": results.OpenReadOnly,
	} {
		if _, err := open(t.Context(), path); err == nil || err.Error() != want {
			t.Errorf("%s: error %v, want %s", name, err, want)
		}
	}
}

func TestOpenReadOnly(t *testing.T) {
	db, path := mustOpen(t)
	id := begin(t, db, run("k", 1))
	reader, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer reader.Close()

	// The reader sees later commits of the writer, and cannot write.
	check(t, db.Record(t.Context(), id, []results.Metric{{Name: "loss_d", Epoch: 1, Value: 1}}))
	if ms, err := reader.Metrics(t.Context(), id); err != nil || len(ms) != 1 {
		t.Errorf("metrics %v, error %v", ms, err)
	}
	wantError(t, reader.Record(t.Context(), id, []results.Metric{{Name: "loss_d", Epoch: 2}}), path, "database is read-only: use a copy that may be written, or another -db")

	missing := filepath.Join(t.TempDir(), "results.db")
	_, err = results.OpenReadOnly(t.Context(), missing)
	wantError(t, err, missing, "no such file")
	if _, err := os.Stat(missing); err == nil {
		t.Error("OpenReadOnly made the file")
	}
}

func TestOpenReadOnlyInReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write to any folder")
	}
	db, path := mustOpen(t)
	begin(t, db, run("k", 1))
	check(t, db.Close())
	check(t, os.Chmod(filepath.Dir(path), 0o555))
	t.Cleanup(func() { os.Chmod(filepath.Dir(path), 0o777) })

	reader, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer reader.Close()
	if _, found, err := reader.Find(t.Context(), "k"); err != nil || !found {
		t.Errorf("found %v, error %v", found, err)
	}
	_, err = results.Open(t.Context(), filepath.Join(filepath.Dir(path), "new.db"))
	wantError(t, err, "database cannot be opened")
}

func TestOpenReadOnlyOfEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.db")
	check(t, os.WriteFile(path, nil, 0o666))
	_, err := results.OpenReadOnly(t.Context(), path)
	wantError(t, err, path+" is empty: run an experiment")
}

// TestOpenWaitsForAWriter checks that Open waits for a writer. SQLite does not do so before it turns a file into a WAL database.
func TestOpenWaitsForAWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.db")
	check(t, os.WriteFile(path, nil, 0o666))
	writer, err := raw(t, path).Conn(t.Context())
	check(t, err)
	defer writer.Close()
	_, err = writer.ExecContext(t.Context(), "BEGIN IMMEDIATE")
	check(t, err)
	ended := make(chan error)
	go func() {
		time.Sleep(250 * time.Millisecond)
		_, err := writer.ExecContext(t.Context(), "ROLLBACK")
		ended <- err
	}()
	db, err := results.Open(t.Context(), path)
	check(t, <-ended)
	check(t, err)
	check(t, db.Close())
}

func TestGoroutinesOpenAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "results.db")
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			if err := openAndBegin(t.Context(), path, fmt.Sprint("k", i)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	wantRunsAndPublished(t, path, 8)
}

func TestProcessesOpenAtOnce(t *testing.T) {
	if path := os.Getenv("RESULTS_TEST_OPEN"); path != "" { // this is one of the processes
		check(t, openAndBegin(t.Context(), path, fmt.Sprint("k", os.Getpid())))
		return
	}
	path := filepath.Join(t.TempDir(), "results.db")
	atOnce(t, 4, "RESULTS_TEST_OPEN="+path)
	wantRunsAndPublished(t, path, 4)
}

// TestProcessesRecordAtOnce checks that several processes can write to one database at the same time without an error or a lost value.
func TestProcessesRecordAtOnce(t *testing.T) {
	const processes, epochs = 3, 100
	if path := os.Getenv("RESULTS_TEST_RECORD"); path != "" { // this is one of the processes
		db, err := results.Open(t.Context(), path)
		check(t, err)
		id := begin(t, db, run(fmt.Sprint("k", os.Getpid()), 1))
		for epoch := range epochs {
			check(t, db.Record(t.Context(), id, []results.Metric{{Name: "loss_d", Epoch: epoch, Value: float64(os.Getpid())}}))
			check(t, db.RecordHeartbeat(t.Context(), id, 0, 0))
		}
		check(t, db.Evaluate(t.Context(), id, []results.Evaluation{evaluation("paper", 225)}))
		check(t, db.Finish(t.Context(), id, results.Ending{Status: results.Done}))
		check(t, db.Close())
		return
	}
	path := filepath.Join(t.TempDir(), "results.db")
	atOnce(t, processes, "RESULTS_TEST_RECORD="+path)
	const want = "3 runs done, 300 metrics, 3 evaluations, integrity ok"
	got := query(t, path, `SELECT printf('%d runs done, %d metrics, %d evaluations, integrity %s',
		(SELECT count(*) FROM run WHERE status = 'done'), (SELECT count(*) FROM metric JOIN run ON run.id = run_id WHERE value = pid),
		(SELECT count(*) FROM evaluation), (SELECT group_concat(integrity_check) FROM pragma_integrity_check))`)
	if got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// atOnce runs the calling test in several processes with a variable in their environment, and waits for them.
func atOnce(t *testing.T, processes int, variable string) {
	t.Helper()
	var wg sync.WaitGroup
	for range processes {
		wg.Go(func() {
			cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
			cmd.Env = append(os.Environ(), variable)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
	wg.Wait()
}

func openAndBegin(ctx context.Context, path, key string) error {
	db, err := results.Open(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Begin(ctx, run(key, 1))
	return err
}

func wantRunsAndPublished(t *testing.T, path string, runs int) {
	t.Helper()
	db, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer db.Close()
	if all, err := db.Runs(t.Context()); err != nil || len(all) != runs {
		t.Errorf("%d runs, error %v, want %d", len(all), err, runs)
	}
	if rows, err := db.Table1(t.Context()); err != nil || len(rows) != 8 {
		t.Errorf("%d rows of table 1, error %v, want the 8 published", len(rows), err)
	}
}

func TestStrictSchemaRejects(t *testing.T) {
	db, path := mustOpen(t)
	id := begin(t, db, run("k", 1))
	check(t, db.Evaluate(t.Context(), id, []results.Evaluation{evaluation("paper", 225)}))
	file := raw(t, path)
	for _, c := range []struct{ stmt, want string }{
		{"UPDATE run SET seed = 'seven'", "cannot store TEXT value in INTEGER column"},
		{"UPDATE evaluation SET ll_nats = 'high'", "cannot store TEXT value in REAL column"},
		{"UPDATE evaluation SET ll_nats = NULL", "CHECK constraint failed"},
		{"UPDATE run SET status = 'sleeping'", "CHECK constraint failed"},
		{"UPDATE run SET status = 'done'", "CHECK constraint failed"}, // without finished
		{"UPDATE run SET cpu_seconds = -1", "CHECK constraint failed"},
		{"UPDATE run SET peak_memory_bytes = -1", "CHECK constraint failed"},
		{"UPDATE run SET changes = 'unknown'", "FOREIGN KEY constraint failed"},
		{"DELETE FROM changes", "FOREIGN KEY constraint failed"},
		{"INSERT INTO changes VALUES ('short', '')", "CHECK constraint failed"},
		{"INSERT INTO metric VALUES (1, 'loss_d', 1, 1.5, 'nan')", "CHECK constraint failed"},
		{"INSERT INTO metric VALUES (99, 'loss_d', 1, 1.5, NULL)", "FOREIGN KEY constraint failed"},
		{"INSERT INTO finding VALUES (1, 0, 'f', 'c', 's', 'm', 2)", "CHECK constraint failed"},
		{"INSERT INTO line VALUES (1, 99, 0, 'f', 'n')", "FOREIGN KEY constraint failed"},
		{"INSERT INTO published (system, dataset, ll_nats, stderr, stderr_over, source) VALUES ('X', 'mnist', 1, 1, 'seeds', '')", "CHECK constraint failed"},
	} {
		_, err := file.Exec(c.stmt)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %q", c.stmt, err, c.want)
		}
	}
}
