package gan2014

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// numeric lists the folders whose Go code decides numbers. The same bits are to come out on every processor.
var numeric = []string{
	"datasets", "experiments/estimate", "experiments/run", "internal/divergence", "internal/elementary", "internal/faces", "internal/logsum",
	"internal/products", "internal/rng", "internal/samples", "internal/sheet", "internal/stats", "models", "parzen",
}

// needC lists the folders of numeric that cannot be compiled without C.
var needC = []string{"experiments/estimate", "experiments/run", "models"}

// exactMath lists the functions of package math whose results are exact or correctly rounded, so that they are the same on every processor.
// Others, such as math.Exp, are computed by other instructions on other processors: package elementary has these functions.
var exactMath = []string{
	"Abs", "Ceil", "Copysign", "FMA", "Float32bits", "Float32frombits", "Float64bits", "Float64frombits", "Floor", "Frexp", "Inf", "IsInf", "IsNaN",
	"NaN", "Nextafter32", "Round", "RoundToEven", "Signbit", "Sqrt", "Trunc",
}

// TestNumbersNeedNoFunctionOfTheProcessor checks that code which decides numbers calls only the functions of exactMath.
func TestNumbersNeedNoFunctionOfTheProcessor(t *testing.T) {
	call := regexp.MustCompile(`\bmath\.([A-Z]\w*)\(`)
	for _, folder := range numeric {
		err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, found := range call.FindAllStringSubmatch(string(text), -1) {
				if !slices.Contains(exactMath, found[1]) {
					t.Errorf("%s calls math.%s, whose bits depend on the processor: use internal/elementary", path, found[1])
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestNothingIsFused compiles for arm64, where the compiler makes one instruction with one rounding of x*y + z unless the product is
// converted: float64(x*y) + z. Elsewhere there are two roundings, and so other bits. Without a C compiler for arm64 only the packages that
// need no C are compiled.
func TestNothingIsFused(t *testing.T) {
	const cc = "aarch64-linux-gnu-gcc"
	env, patterns := append(os.Environ(), "GOARCH=arm64", "CGO_ENABLED=1", "CC="+cc), []string{}
	_, missing := exec.LookPath(cc)
	if missing != nil {
		env = append(env, "CGO_ENABLED=0")
	}
	for _, folder := range numeric {
		if missing != nil && slices.Contains(needC, folder) {
			t.Logf("NOT CHECKED: %s, because there is no %s", folder, cc)
			continue
		}
		patterns = append(patterns, "./"+folder+"/...")
	}
	build := exec.Command("go", append([]string{"build", "-gcflags=-S"}, patterns...)...)
	build.Env = env
	assembly, err := build.CombinedOutput() // the compiler prints it as it would print warnings
	if err != nil {
		t.Fatalf("%v\n%s", err, assembly[max(0, len(assembly)-2000):])
	}
	if !strings.Contains(string(assembly), "FMULD") {
		t.Fatalf("no product of two numbers in %d bytes of assembly", len(assembly))
	}
	here, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	fused := regexp.MustCompile(`\(` + regexp.QuoteMeta(here) + `/([^ :()]+):(\d+)\)\tFN?M(?:ADD|SUB)[SD]\b`)
	seen := map[string]bool{}
	for _, found := range fused.FindAllStringSubmatch(string(assembly), -1) {
		if place := found[1] + ":" + found[2]; !seen[place] && found[1] != "internal/products/plain.go" { // which calls math.FMA
			seen[place] = true
			t.Errorf("%s: a product is fused with a sum; convert the product to its type to round it", place)
		}
	}
}
