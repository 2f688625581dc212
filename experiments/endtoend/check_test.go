package endtoend

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/experiments/run"
)

// TestDamagedRun checks that a damaged run is named with its remedy and that no command shows its number.
func TestDamagedRun(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	a.fill()
	db, out := a.path("results.db"), a.path("out")
	check := []string{"check", "-db", db, "-out", out}
	a.expect(exit.Done, check, "damaged: 0")
	a.expect(exit.Done, []string{"check", "-db", db, "-out", a.path("none")}, "damaged: 0", "the files of the runs are not checked")
	a.exec("update evaluation set ll_nats = ll_nats + 1000 where run_id = 1")

	a.expect(exit.Failed, check, "run 1 (", "table evaluation", "compute it again with -retry or -force")
	list, _ := a.expect(exit.Done, []string{"runs", "-db", db, "-status", "damaged"}, "damaged")
	shown, _ := a.expect(exit.Done, []string{"runs", "-db", db, "1"}, "damaged", "table evaluation")
	a.expect(exit.Failed, []string{"diff", "-db", db, "1", "2"}, "run 1 is damaged")
	for _, text := range []string{list, shown} {
		if strings.Contains(text, "nats at sigma") || strings.Contains(text, "12") && strings.Contains(text, "1225") {
			t.Errorf("a damaged number is shown:\n%s", text)
		}
	}
	fresh := newArchive(t)
	fresh.expect(exit.Failed, []string{"import", "-db", fresh.path("results.db"), db}, "runs left out, damaged there: 1", "run 1 is damaged")
	a.expect(exit.Done, []string{"report", "-db", db, "-out", out})
	page, err := os.ReadFile(filepath.Join(out, "report.html"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(page), "Damaged in the database, and not shown: run 1.") {
		t.Error("the page does not say that run 1 is damaged")
	}
}

// TestDamagedRunIsComputedAgain checks that a damaged run does not count as done and that -retry computes it again.
func TestDamagedRunIsComputedAgain(t *testing.T) {
	t.Parallel()
	b := finishedBench(t, "-only", "*/true*")
	args := b.args("-only", "*/true*")
	want := b.query("select ll_nats from evaluation order by id limit 1")
	b.exec("update evaluation set ll_nats = 7")
	b.expect(exit.Failed, args, "is damaged", "table evaluation", "-retry")
	b.expect(exit.Done, append(args, "-retry"))
	if got := b.query("select ll_nats from evaluation where run_id = (select max(id) from run) order by id limit 1"); got != want {
		t.Errorf("the run came to %s, and again to %s", want, got)
	}
	b.expect(exit.Done, args, "done before")
}

// TestCheckOfKeptFiles checks that `experiments check` verifies the checksums at the end of checkpoints.
func TestCheckOfKeptFiles(t *testing.T) {
	t.Parallel()
	b := finishedBench(t, nets(epochs+"2")...)
	check := []string{"check", "-db", b.path("results.db"), "-out", b.path("out")}
	b.expect(exit.Done, check, "damaged: 0")
	files, err := filepath.Glob(b.path("out/runs/*/*.checkpoint"))
	films, _ := filepath.Glob(b.path("out/runs/*/" + run.FilmPattern))
	if err != nil || len(files) == 0 || len(films) == 0 {
		t.Fatalf("%d checkpoints, %d films, error %v", len(files), len(films), err)
	}
	for _, file := range append(files, films...) {
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		whole[len(whole)/2] ^= 1
		if err := os.WriteFile(file, whole, 0o600); err != nil {
			t.Fatal(err)
		}
		b.expect(exit.Failed, check, filepath.Base(file), "remove")
		whole[len(whole)/2] ^= 1
		if err := os.WriteFile(file, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
