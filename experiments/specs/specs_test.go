package specs_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
)

func read(t *testing.T, name string) *spec.Spec {
	t.Helper()
	file, src, err := specs.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := spec.Parse(file, src, nil, specs.Bundled())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestBundled(t *testing.T) {
	if got, want := specs.Names(), []string{"smoke", "table1"}; !slices.Equal(got, want) {
		t.Errorf("bundled are %q, want %q", got, want)
	}
	for _, name := range specs.Names() {
		if s := read(t, name); s.Name != name {
			t.Errorf("%s.yaml is named %s", name, s.Name)
		}
	}
}

// mnist.yaml of the original code: 2.50 million parameters in the generator, 1.23 million in the discriminator.
func TestTable1(t *testing.T) {
	const pixels = 28 * 28
	gan := read(t, "table1").Systems[0]
	count := func(inputs int, layers []spec.Layer, outputs int) int {
		n := 0
		for i, l := range layers {
			units := l.Units
			if i == len(layers)-1 {
				units = outputs
			}
			n += (inputs + 1) * units * max(l.Pieces, 1)
			inputs = units
		}
		return n
	}
	if n := count(gan.Generator.Noise.Size, gan.Generator.Layers, pixels); n != 101*1200+1201*1200+1201*pixels {
		t.Errorf("generator has %d parameters", n)
	}
	if n := count(pixels, gan.Discriminator.Layers, 1); n != 785*1200+241*1200+241 {
		t.Errorf("discriminator has %d parameters", n)
	}
	for budget, epochs := range map[string]int{"minutes": 30, "hour": 250, "paper": 1000} {
		if n, _ := gan.Train.Epochs.For(budget); n != epochs {
			t.Errorf("budget %s has %d epochs, want %d", budget, n, epochs)
		}
	}
}

func TestReadPrefersAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "table1.yaml")
	if err := os.WriteFile(path, []byte("name: mine\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Chdir(filepath.Dir(path))
	file, src, err := specs.Read("table1.yaml")
	if err != nil || file != "table1.yaml" || string(src) != "name: mine\n" {
		t.Errorf("read %s %q, %v", file, src, err)
	}
	if err := os.Mkdir("smoke", 0o777); err != nil {
		t.Fatal(err)
	}
	if file, _, err := specs.Read("smoke"); err != nil || file != "smoke.yaml" {
		t.Errorf("beside a folder of that name: read %s, %v", file, err)
	}
}

func TestReadUnknown(t *testing.T) {
	_, _, err := specs.Read("tabel1")
	const want = `read spec "tabel1": file does not exist (did you mean "table1"? bundled: smoke, table1)`
	if err == nil || err.Error() != want || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if _, _, err := specs.Read("no/such/thing.yaml"); err == nil || !strings.HasSuffix(err.Error(), "(bundled: smoke, table1)") {
		t.Errorf("got %v", err)
	}
}
