package provenance

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// A repository is a new one with a committed file, a.txt.
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
	r.write("a.txt", "one\n")
	r.git("add", "a.txt")
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
	if err := os.WriteFile(filepath.Join(r.dir, name), []byte(text), 0o600); err != nil {
		r.Fatal(err)
	}
}

func TestTreeWithoutRepository(t *testing.T) {
	if got := Tree(t.TempDir()); got != (Source{}) {
		t.Errorf("a folder without a repository is %+v", got)
	}
}

func TestTree(t *testing.T) {
	r := newRepository(t)
	clean := Tree(r.dir)
	if len(clean.Commit) != 40 || clean.Dirty || clean.Changes != "" {
		t.Errorf("a clean tree is %+v", clean)
	}

	r.write("new name.txt", "the content of a file that git does not know\n")
	r.write("a.txt", "two\n")
	r.write("b.txt", "staged\n")
	r.git("add", "b.txt")
	got := Tree(r.dir)
	if got.Commit != clean.Commit || !got.Dirty {
		t.Errorf("a changed tree is %+v", got)
	}
	for _, want := range []string{" M a.txt\n", "A  b.txt\n", "?? \"new name.txt\"\n", "\n-one\n+two\n", "\n+staged\n"} {
		if !strings.Contains(got.Changes, want) {
			t.Errorf("changes do not say %q:\n%s", want, got.Changes)
		}
	}
	if strings.Contains(got.Changes, "the content") {
		t.Errorf("changes hold a file that git does not know:\n%s", got.Changes)
	}
}

// What the changes say brings a clean tree to the same state.
func TestChangesCanBeApplied(t *testing.T) {
	r := newRepository(t)
	r.write("a.txt", "two\x00binary\n")
	_, patch, _ := strings.Cut(Tree(r.dir).Changes, "\n\n")
	r.git("checkout", "-q", "a.txt")
	r.write("p.diff", patch)
	r.git("apply", "p.diff")
	if got, err := os.ReadFile(filepath.Join(r.dir, "a.txt")); err != nil || string(got) != "two\x00binary\n" {
		t.Errorf("a.txt is %q, error %v", got, err)
	}
}

func TestLargeChangesAreTruncated(t *testing.T) {
	r := newRepository(t)
	r.write("a.txt", strings.Repeat("a line of text, ü\n", MaxChanges/4))
	got := Tree(r.dir).Changes
	if !strings.HasSuffix(got, "\n[truncated after 1048576 bytes]\n") || len(got) < MaxChanges || len(got) > MaxChanges+100 || !utf8.ValidString(got) {
		t.Errorf("%d bytes end in %q", len(got), got[max(0, len(got)-80):])
	}
}
