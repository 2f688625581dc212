package endtoend

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/internal/golden"
	"gan2014/results"
)

func TestImport(t *testing.T) {
	t.Parallel()
	here, there := newArchive(t), newArchive(t)
	there.fill()
	db, out, other := here.path("results.db"), here.path("out"), there.path("results.db")
	add := []string{"import", "-db", db, "-out", out, "-artifacts", there.path("out/artifacts"), other}
	a, _ := here.expect(exit.Done, add)
	b, _ := here.expect(exit.Done, add)
	golden.Check(t, testdata+"/import.txt", strings.ReplaceAll(a+"again\n"+b, out, "out"))
	if _, err := os.Stat(here.path("out/artifacts/ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.png")); err != nil {
		t.Error(err)
	}

	moved := archived("b", "Adversarial nets", 2)
	moved.Environment.CPU = "another CPU"
	there.finish(there.add(moved, -2999), results.Ending{Status: results.Done})
	_, refusal := here.expect(exit.BadUsage, add)
	golden.Check(t, testdata+"/import-refused.txt", strings.NewReplacer(db, "results.db", other, "other.db").Replace(refusal))

	// The printed advice works.
	if _, err := exec.LookPath("sqlite3"); err == nil {
		here.sqlite3("pragma foreign_keys = on; delete from run where id = 1")
		here.expect(exit.Done, add, "runs added: 1")
	}
	here.expect(exit.BadUsage, []string{"import", "-db", db}, "give one database to import from, not 0")
	here.expect(exit.BadUsage, []string{"import", "-db", db, here.path("none.db")}, "none.db: no such file")
}

func (b bench) sqlite3(statement string) {
	b.Helper()
	if out, err := exec.Command("sqlite3", b.path("results.db"), statement).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
}
