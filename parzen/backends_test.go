package parzen

import (
	"os"
	"os/exec"
	"testing"

	"gan2014/internal/products"
)

// eachBackend runs a test with each set of kernels that this processor has for the products.
func eachBackend(t *testing.T, test func(t *testing.T)) {
	t.Helper()
	before, err := products.Current()
	if err != nil {
		t.Fatal(err)
	}
	defer products.Use(before)
	for _, set := range products.Sets() {
		products.Use(set)
		t.Run(set.String(), test)
	}
}

// TestWithoutCompiler runs the comparisons with plain sums in a program built without C: there the loops of plain.go run.
func TestWithoutCompiler(t *testing.T) {
	command := exec.Command("go", "test", "-run", "^(TestLogProbIsTheDefinition|TestNearest)$", ".")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if os.Getenv("CGO_ENABLED") == "0" {
		return // this is it
	}
	if out, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v: %v\n%s", command, err, out)
	}
}
