package results_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/results"
)

// sealed makes a database with a finished run that has rows in every table, and another run. It returns the ids and the output folder.
func sealed(t *testing.T) (path, outDir string, whole, other int64) {
	t.Helper()
	db, path := mustOpen(t)
	outDir = filepath.Join(filepath.Dir(path), "out")
	whole = begin(t, db, run("whole", 1))
	folds := evaluation("fine", 226)
	folds.StdErrOver, folds.StdErr, folds.Sigma, folds.ValidExamples, folds.TestExamples = "folds", 1, 0.15, 10, 12
	folds.Folds = []results.Fold{{Sigma: 0.1, LL: 225, ValidExamples: 5, TestExamples: 6}, {Sigma: 0.2, LL: 227, ValidExamples: 5, TestExamples: 6}}
	diverged := evaluation("optimum", math.Inf(-1))
	diverged.StdErr, diverged.Curve[0].ValidLL, diverged.Quantiles[0].LL, diverged.BySamples[0].ValidLL = math.NaN(), math.Inf(-1), math.Inf(-1), math.Inf(-1)
	diverged.Folds = []results.Fold{{Sigma: 0.2, LL: math.Inf(-1), ValidExamples: 1000, TestExamples: 9999}}
	check(t, db.Evaluate(t.Context(), whole, []results.Evaluation{evaluation("paper", 225), folds, diverged}))
	check(t, db.Record(t.Context(), whole, []results.Metric{{Name: "loss_d", Epoch: 1, Value: 1.25}, {Name: "loss_g", Epoch: 1, Value: math.Inf(1)}}))
	check(t, db.RecordStudy(t.Context(), whole, theory()))
	measures := metricScores()
	measures[0].Samples.P, measures[0].Training.Low, measures[0].Training.High, measures[0].Training.P = measures[1].Training.P, measures[0].Samples.Low, measures[0].Samples.High, measures[1].Training.P
	check(t, db.ScoreMetrics(t.Context(), whole, measures))
	_, err := db.AddArtifact(t.Context(), outDir, whole, results.Artifact{Kind: "samples", Caption: "caption"}, "png", []byte("a picture"))
	check(t, err)
	check(t, db.RecordHeartbeat(t.Context(), whole, 1, 1))
	check(t, db.Finish(t.Context(), whole, results.Ending{Status: results.Done, Seconds: 1, LogTail: "tail"}))
	second := run("other", 2)
	second.Recipe = "another"
	other = score(t, db, second, evaluation("paper", 100))
	check(t, db.Close())
	return path, outDir, whole, other
}

// checked returns the damage that Check finds.
func checked(t *testing.T, path, outDir string) []results.Flaw {
	t.Helper()
	c, err := results.Check(t.Context(), path, outDir)
	check(t, err)
	return c.Flaws
}

// flipped returns a value with one bit changed.
func flipped(value any) any {
	switch v := value.(type) {
	case int64:
		return v ^ 1
	case float64:
		return math.Float64frombits(math.Float64bits(v) ^ 1)
	case string:
		if v == "" {
			return "x"
		}
		return v[:len(v)-1] + string(rune(v[len(v)-1]^1))
	}
	panic(fmt.Sprintf("a %T", value))
}

// TestEveryFlippedBitIsFound checks that a changed bit in any column of any table is found, and that the numbers of that run are refused.
func TestEveryFlippedBitIsFound(t *testing.T) {
	path, outDir, whole, other := sealed(t)
	if flaws := checked(t, path, outDir); len(flaws) > 0 {
		t.Fatalf("an intact database is damaged: %v", flaws)
	}
	content := read(t, path)
	damaged := filepath.Join(t.TempDir(), "results.db")
	tables := map[string]bool{}
	for table, columns := range schemaColumns(t, path) {
		if query(t, path, fmt.Sprintf("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '%s'", table)) == "0" || table == "unsealed" {
			continue // a view, and the list of unsealed runs, which is empty
		}
		for _, column := range columns {
			check(t, os.WriteFile(damaged, content, 0o666))
			changed := flipFirst(t, damaged, table, column)
			if !changed {
				t.Errorf("%s.%s holds nothing: give the run of this test a row", table, column)
				continue
			}
			tables[table] = true
			flaws := checked(t, damaged, outDir)
			if len(flaws) == 0 || flaws[0].Remedy == "" {
				t.Errorf("a bit of %s.%s is not found", table, column)
			}
			if table == "published" {
				requireNoTable(t, damaged)
			} else {
				requireRefused(t, damaged, whole, other, table+"."+column)
			}
		}
	}
	if len(tables) < 14 {
		t.Errorf("only %d tables were damaged", len(tables))
	}
}

// flipFirst changes a bit in the first row that has a value in this column.
func flipFirst(t *testing.T, path, table, column string) bool {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_ignore_check_constraints=on")
	check(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	_, err = db.Exec("PRAGMA ignore_check_constraints = on")
	check(t, err)
	var value any
	err = db.QueryRow(fmt.Sprintf(`SELECT "%s" FROM "%s" WHERE "%[1]s" IS NOT NULL LIMIT 1`, column, table)).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return false
	}
	check(t, err)
	_, err = db.Exec(fmt.Sprintf(`UPDATE OR REPLACE "%s" SET "%s" = ? WHERE "%[2]s" = ?`, table, column), flipped(value), value)
	check(t, err)
	return true
}

func requireNoTable(t *testing.T, path string) {
	t.Helper()
	db, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer db.Close()
	if _, err := db.Table1(t.Context()); err == nil || !strings.Contains(err.Error(), "table published") {
		t.Errorf("Table 1 is read from damaged numbers of the literature, error %v", err)
	}
}

// requireRefused makes sure that nothing of a damaged run is given as a number.
func requireRefused(t *testing.T, path string, whole, other int64, what string) {
	t.Helper()
	db, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer db.Close()
	runs, err := db.Runs(t.Context())
	check(t, err)
	damaged := 0
	for _, r := range runs {
		if r.Status != results.Damaged {
			continue
		}
		damaged++
		var refused *results.DamagedError
		if _, err := db.Evaluations(t.Context(), r.ID); !errors.As(err, &refused) {
			t.Errorf("%s: evaluations of a damaged run, error %v", what, err)
		}
		if _, err := db.Metrics(t.Context(), r.ID); !errors.As(err, &refused) {
			t.Errorf("%s: metrics of a damaged run, error %v", what, err)
		}
		if !strings.Contains(r.Error, "table") && !strings.Contains(r.Error, "seal") || !strings.Contains(r.Error, "-retry") || !strings.Contains(r.Error, "-force") {
			t.Errorf("%s: the error is %q", what, r.Error)
		}
		for _, row := range measured(t, db) {
			if slices.Contains(row.RunIDs, r.ID) {
				t.Errorf("%s: Table 1 has a row of the damaged run", what)
			}
		}
	}
	if damaged == 0 {
		t.Errorf("%s: no run is damaged", what)
	}
}

// TestDamagedSeedIsNotInTheMean checks that a damaged seed is left out of the mean of the others.
func TestDamagedSeedIsNotInTheMean(t *testing.T) {
	db, path := mustOpen(t)
	for seed, ll := range []float64{100, 110, 150} {
		score(t, db, run(fmt.Sprint(seed), int64(seed)), evaluation("paper", ll))
	}
	check(t, db.Close())
	_, err := raw(t, path).Exec("UPDATE evaluation SET ll_nats = 9999 WHERE run_id = 3")
	check(t, err)
	db, err = results.Open(t.Context(), path)
	check(t, err)
	defer db.Close()
	if m := measured(t, db); len(m) != 1 || m[0].LL != 105 || m[0].Seeds != 2 || !slices.Equal(m[0].RunIDs, []int64{1, 2}) {
		t.Errorf("Table 1 is %+v", m)
	}
}

// TestChangesOfFinishedRunsAreSealed checks that a finished run is sealed again when this program changes it, and that a damaged run is
// not.
func TestChangesOfFinishedRunsAreSealed(t *testing.T) {
	path, outDir, whole, _ := sealed(t)
	db, err := results.Open(t.Context(), path)
	check(t, err)
	defer db.Close()
	check(t, db.Record(t.Context(), whole, []results.Metric{{Name: "loss_d", Epoch: 2, Value: 1}}))
	_, err = db.AddArtifact(t.Context(), outDir, whole, results.Artifact{Kind: "film"}, "png", []byte("another"))
	check(t, err)
	if flaws := checked(t, path, outDir); len(flaws) > 0 {
		t.Errorf("what was added is damage: %v", flaws)
	}
	_, err = raw(t, path).Exec("UPDATE metric SET value = 7 WHERE epoch = 2")
	check(t, err)
	db.Close()
	db, err = results.Open(t.Context(), path)
	check(t, err)
	defer db.Close()
	var refused *results.DamagedError
	if err := db.Record(t.Context(), whole, nil); !errors.As(err, &refused) {
		t.Errorf("a damaged run is sealed anew, error %v", err)
	}
}

// TestDamagedRunIsBegunAgainOnly checks that an unfinished, damaged run is not resumed, and that it can be begun again as a new run.
func TestDamagedRunIsBegunAgainOnly(t *testing.T) {
	db, path := mustOpen(t)
	id := begin(t, db, run("k", 1))
	check(t, db.Record(t.Context(), id, []results.Metric{{Name: "valid_ll", Epoch: 1, Value: 1}}))
	check(t, db.Finish(t.Context(), id, results.Ending{Status: results.Interrupted}))
	if flaws := checked(t, path, ""); len(flaws) > 0 {
		t.Fatal(flaws)
	}
	_, err := raw(t, path).Exec("UPDATE metric SET value = 7")
	check(t, err)
	db.Close()
	db, err = results.Open(t.Context(), path)
	check(t, err)
	defer db.Close()
	var refused *results.DamagedError
	if _, err := db.Begin(t.Context(), run("k", 1)); !errors.As(err, &refused) {
		t.Errorf("it is begun, error %v", err)
	}
	r := run("k", 1)
	r.Again = true
	id = begin(t, db, r)
	if ms, err := db.Metrics(t.Context(), id); err != nil || len(ms) > 0 {
		t.Errorf("it has the metrics %v, error %v", ms, err)
	}
	check(t, db.Finish(t.Context(), id, results.Ending{Status: results.Done}))
	if r := find(t, db, "k"); r.Status != results.Done {
		t.Errorf("it is %s: %s", r.Status, r.Error)
	}
}

// TestImportOfDamagedRuns checks that a damaged run is not imported, and that an intact run replaces a damaged one.
func TestImportOfDamagedRuns(t *testing.T) {
	intact, outDir, whole, _ := sealed(t)
	damaged, _, _, _ := sealed(t)
	_, err := raw(t, damaged).Exec("UPDATE evaluation SET ll_nats = 300 WHERE grid = 'paper' AND run_id = ?", whole)
	check(t, err)
	open := func(path string) *results.DB {
		db, err := results.Open(t.Context(), path)
		check(t, err)
		t.Cleanup(func() { db.Close() })
		return db
	}
	fresh, _ := mustOpen(t)
	done, err := fresh.Import(t.Context(), open(damaged), "", "")
	if err != nil || len(done.Added) != 1 || len(done.Damaged) != 1 || done.Damaged[0].ID != whole {
		t.Errorf("import of a damaged run: %+v, error %v", done, err)
	}
	here := open(damaged)
	done, err = here.Import(t.Context(), open(intact), filepath.Join(t.TempDir(), "out"), filepath.Join(outDir, "artifacts"))
	if err != nil || len(done.Added) != 1 || done.Same != 1 {
		t.Errorf("import into a damaged database: %+v, error %v", done, err)
	}
	if r := find(t, here, "whole"); r.Status != results.Done {
		t.Errorf("it is %s: %s", r.Status, r.Error)
	}
	together, err := results.OpenTogether(t.Context(), []string{intact, damaged})
	check(t, err)
	check(t, together.Close())
}

// TestDamageIsSeenTogether checks that a damaged run is still found if several databases are read as one.
func TestDamageIsSeenTogether(t *testing.T) {
	damaged, _, whole, _ := sealed(t)
	_, err := raw(t, damaged).Exec("UPDATE evaluation SET ll_nats = 300 WHERE grid = 'paper' AND run_id = ?", whole)
	check(t, err)
	empty, path := mustOpen(t)
	check(t, empty.Close())
	db, err := results.OpenTogether(t.Context(), []string{path, damaged})
	check(t, err)
	defer db.Close()
	if r := find(t, db, "whole"); r.Status != results.Damaged || !strings.Contains(r.Error, "table evaluation") {
		t.Errorf("it is %s: %s", r.Status, r.Error)
	}
	if m := measured(t, db); len(m) != 1 || m[0].LL != 100 {
		t.Errorf("Table 1 is %+v", m)
	}
}

// TestCheckOfArtifacts checks that the content and the size of artifact files are compared.
func TestCheckOfArtifacts(t *testing.T) {
	path, outDir, whole, _ := sealed(t)
	db, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer db.Close()
	as, err := db.Artifacts(t.Context(), whole)
	check(t, err)
	file := filepath.Join(outDir, filepath.FromSlash(as[0].Path))
	for _, damaged := range [][]byte{nil, []byte("a pictur"), []byte("a pictuse"), []byte("a picture!")} {
		check(t, os.WriteFile(file, damaged, 0o666))
		if flaws := checked(t, path, outDir); len(flaws) != 1 || !strings.Contains(flaws[0].What, "is damaged") {
			t.Errorf("%q: %v", damaged, flaws)
		}
	}
	check(t, os.Remove(file))
	if flaws := checked(t, path, outDir); len(flaws) != 1 || !strings.Contains(flaws[0].What, "is missing") {
		t.Errorf("missing: %v", flaws)
	}
}

// TestNoFlippedByteGivesAnotherNumber checks, for a changed byte anywhere in the file, that the damage is found or that all numbers are
// still right.
func TestNoFlippedByteGivesAnotherNumber(t *testing.T) {
	path, outDir, _, _ := sealed(t)
	content := read(t, path)
	want := readAll(t, path)
	damaged := filepath.Join(t.TempDir(), "results.db")
	found := 0
	for at := 131; at < len(content); at += 2239 {
		content[at] ^= 4
		check(t, os.WriteFile(damaged, content, 0o666))
		content[at] ^= 4
		c, err := results.Check(t.Context(), damaged, outDir)
		if err != nil || len(c.Flaws) > 0 {
			found++
			continue
		}
		if got := readAll(t, damaged); got != want {
			t.Errorf("byte %d is not found to be damaged, and the numbers are\n%s\nwhere they were\n%s", at, got, want)
		}
	}
	if found < 5 {
		t.Errorf("damage was found %d times", found)
	}
}

// readAll returns what can be read of all runs.
func readAll(t *testing.T, path string) string {
	t.Helper()
	db, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer db.Close()
	runs, err := db.Runs(t.Context())
	check(t, err)
	text := fmt.Sprintf("%+v\n", runs)
	for _, r := range runs {
		o, err := db.Numbers(t.Context(), r.ID)
		check(t, err)
		text += fmt.Sprintf("%+v\n", o)
	}
	table, err := db.Table1(t.Context())
	check(t, err)
	for _, row := range table {
		text += fmt.Sprintf("%s %s %g %d\n", row.System, row.Dataset, row.LL, row.Seeds)
	}
	return text
}

// TestDamagedViewIsFound checks that damaged definitions of tables and views are found.
func TestDamagedViewIsFound(t *testing.T) {
	path, outDir, _, _ := sealed(t)
	db := raw(t, path)
	for _, stmt := range []string{"PRAGMA writable_schema = on", `UPDATE sqlite_schema SET sql = replace(sql, 'count(*) - 1', 'count(*) - 0') WHERE name = 'table1'`} {
		db.SetMaxOpenConns(1)
		_, err := db.Exec(stmt)
		check(t, err)
	}
	if flaws := checked(t, path, outDir); len(flaws) != 1 || !strings.Contains(flaws[0].What, "table1") {
		t.Errorf("%v", flaws)
	}
	requireViewRefused(t, path)
}

func requireViewRefused(t *testing.T, path string) {
	t.Helper()
	db, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer db.Close()
	if _, err := db.Table1(t.Context()); err == nil || !strings.Contains(err.Error(), "view table1 is damaged") {
		t.Errorf("a damaged view is read, error %v", err)
	}
}

// TestSealsAreWidened checks that the columns of a later schema are added to the seals of intact runs only.
func TestSealsAreWidened(t *testing.T) {
	path, _, _, _ := sealed(t)
	db := raw(t, path)
	_, err := db.Exec("UPDATE metric SET value = 7 WHERE name = 'loss_d'; ALTER TABLE run ADD COLUMN later TEXT NOT NULL DEFAULT ''")
	check(t, err)
	writer, err := results.Open(t.Context(), path)
	check(t, err)
	check(t, writer.Close())
	if n := query(t, path, "SELECT count(*) FROM seal WHERE \"table\" = 'run' AND columns LIKE '%,later'"); n != "1" {
		t.Errorf("%s seals have the new column, want that of the intact run", n)
	}
	_, err = db.Exec("UPDATE run SET later = 'x' WHERE key = 'other'")
	check(t, err)
	reader, err := results.OpenReadOnly(t.Context(), path)
	check(t, err)
	defer reader.Close()
	for _, key := range []string{"whole", "other"} {
		if r := find(t, reader, key); r.Status != results.Damaged {
			t.Errorf("%s is %s", key, r.Status)
		}
	}
}

// TestCheckOfBrokenFile checks that a truncated file, or a file that is no database, is reported as a flaw and not as an error.
func TestCheckOfBrokenFile(t *testing.T) {
	path, outDir, _, _ := sealed(t)
	content := read(t, path)
	for _, broken := range [][]byte{content[:len(content)/2], append([]byte("no database at all"), content[18:]...)} {
		check(t, os.WriteFile(path, broken, 0o666))
		c, err := results.Check(t.Context(), path, outDir)
		if err != nil || len(c.Flaws) == 0 || c.Flaws[0].Remedy == "" {
			t.Errorf("%d bytes: %+v, error %v", len(broken), c, err)
		}
	}
	if _, err := results.Check(t.Context(), path+"?", outDir); err == nil {
		t.Error("a database that is not there is checked")
	}
}
