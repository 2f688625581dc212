package endtoend

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/results"
)

// TestOutsideTheRepository checks that every command works in a folder that is not the repository.
func TestOutsideTheRepository(t *testing.T) {
	t.Parallel()
	manuals, err := os.ReadDir("../manual")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	db, err := results.Open(t.Context(), filepath.Join(dir, "results.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	b := bench{T: t, dir: dir, cwd: dir}
	b.expect(exit.Failed, []string{"verify"}, "MISSING", "numbers are not the same as in the reference of commit")
	b.expect(exit.Failed, []string{"verify", "-only", "mnist/*", "-budget", "minutes"}, "MISSING")
	b.expect(exit.BadUsage, []string{"verify", "-write"}, "give it with -reference")
	b.expect(exit.BadUsage, []string{"verify", "-reference", "none.json"}, "none.json")
	b.expect(exit.Done, []string{"report", "-out", "out"}, filepath.Join("out", "report.html"))
	b.expect(exit.Done, []string{"runs"})
	b.expect(exit.BadUsage, []string{"gc", "-dry-run"}, "has no runs")
	b.expect(exit.Done, []string{"status"})
	b.expect(exit.Done, []string{"spec", "-schema"}, "$schema")
	b.expect(exit.Done, []string{"spec", "-explain"}, "train")
	b.expect(exit.Done, []string{"fetch", "-list"}, "mnist")
	for _, name := range []string{"table1", "smoke.yaml", "theory", "figure2"} {
		b.expect(exit.Done, []string{"spec", "-spec", name}, "systems:")
	}
	b.expect(exit.Done, []string{"-h"}, "experiments")
	for _, manual := range manuals {
		if name, _ := strings.CutSuffix(manual.Name(), ".txt"); name != "experiments" {
			b.expect(exit.Done, []string{name, "-h"}, "experiments "+name)
		}
	}
	b.expect(exit.Done, []string{"-spec", "theory", "-plan"}, "to compute", "threads: ")
}
