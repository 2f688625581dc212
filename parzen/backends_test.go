//go:build cgo

package parzen

import (
	"os"
	"os/exec"
	"testing"

	"gan2014/internal/blas"

	"gonum.org/v1/gonum/blas/blas32"
)

// eachBackend runs a test with the products of gonum, and with those of OpenBLAS where it is installed.
func eachBackend(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	t.Run("gonum", test)
	before := blas32.Implementation()
	defer blas32.Use(before)
	backend := blas.Use(1)
	if !backend.Fast {
		t.Logf("NOT CHECKED with OpenBLAS: it was not found (%s)", blas.Install())
		return
	}
	t.Run("OpenBLAS", test)
}

// TestWithoutCompiler runs the comparisons with plain sums in a program built without C: there the loops of plain.go run.
func TestWithoutCompiler(t *testing.T) {
	command := exec.Command("go", "test", "-run", "^(TestClusters|TestLogProbIsTheDefinition|TestNearest)$", ".")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v: %v\n%s", command, err, out)
	}
}
