package results

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// schema1Rows inserts two runs as a program of schema 1 left them: one done, one being computed on another machine.
const schema1Rows = `
	INSERT INTO run (id, key, recipe, spec, system, kind, dataset, seed, budget, effective_spec, spec_text, dataset_sha256,
		status, started, finished, seconds, host, pid, process,
		"commit", dirty, code_id, go_version, os, arch, cpu, cores, blas, threads, command)
	VALUES (1, 'k1', 'r', 's.yaml', 'Adversarial nets', 'gan', 'mnist', 7, 'minutes', '{}', 'text', 'dd',
			'done', '2014-06-10T12:00:00Z', '2014-06-10T13:00:00Z', 3600, 'h', 5, 'boot+1',
			'c0ffee', 1, 'code', 'go1.26', 'linux', 'amd64', 'some CPU', 2, 'gonum', 1, 'experiments'),
		(2, 'k2', 'r', 's.yaml', 'Adversarial nets', 'gan', 'mnist', 8, 'minutes', '{}', 'text', 'dd',
			'running', '2014-06-10T12:00:00Z', NULL, 0, 'h', 5, 'boot+1',
			'', 0, 'code', 'go1.26', 'linux', 'amd64', 'some CPU', 2, 'gonum', 1, 'experiments');
	INSERT INTO data_file VALUES (1, 0, 'train-images', 'aa', 'cache', 9912422);
	INSERT INTO metric VALUES (1, 'loss_d', 1, 1.5, NULL), (1, 'loss_d', 2, NULL, '+inf');
	INSERT INTO evaluation VALUES (1, 1, 'paper', 'p', 225, NULL, 2, NULL, 'test examples', 0.2, 0, 10000, 1000, 10000, 30);
	INSERT INTO sigma_curve VALUES (1, 0.2, 220, NULL);
	INSERT INTO artifact VALUES (1, 'samples', '` + zeros + `', 'artifacts/00/x.png', '', 5);`

const zeros = "0000000000000000000000000000000000000000000000000000000000000000"

// oldDatabase makes a database of an earlier schema, with the rows of schema 1.
func oldDatabase(t *testing.T, version int64) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "results.db")
	pool, err := sql.Open("sqlite3", "file:"+path+writePragmas)
	must(t, err)
	defer pool.Close()
	steps, err := provider(pool)
	must(t, err)
	_, err = steps.UpTo(t.Context(), 1)
	must(t, err)
	_, err = pool.Exec(schema1Rows)
	must(t, err)
	_, err = steps.UpTo(t.Context(), version)
	must(t, err)
	return path
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestMigrationKeepsEverything checks that a database of every released schema is brought up to date with all its contents.
func TestMigrationKeepsEverything(t *testing.T) {
	const latest = 7
	for version := int64(1); version <= latest; version++ {
		path := oldDatabase(t, version)
		db, err := Open(t.Context(), path)
		must(t, err)
		runs, err := db.Runs(t.Context())
		must(t, err)
		started := time.Date(2014, 6, 10, 12, 0, 0, 0, time.UTC)
		want := Run{
			ID: 1, Key: "k1", Recipe: "r", Spec: "s.yaml", System: "Adversarial nets", Kind: "gan", Dataset: "mnist", Seed: 7,
			Budget: "minutes", EffectiveSpec: "{}", SpecText: "text", DatasetSHA256: "dd",
			Status: Done, Started: started, Finished: started.Add(time.Hour), Seconds: 3600, Host: "h", PID: 5,
			Environment: Environment{Commit: "c0ffee", Dirty: true, CodeID: "code", GoVersion: "go1.26", OS: "linux", Arch: "amd64",
				CPU: "some CPU", Cores: 2, BLAS: "gonum", Threads: 1, Command: "experiments"},
			Data: []DataFile{{Name: "train-images", SHA256: "aa", Source: "cache", Bytes: 9912422}},
		}
		if len(runs) != 2 || !reflect.DeepEqual(runs[0], want) || runs[1].Status != Running {
			t.Errorf("schema %d: runs are\n%+v, want first\n%+v", version, runs, want)
		}
		if ms, err := db.Metrics(t.Context(), 1); err != nil || len(ms) != 2 {
			t.Errorf("schema %d: metrics %v, error %v", version, ms, err)
		}
		if es, err := db.Evaluations(t.Context(), 1); err != nil || len(es) != 1 || len(es[0].Curve) != 1 {
			t.Errorf("schema %d: evaluations %v, error %v", version, es, err)
		}
		if as, err := db.Artifacts(t.Context(), 1); err != nil || len(as) != 1 {
			t.Errorf("schema %d: artifacts %v, error %v", version, as, err)
		}
		if rows, err := db.Table1(t.Context()); err != nil || len(rows) != 9 || rows[4].LL != 225 {
			t.Errorf("schema %d: table 1 %v, error %v", version, rows, err)
		}

		// A run that was running can be marked dead and begun again.
		if n, err := db.MarkDead(t.Context()); n != 1 || err != nil {
			t.Errorf("schema %d: %d runs marked dead, error %v", version, n, err)
		}
		if id, err := db.Begin(t.Context(), runs[1]); id != 2 || err != nil {
			t.Errorf("schema %d: resumed as run %d, error %v", version, id, err)
		}
		sound(t, db)
		must(t, db.Close())
	}
}

// TestNamesAndCaptionsAreTakenApart checks that information that older programs kept in names and captions moves to its own columns.
func TestNamesAndCaptionsAreTakenApart(t *testing.T) {
	const measured = "Autocorrelation of the images over 300 steps: 0.88 after 1, -0.50 after 100."
	for caption, want := range map[string]string{
		"Ten chains. " + measured: measured,
		"Ten chains. " + measured + " The model was trained on the first 30,000 images.": measured,
		"Ten chains.": "",
	} {
		path := oldDatabase(t, 9)
		pool, err := sql.Open("sqlite3", "file:"+path+writePragmas)
		must(t, err)
		_, err = pool.Exec(`UPDATE run SET system = 'DBN (dbn.batch=10)' WHERE id = 1; UPDATE artifact SET kind = 'chain', caption = ?`, caption)
		must(t, err)
		must(t, pool.Close())
		db, err := Open(t.Context(), path)
		must(t, err)
		runs, err := db.Runs(t.Context())
		must(t, err)
		if runs[0].VariantOf != "DBN" || runs[1].VariantOf != "" {
			t.Errorf("variants of %q and %q", runs[0].VariantOf, runs[1].VariantOf)
		}
		if as, err := db.Artifacts(t.Context(), 1); err != nil || len(as) != 1 || as[0].Measured != want || as[0].Caption != caption {
			t.Errorf("artifacts %+v, error %v, want measured %q", as, err, want)
		}
		must(t, db.Close())
	}
}

// TestOlderSchemaIsReadFromACopy checks that reading an old database does not change it and leaves no files behind.
func TestOlderSchemaIsReadFromACopy(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	path := oldDatabase(t, 1)
	before, err := os.ReadFile(path)
	must(t, err)
	db, err := OpenReadOnly(t.Context(), path)
	must(t, err)
	if runs, err := db.Runs(t.Context()); err != nil || len(runs) != 2 {
		t.Errorf("%d runs, error %v", len(runs), err)
	}
	if err := db.RecordHeartbeat(t.Context(), 2, 0, 0); err == nil || !strings.Contains(err.Error(), path+": database is read-only") {
		t.Errorf("written to: error %v", err)
	}
	must(t, db.Close())
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was changed, error %v", err)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, error %v", left, err)
	}
}

func TestImportOfAnOlderSchema(t *testing.T) {
	other, err := OpenReadOnly(t.Context(), oldDatabase(t, 1))
	must(t, err)
	defer other.Close()
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "results.db"))
	must(t, err)
	defer db.Close()
	done, err := db.Import(t.Context(), other, t.TempDir(), "")
	if want := (Imported{Added: []int64{1}, Running: 1, Left: 1}); err != nil || !reflect.DeepEqual(done, want) {
		t.Errorf("import did %+v, error %v, want %+v", done, err, want)
	}
	sound(t, db)
}

// TestMigratedSchemaIsThatOfANewDatabase checks that a migrated database has the same schema as a new one.
func TestMigratedSchemaIsThatOfANewDatabase(t *testing.T) {
	schema := func(path string) (all []string) {
		db, err := Open(t.Context(), path)
		must(t, err)
		defer db.Close()
		all, err = query(t.Context(), db, "read the schema", scanText, `SELECT name || ': ' || sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name`)
		must(t, err)
		return all
	}
	if a, b := schema(oldDatabase(t, 1)), schema(filepath.Join(t.TempDir(), "new.db")); !reflect.DeepEqual(a, b) {
		t.Errorf("brought up to date:\n%s\nnew:\n%s", a, b)
	}
}

// sound runs SQLite's integrity check of the whole file.
func sound(t *testing.T, db *DB) {
	t.Helper()
	for _, check := range []string{"SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'", `SELECT "table" FROM pragma_foreign_key_check`} {
		if found, err := query(t.Context(), db, check, scanText, check); err != nil || len(found) > 0 {
			t.Errorf("%s: %s, error %v", check, found, err)
		}
	}
}
