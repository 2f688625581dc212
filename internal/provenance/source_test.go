package provenance

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"unicode/utf8"
)

// A repository is a new repository with a committed module of go.mod and a.go.
type repository struct {
	*testing.T
	dir string
}

func newRepository(t *testing.T) repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed: not testing what it says")
	}
	r := repository{t, t.TempDir()}
	r.git("init", "-q")
	r.write("go.mod", module)
	r.write("a.go", "one\n")
	r.git("add", ".")
	r.git("commit", "-q", "-m", "first")
	return r
}

func (r repository) git(args ...string) {
	r.Helper()
	if _, err := git(r.dir, append([]string{"-c", "user.name=n", "-c", "user.email=e"}, args...)...); err != nil {
		r.Fatal(err)
	}
}

func (r repository) write(name, text string) {
	r.Helper()
	path := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		r.Fatal(err)
	}
}

func TestNoRepositoryIsUnknown(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(module), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := treeOf(dir); got != (Source{}) {
		t.Errorf("a folder without a repository is %+v", got)
	}
}

// TestForeignRepositoryIsUnknown checks that the commit is unknown if a copy of the module lies in another repository.
func TestForeignRepositoryIsUnknown(t *testing.T) {
	r := newRepository(t)
	r.write("copy/go.mod", module)
	r.write("copy/a.go", "one\n")
	if got := treeOf(filepath.Join(r.dir, "copy")); got != (Source{}) {
		t.Errorf("a copy that git does not know is %+v", got)
	}
	r.write("go.mod", "module other\n")
	r.git("commit", "-aqm", "another module")
	if got := treeOf(r.dir); got != (Source{}) {
		t.Errorf("another module is %+v", got)
	}
}

// TestProgramIgnoresWhereItRuns checks that the current folder and the variables of git do not change what is known of this program.
func TestProgramIgnoresWhereItRuns(t *testing.T) {
	here := Program(func(string) bool { return true })
	other := newRepository(t)
	other.write("app.go", "TOKEN=hush\n")
	other.git("add", ".")
	t.Chdir(other.dir)
	t.Setenv("GIT_DIR", filepath.Join(other.dir, ".git"))
	t.Setenv("GIT_WORK_TREE", other.dir)
	if got := Program(func(string) bool { return true }); got != here {
		t.Errorf("inside another repository it is %+v, before %+v", got, here)
	}
	if got := Program(func(string) bool { return false }); got != (Source{}) {
		t.Errorf("a tree that is not what was compiled is believed: %+v", got)
	}
}

func TestStamp(t *testing.T) {
	info := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: "abc"}, {Key: "vcs.modified", Value: "true"}}}
	if got := stamp(info, true); got != (Source{Commit: "abc", Dirty: true}) {
		t.Errorf("the stamp is %+v", got)
	}
	if got := stamp(nil, false); got != (Source{}) {
		t.Errorf("no stamp is %+v", got)
	}
}

// TestChanges checks that changes of sources are shown, that other tracked files are named, and that untracked files are left out unless
// they are sources.
func TestChanges(t *testing.T) {
	r := newRepository(t)
	r.write("notes.txt", "a\n")
	r.git("add", ".")
	r.git("commit", "-q", "-m", "notes")
	clean := treeOf(r.dir)
	if len(clean.Commit) != 40 || clean.Dirty || clean.Changes != "" {
		t.Errorf("a clean tree is %+v", clean)
	}
	r.write("results.db", "secret one")
	r.write("out/report.html", "secret two")
	r.write("mine.yaml", "secret three")
	if got := treeOf(r.dir); got != clean {
		t.Errorf("a tree with results in it is %+v", got)
	}

	r.write("a.go", "two\n")
	r.write("b c.go", "staged\n")
	r.git("add", "b c.go")
	r.write("new.go", "secret four")
	r.write("notes.txt", "secret five")
	got := treeOf(r.dir)
	if got.Commit != clean.Commit || !got.Dirty {
		t.Errorf("a changed tree is %+v", got)
	}
	for _, want := range []string{"M a.go\n", "A b c.go\n", "M notes.txt\n", "?? new.go\n", "sha256 of the difference: ", "\n-one\n+two\n", "\n+staged\n"} {
		if !strings.Contains(got.Changes, want) {
			t.Errorf("changes do not say %q:\n%s", want, got.Changes)
		}
	}
	if strings.Contains(got.Changes, "secret") || strings.Contains(got.Changes, "results.db") || strings.Contains(got.Changes, "mine.yaml") {
		t.Errorf("changes hold what is no source of the program:\n%s", got.Changes)
	}

	digest := func(s Source) string {
		_, after, _ := strings.Cut(s.Changes, "difference: ")
		line, _, _ := strings.Cut(after, "\n")
		if len(line) != 64 {
			t.Errorf("the digest is %q", line)
		}
		return line
	}
	for _, name := range []string{"notes.txt", "new.go"} {
		before := digest(treeOf(r.dir))
		r.write(name, "secret six")
		if digest(treeOf(r.dir)) == before {
			t.Errorf("the digest does not depend on %s", name)
		}
	}
}

// TestSourcesAreKnown checks that all files that go into a program of this module count as sources.
func TestSourcesAreKnown(t *testing.T) {
	list := exec.Command("go", "list", "-f", `{{$d := .Dir}}{{range .GoFiles}}{{$d}}/{{.}}
{{end}}{{range .CgoFiles}}{{$d}}/{{.}}
{{end}}{{range .CFiles}}{{$d}}/{{.}}
{{end}}{{range .HFiles}}{{$d}}/{{.}}
{{end}}{{range .SFiles}}{{$d}}/{{.}}
{{end}}{{range .EmbedFiles}}{{$d}}/{{.}}
{{end}}`, "./experiments/...", "./results", "./report", "./models/...")
	list.Dir = compiledRoot()
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	files := strings.Fields(string(out))
	for _, file := range files {
		if name, err := filepath.Rel(compiledRoot(), file); err != nil || !isSource(filepath.ToSlash(name)) {
			t.Errorf("%s is not known as a source: %v", file, err)
		}
	}
	if len(files) < 200 {
		t.Errorf("only %d files", len(files))
	}
}

// TestChangesCanBeApplied checks that applying the changes to a clean tree gives the same state.
func TestChangesCanBeApplied(t *testing.T) {
	r := newRepository(t)
	r.write("a.go", "two\x00binary\n")
	_, patch, _ := strings.Cut(treeOf(r.dir).Changes, "\n\n")
	r.git("checkout", "-q", "a.go")
	r.write("p.diff", patch)
	r.git("apply", "p.diff")
	if got, err := os.ReadFile(filepath.Join(r.dir, "a.go")); err != nil || string(got) != "two\x00binary\n" {
		t.Errorf("a.go is %q, error %v", got, err)
	}
}

func TestLargeChangesAreTruncated(t *testing.T) {
	r := newRepository(t)
	r.write("a.go", strings.Repeat("a line of text, ü\n", MaxChanges/4))
	got := treeOf(r.dir).Changes
	if !strings.HasSuffix(got, "\n[truncated after 1048576 bytes]\n") || len(got) < MaxChanges || len(got) > MaxChanges+100 || !utf8.ValidString(got) {
		t.Errorf("%d bytes end in %q", len(got), got[max(0, len(got)-80):])
	}
}
