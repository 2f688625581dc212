package gan2014

import (
	"io/fs"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// TestCodeIDCoversWhatComputes checks that CodeID hashes every package that the models, the estimator and the data sets import, except those
// that change no number.
func TestCodeIDCoversWhatComputes(t *testing.T) {
	changeNothing := []string{"internal/atomicfile", "internal/cgo", "internal/metric", "internal/parallel", "internal/typeset"}
	list, err := exec.Command("go", "list", "-deps", "./models/...", "./parzen", "./datasets").Output()
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for line := range strings.Lines(string(list)) {
		name, ours := strings.CutPrefix(strings.TrimSpace(line), "gan2014/")
		if !ours || slices.Contains(changeNothing, name) {
			continue
		}
		checked++
		if _, err := fs.Stat(sources, name); err != nil {
			t.Errorf("CodeID leaves out %s: %v", name, err)
		}
	}
	if checked < 15 {
		t.Errorf("only %d packages compute", checked)
	}
}
