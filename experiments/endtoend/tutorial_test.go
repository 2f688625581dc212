package endtoend

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gan2014/internal/npy"
	"gan2014/internal/rng"
)

// root is the folder of the repository.
var root = filepath.Join("..", "..")

// TestTutorial follows docs/tutorial.md: it applies all changes to a copy of the sources, builds the program, and runs all specs. In place of
// scikit-learn's digits it takes blobs of the same size.
func TestTutorial(t *testing.T) {
	t.Parallel()
	needMNIST(t)
	text, err := os.ReadFile(filepath.Join(root, "docs", "tutorial.md"))
	if err != nil {
		t.Fatal(err)
	}
	copied := copySources(t)
	for _, change := range regexp.MustCompile("(?s)```diff\n(.*?)```").FindAllSubmatch(text, -1) {
		if n := bytes.Count(change[1], []byte("\n+")); n > 40 {
			t.Errorf("a change has %d lines, more than 40", n)
		}
		apply := exec.Command("git", "apply", "-")
		apply.Dir, apply.Stdin = copied, bytes.NewReader(change[1])
		if words, err := apply.CombinedOutput(); err != nil {
			t.Fatalf("a change does not apply: %v\n%s\n%s", err, words, change[1])
		}
	}
	changed := filepath.Join(t.TempDir(), "experiments")
	inFolder(t, copied, "go", "build", "-o", changed, "./experiments")
	dir := t.TempDir()
	writeBlobs(t, filepath.Join(dir, "digits.npy"))
	for _, spec := range regexp.MustCompile("(?s)```yaml (\\S+)\n(.*?)```").FindAllSubmatch(text, -1) {
		name := string(spec[1])
		if err := os.WriteFile(filepath.Join(dir, name), spec[2], 0o600); err != nil {
			t.Fatal(err)
		}
		inFolder(t, dir, changed, name, "-j", "2")
	}
	rows := inFolder(t, dir, changed, "runs", "-format", "csv")
	for _, want := range []string{"digits", "leaky", "Mixed pixels"} {
		if !strings.Contains(rows, want) {
			t.Errorf("no run of %s in\n%s", want, rows)
		}
	}
	if strings.Contains(rows, "failed") || strings.Contains(rows, "diverged") {
		t.Errorf("not all runs are done:\n%s", rows)
	}
}

// copySources copies the files of the repository that git knows or would add.
func copySources(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name := range strings.SplitSeq(inFolder(t, root, "git", "ls-files", "-z", "-co", "--exclude-standard"), "\x00") {
		content, err := os.ReadFile(filepath.Join(root, name))
		if name == "" || os.IsNotExist(err) {
			continue
		}
		path := filepath.Join(dir, name)
		if err == nil {
			err = os.MkdirAll(filepath.Dir(path), 0o777)
		}
		if err == nil {
			err = os.WriteFile(path, content, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// inFolder runs a command in a folder and returns its output.
func inFolder(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), name, args...)
	command.Dir = dir
	var out, words bytes.Buffer
	command.Stdout, command.Stderr = &out, &words
	if err := command.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, out.Bytes(), words.Bytes())
	}
	return out.String()
}

// writeBlobs writes 1,797 images of 8×8 with levels from 0 to 16: a round spot at a random place.
func writeBlobs(t *testing.T, path string) {
	t.Helper()
	const n, side = 1797, 8
	values := make([]float32, 0, n*side*side)
	draws := rng.For(1, "blobs")
	for range n {
		x, y := 2+4*draws.Float64(), 2+4*draws.Float64()
		for i := range side * side {
			dx, dy := float64(i%side)-x, float64(i/side)-y
			values = append(values, float32(int(16*max(0, 1-(float64(dx*dx)+float64(dy*dy))/9))))
		}
	}
	var b bytes.Buffer
	if err := npy.Write(&b, []int{n, side, side}, values); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
