package endtoend

import (
	"os"
	"testing"

	"gan2014/experiments/exit"
)

// TestRemovedMeanwhile checks that the program reports an error if its output folder or database is moved away while it computes.
func TestRemovedMeanwhile(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"out", "results.db"} {
		b := newBench(t)
		program := b.start(b.args(nets(epochs+"8", long)...)...)
		b.until(`select count(*) > 0 from metric`, "1")
		if err := os.Rename(b.path(name), b.path("moved "+name)); err != nil { // at once: the program may be writing a file into the folder
			t.Fatal(err)
		}
		program.Wait()
		if status := program.ProcessState.ExitCode(); status != exit.Failed {
			t.Errorf("%s is moved away: status %d, want %d", name, status, exit.Failed)
		}
	}
}
