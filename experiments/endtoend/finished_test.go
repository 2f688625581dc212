package endtoend

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"gan2014/experiments/exit"
)

// finishedBench returns a bench in which the program has already computed the experiment with these arguments. It computes each
// experiment once for all tests, in a folder that no test changes. The bench is a copy of that folder.
func finishedBench(t *testing.T, more ...string) bench {
	t.Helper()
	needMNIST(t)
	dir, err := finished.folder(more)
	if err != nil {
		t.Fatal(err)
	}
	b := bench{T: t, dir: t.TempDir()}
	if err := os.CopyFS(b.dir, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return b
}

// An experiments holds the folders of finished experiments by their arguments.
type experiments struct {
	mu      sync.Mutex
	folders map[string]func() (string, error)
}

var finished = experiments{folders: map[string]func() (string, error){}}

// folder returns the folder of a finished experiment. It computes the experiment if it is the first one to ask, and waits if
// another test is computing it.
func (e *experiments) folder(more []string) (string, error) {
	e.mu.Lock()
	key := strings.Join(more, " ")
	folder := e.folders[key]
	if folder == nil {
		dir := filepath.Join(doneDir, fmt.Sprint(len(e.folders)))
		folder = sync.OnceValues(func() (string, error) { return dir, finish(dir, more) })
		e.folders[key] = folder
	}
	e.mu.Unlock()
	return folder()
}

// finish computes the spec tiny with more arguments in a new folder.
func finish(dir string, more []string) error {
	b := bench{dir: dir}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(b.path("tiny.yaml"), testSpec("tiny.yaml"), 0o600); err != nil {
		return err
	}
	if status, _, stderr := start(context.Background(), b.args(more...)...); status != exit.Done {
		return fmt.Errorf("%v: status %d\n%s", more, status, stderr)
	}
	return nil
}
