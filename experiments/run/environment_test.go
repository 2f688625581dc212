package run

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gan2014"
	"gan2014/experiments/job"
	"gan2014/internal/provenance"
	"gan2014/results"
)

// TestEnvironmentVariablesAreNotKept checks that no value of an environment variable is recorded, since it may be a password.
func TestEnvironmentVariablesAreNotKept(t *testing.T) {
	secret := fmt.Sprintf("hunter%d-%d", os.Getpid(), time.Now().UnixNano()) // not a literal: the source's uncommitted changes may be recorded
	t.Setenv("GAN2014_TEST_SECRET", secret)
	t.Setenv("GIT_AUTHOR_NAME", secret)
	path := filepath.Join(t.TempDir(), "results.db")
	db, err := results.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	id, err := db.Begin(t.Context(), results.Run{Key: "k", Recipe: "r", Environment: job.Environment(1, provenance.Program(gan2014.BuiltFrom), job.CommandLine(nil))})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Finish(t.Context(), id, results.Ending{Status: results.Done}); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{path, path + "-wal"} {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(content, []byte(secret)) {
			t.Errorf("%s holds the value of a variable", filepath.Base(file))
		}
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

func TestEnvironmentIsComplete(t *testing.T) {
	e := job.Environment(1, provenance.Program(gan2014.BuiltFrom), "experiments -spec x")
	for name, value := range map[string]string{
		"code": e.CodeID, "go.sum": e.GoSum, "go": e.GoVersion, "os": e.OS, "arch": e.Arch, "os version": e.OSVersion, "kernel": e.Kernel,
		"cpu": e.CPU, "cpu features": e.CPUFeatures, "command": e.Command,
	} {
		if value == "" {
			t.Errorf("%s is not known", name)
		}
	}
	if _, err := exec.Command("git", "ls-files", "--error-unmatch", "environment_test.go").Output(); err == nil && len(e.Commit) != 40 {
		t.Errorf("the commit of this tree is %q", e.Commit)
	}
	if e.Cores < 1 || e.GOMAXPROCS < 1 || e.Memory < 1 || e.Threads < 1 || len(e.GoSum) != 64 {
		t.Errorf("%+v", e)
	}
}

// TestCommandLine checks that a shell splits the line into the program's arguments.
func TestCommandLine(t *testing.T) {
	args := []string{"-spec", "a b.yaml", "-set", "systems.Adversarial nets.train.k=2", "", "it's", `$HOME "x" \`, "ü\n", "a=b,c:1"}
	line := job.CommandLine(args)
	if want := `experiments -spec 'a b.yaml' -set `; !strings.HasPrefix(line, want) {
		t.Errorf("command line is %s", line)
	}
	out, err := exec.Command("sh", "-c", "printf '%s|' "+strings.TrimPrefix(line, "experiments ")).Output()
	if err != nil {
		t.Skipf("no shell to read the line: %v", err)
	}
	if want := strings.Join(args, "|") + "|"; string(out) != want {
		t.Errorf("a shell reads\n%s, want\n%s", out, want)
	}
}

// TestHomeFolderIsNotKept checks that recorded errors and logs do not name the home folder.
func TestHomeFolderIsNotKept(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	secret := filepath.Join(home, "data", "x.npy")
	if status, text := statusOf(fmt.Errorf("open %s: no such file", secret)); status != results.Failed || text != "open ~/data/x.npy: no such file" {
		t.Errorf("the error is %q", text)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, job.LogName), []byte("panic at "+secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if tail := job.LogTail(dir); tail != "panic at ~/data/x.npy\n" {
		t.Errorf("the log ends with %q", tail)
	}
}
