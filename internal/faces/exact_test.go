package faces

import (
	"math"
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// TestNoFusedMultiplyAdd searches the output of the arm64 compiler for fused multiply-adds, because they round once where other processors
// round twice. The compiler uses one wherever the language allows it.
func TestNoFusedMultiplyAdd(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the standard library for arm64 the first time")
	}
	build := exec.Command("go", "build", "-gcflags=-S", ".")
	build.Env = append(os.Environ(), "GOARCH=arm64", "CGO_ENABLED=0")
	listing, err := build.CombinedOutput()
	if err != nil {
		t.Fatalf("compile for arm64: %v\n%s", err, listing)
	}
	if !regexp.MustCompile(`\sFMULD\s`).Match(listing) {
		t.Fatal("the listing shows no products at all")
	}
	for _, line := range regexp.MustCompile(`(?m)^.*\sFN?M(ADD|SUB)D\s.*$`).FindAll(listing, -1) {
		t.Errorf("fused: %s", line)
	}
}

func TestShapes(t *testing.T) {
	check := func(name string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-15 {
			t.Errorf("%s = %v, want %v", name, got, want)
		}
	}
	check("step below", smoothStep(1, 3, .5), 0)
	check("step above", smoothStep(1, 3, 3.5), 1)
	check("step in the middle", smoothStep(1, 3, 2), .5)
	check("step at a quarter", smoothStep(1, 3, 1.5), .15625) // 3t²−2t³ at t = 1/4
	check("falling step", smoothStep(3, 1, 1.5), 1-.15625)
	check("top of the hill", bump(0), 1)
	check("foot of the hill", bump(1), 0)
	check("beyond the hill", bump(7), 0)
	check("mix", mix(2, 6, .25), 3)
	cos, sin := angle(math.Tan(.3 / 2))
	check("cosine", cos, math.Cos(.3))
	check("sine", sin, math.Sin(.3))
}
