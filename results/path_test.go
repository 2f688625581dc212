package results_test

import (
	"os"
	"strings"
	"testing"

	"gan2014/results"
)

// TestAnyPath checks that a database may have any file name.
func TestAnyPath(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{":memory:", "a?mode=ro", "b#c%20", "file:d", "-e", "out[1]", "line\nbreak \xff"} {
		db, err := results.Open(t.Context(), name)
		if err != nil {
			t.Errorf("%q: %v", name, err)
			continue
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
}

// TestRemovedDatabase checks that writing to a removed database fails, because nobody could open the file again.
func TestRemovedDatabase(t *testing.T) {
	path := t.TempDir() + "/results.db"
	for _, replaced := range []bool{false, true} {
		db, err := results.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.MarkDead(t.Context()); err != nil {
			t.Error(err)
		}
		if err := os.Rename(path, path+"~"); err != nil {
			t.Fatal(err)
		}
		if replaced {
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := db.MarkDead(t.Context()); err == nil || !strings.Contains(err.Error(), "was removed or replaced") {
			t.Errorf("replaced %t: %v", replaced, err)
		}
	}
}
