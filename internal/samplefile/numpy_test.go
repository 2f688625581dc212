package samplefile

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestNumPy reads what NumPy writes: by the line of docs/samples.md, in half precision and Fortran order, packed, and as text.
func TestNumPy(t *testing.T) {
	if err := exec.Command("python3", "-c", "import numpy").Run(); err != nil {
		t.Skip("NOT CHECKED: python3 has no NumPy")
	}
	text, err := os.ReadFile("../../docs/samples.md")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^(np\.save\(.*\)) +# NumPy`).FindStringSubmatch(string(text))
	if line == nil {
		t.Fatal("docs/samples.md has no line for NumPy")
	}
	dir := t.TempDir()
	script := `import numpy as np, gzip
samples = np.arange(12.).reshape(3, 2, 2)
` + line[1] + `
np.save("half.npy", np.asfortranarray(samples.astype("float16")))
np.savez_compressed("two.npz", fake=samples.astype("uint8"), real=samples + 1)
np.savez("one.npz", samples)
np.savetxt("s.txt", samples.reshape(3, 4), header="four columns")
np.savetxt("s.csv.gz", samples.reshape(3, 4), delimiter=",")
np.save(gzip.open("s.npy.gz", "wb"), samples.astype(">i4"))`
	python := exec.Command("python3", "-c", script)
	python.Dir = dir
	if out, err := python.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for name, kind := range map[string]string{
		"samples.npy": "float64", "half.npy": "float16", "two.npz:fake": "uint8", "one.npz": "float64", "s.txt": "text", "s.csv.gz": "text", "s.npy.gz": "int32",
	} {
		f, err := Open(filepath.Join(dir, name), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := make([]float64, 8)
		shape := []int{3, 2, 2}
		if strings.HasPrefix(name, "s.") && kind == "text" {
			shape = []int{3, 4}
		}
		if err := f.ReadRows(got, 1); err != nil || !slices.Equal(got, []float64{4, 5, 6, 7, 8, 9, 10, 11}) || !slices.Equal(f.Shape, shape) || f.Type != kind {
			t.Errorf("%s: %v of %s, %v (%v)", name, f.Shape, f.Type, got, err)
		}
		f.Close()
	}
}
