package endtoend

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/internal/golden"
	"gan2014/results"
)

// hash is a file name like that of an artifact.
var hash = strings.Repeat("f", 64)

// litter writes files of each kind into the output folder: needed, unused, and not made by the program.
func (a *archive) litter() {
	a.Helper()
	a.fill()
	stopped := archived("9", "DBN", 9)
	a.finish(a.add(stopped, 0), results.Ending{Status: results.Interrupted})
	for _, file := range []string{
		"report.html",
		"artifacts/ff/" + hash + ".png", "artifacts/ff/.x.png.RANDOM.tmp", "artifacts/ff/notes.txt", "artifacts/readme",
		"runs/" + key("a") + "/update-000000500.checkpoint", "runs/" + key("a") + "/update-000001000.checkpoint",
		"runs/" + key("a") + "/best.checkpoint", "runs/" + key("a") + "/.update-000001500.checkpoint.RANDOM.tmp", "runs/" + key("a") + "/log",
		"runs/" + key("9") + "/update-000000500.checkpoint", "runs/" + key("9") + "/update-000001000.checkpoint", // interrupted
		"runs/" + key("e") + "/update-000000500.checkpoint", "runs/" + key("e") + "/.update-000001000.checkpoint.RANDOM.tmp", // running
		"runs/" + key("0") + "/update-000000500.checkpoint", "runs/" + key("0") + "/log", // not in the database
		"runs/mine/update-000000500.checkpoint",
	} {
		a.write("out/"+file, "12345")
	}
}

func (a *archive) write(name, text string) {
	a.Helper()
	a.must(os.MkdirAll(filepath.Dir(a.path(name)), 0o777))
	a.must(os.WriteFile(a.path(name), []byte(text), 0o666))
}

// files lists all files below a folder of the archive.
func (a *archive) files(folder string) []string {
	a.Helper()
	var all []string
	a.must(filepath.WalkDir(a.path(folder), func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			path, err = filepath.Rel(a.path(folder), path)
			all = append(all, filepath.ToSlash(path))
		}
		return err
	}))
	return all
}

func TestGC(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	a.litter()
	before := a.files("out")
	gone := func(want ...string) {
		t.Helper()
		after := a.files("out")
		var missing []string
		for _, file := range before {
			if !slices.Contains(after, file) {
				missing = append(missing, file)
			}
		}
		slices.Sort(want)
		if !slices.Equal(missing, want) || len(after)+len(missing) != len(before) {
			t.Errorf("gone are\n%s\nwant\n%s", strings.Join(missing, "\n"), strings.Join(want, "\n"))
		}
	}
	say := func(args ...string) string {
		return a.stdout(append([]string{"gc", "-out", a.path("out")}, args...)...)
	}

	golden.Check(t, testdata+"/gc-dry-run.txt", say("-dry-run", "-orphans"))
	gone()
	golden.Check(t, testdata+"/gc.txt", say())
	spent := []string{
		"artifacts/ff/" + hash + ".png", "artifacts/ff/.x.png.RANDOM.tmp",
		"runs/" + key("a") + "/update-000000500.checkpoint", "runs/" + key("a") + "/.update-000001500.checkpoint.RANDOM.tmp",
	}
	gone(spent...)
	if got := say(); !strings.Contains(got, "removed 0 files, 0 bytes") {
		t.Errorf("the second time: %s", got)
	}
	a.write("out/runs/"+key("0")+"/samples/digits/1.png", "a picture that was given")
	before = append(before, "runs/"+key("0")+"/samples/digits/1.png")
	slices.Sort(before)
	say("-orphans")
	gone(append(spent, "runs/"+key("0")+"/update-000000500.checkpoint", "runs/"+key("0")+"/log", "runs/"+key("0")+"/samples/digits/1.png")...)
	if _, err := os.Stat(a.path("out/runs/" + key("0"))); err == nil {
		t.Error("an empty folder is left behind")
	}
}

// TestGCFollowsNoLinks checks that gc removes neither a link nor a file that a link leads to.
func TestGCFollowsNoLinks(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	a.litter()
	for _, file := range []string{"ff/" + hash + ".png", key("a") + "/update-000000001.checkpoint", key("0") + "/update-000000001.checkpoint"} {
		a.write("outside/"+file, "precious")
	}
	before := a.files("outside")
	out := a.path("out/")
	for from, to := range map[string]string{
		out + "/artifacts/aa": a.path("outside/ff"),
		out + "/artifacts/ff/" + strings.Repeat("e", 64) + ".png":  a.path("outside/ff/" + hash + ".png"),
		out + "/runs/" + strings.Repeat("7", 32):                   a.path("outside/" + key("0")),
		out + "/runs/" + key("a") + "/update-000000001.checkpoint": a.path("outside/" + key("a") + "/update-000000001.checkpoint"),
	} {
		a.must(os.Symlink(to, from))
	}
	a.stdout("gc", "-out", out, "-orphans")
	if after := a.files("outside"); !slices.Equal(before, after) {
		t.Errorf("outside are %v, were %v", after, before)
	}
	for _, link := range []string{"artifacts/aa", "runs/" + strings.Repeat("7", 32), "runs/" + key("a") + "/update-000000001.checkpoint"} {
		if _, err := os.Lstat(filepath.Join(out, link)); err != nil {
			t.Errorf("a link is gone: %v", err)
		}
	}

	// The folders themselves may be links.
	for _, folder := range []string{"artifacts", "runs"} {
		a.must(os.RemoveAll(filepath.Join(out, folder)))
		a.must(os.Symlink(a.path("outside"), filepath.Join(out, folder)))
	}
	a.stdout("gc", "-out", out, "-orphans")
	if after := a.files("outside"); !slices.Equal(before, after) {
		t.Errorf("outside are %v, were %v", after, before)
	}
}

// TestGCWithTheWrongDatabase checks that gc removes nothing if the database or the folder is missing, or the database is empty.
func TestGCWithTheWrongDatabase(t *testing.T) {
	t.Parallel()
	a := newArchive(t)
	a.litter()
	before := a.files("out")
	a.expect(exit.BadUsage, []string{"gc", "-db", a.path("none.db"), "-out", a.path("out")}, "none.db: no such file")
	empty, err := results.Open(t.Context(), a.path("empty.db"))
	a.must(err)
	a.must(empty.Close())
	a.expect(exit.BadUsage, []string{"gc", "-db", a.path("empty.db"), "-out", a.path("out")}, "empty.db: it has no runs: is it the database of "+a.path("out"))
	a.expect(exit.BadUsage, []string{"gc", "-db", a.path("results.db"), "-out", a.path("nowhere")}, "nowhere: no such file")
	if after := a.files("out"); !slices.Equal(before, after) {
		t.Errorf("files are %v, were %v", after, before)
	}
}
