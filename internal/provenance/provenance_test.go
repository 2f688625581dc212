package provenance

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestTree(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed: not testing what it says")
	}
	dir := t.TempDir()
	if got := Tree(dir); got != (Source{}) {
		t.Errorf("a folder without a repository is %+v", got)
	}
	run := func(args ...string) {
		t.Helper()
		args = append([]string{"-c", "user.name=n", "-c", "user.email=e"}, args...)
		if _, err := git(dir, args...); err != nil {
			t.Fatal(err)
		}
	}
	run("init", "-q")
	run("commit", "-q", "--allow-empty", "-m", "first")
	clean := Tree(dir)
	if len(clean.Commit) != 40 || clean.Dirty {
		t.Errorf("a clean tree is %+v", clean)
	}
	if err := os.WriteFile(filepath.Join(dir, "new"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := Tree(dir); got != (Source{clean.Commit, true}) {
		t.Errorf("a tree with a new file is %+v", got)
	}
}

func TestCPU(t *testing.T) {
	if CPU() == "" {
		t.Error("no name")
	}
}
