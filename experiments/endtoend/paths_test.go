package endtoend

import (
	"os"
	"path/filepath"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/run"
)

// oddNames lists names of folders and files that a pattern, a URI, a shell or a flag would misread.
var oddNames = []string{"out[1]", "-a?b#c%20 *[", "line\nbreak 'quoted' \"twice\" \xff"}

// TestFoldersOfAnyName checks that a run finds what an earlier one left, whatever the folder's name: database, data, checkpoints
// and film.
func TestFoldersOfAnyName(t *testing.T) {
	t.Parallel()
	for _, name := range oddNames {
		b := newBench(t)
		b.cwd = b.dir
		b.linkData()
		if err := os.Rename(b.path("data"), b.path("data"+name)); err != nil {
			t.Fatal(err)
		}
		args := func(epochs string) []string {
			return []string{"-spec", "tiny.yaml", "-only", "*/adv*", "-threads", "1", "-set", "systems.0.train.images=1000", "-set", "systems.0.train.epochs=" + epochs,
				"-db", name + ".db", "-out", name, "-data", "data" + name}
		}
		b.expect(exit.Done, args("2"))
		b.expect(exit.Done, args("2"), "done before")
		b.expect(exit.Done, args("3"), "continuing from run")
		folders, err := os.ReadDir(filepath.Join(b.path(name), "runs"))
		if err != nil || len(folders) != 2 {
			t.Fatalf("%q: %d runs, %v", name, len(folders), err)
		}
		for _, folder := range folders {
			files, err := os.ReadDir(filepath.Join(b.path(name), "runs", folder.Name()))
			if err != nil {
				t.Fatal(err)
			}
			checkpoints, films := 0, 0
			for _, f := range files {
				if filepath.Ext(f.Name()) == ".checkpoint" && f.Name() != run.BestCheckpoint {
					checkpoints++
				}
				if filepath.Ext(f.Name()) == ".shades" {
					films++
				}
			}
			if checkpoints != 2 || films != 2 {
				t.Errorf("%q: %d checkpoints and %d films, want 2 and 2", name, checkpoints, films)
			}
		}
		b.expect(exit.Done, []string{"runs", "-db", name + ".db"}, "Adversarial nets")
		b.expect(exit.Done, []string{"report", "-db", name + ".db", "-out", name})
		b.expect(exit.Done, []string{"gc", "-dry-run", "-db", name + ".db", "-out", name})
		b.expect(exit.Done, []string{"exec", "-db", "exec" + name + ".db", "-out", name, "-data", "data" + name, job.Operand(filepath.Join(name, "runs", folders[0].Name()))})
	}
}
