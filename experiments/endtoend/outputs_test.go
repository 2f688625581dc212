package endtoend

import (
	"os"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/results"
)

// TestReportOverwritesNothing checks that a report replaces its own files and no other files of the output folder.
func TestReportOverwritesNothing(t *testing.T) {
	t.Parallel()
	b := bench{T: t, dir: t.TempDir()}
	db := b.path("results.db")
	r, err := results.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	report := []string{"report", "-db", db, "-out", b.path("out")}
	if status, _, stderr := start(t.Context(), report...); status != exit.Done {
		t.Fatal(stderr)
	}
	b.expect(exit.Done, report, "report.html")
	for _, name := range []string{"report.html", "table1.csv", "table1.json", "table1.md", "table1.tex", "table2.md"} {
		old, err := os.ReadFile(b.path("out/" + name))
		if err != nil {
			t.Fatal(err)
		}
		writeTest(t, b.path("out/"+name), []byte("years of work"))
		b.expect(exit.BadUsage, report, b.path("out/"+name)+" exists and was not written by this program")
		writeTest(t, b.path("out/"+name), old)
	}
}
