package cgo

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestWithoutC checks that a build without C says in one line what it needs.
func TestWithoutC(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles without C what two packages import")
	}
	build := exec.Command("go", "build", "gan2014/results", "gan2014/models/nn/kernel")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	words, err := build.CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(words)), "\n")
	if err == nil || len(lines) != 2 || !strings.Contains(lines[1], "this program needs a C compiler") {
		t.Errorf("error %v, %s", err, words)
	}
}
