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

func read(t *testing.T, name string, sets ...string) *spec.Spec {
	t.Helper()
	file, src, err := specs.Read(name)
	if err != nil {
		t.Fatal(err)
	}
	s, err := spec.Parse(file, src, sets, specs.Bundled())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestBundled(t *testing.T) {
	if got, want := specs.Names(), []string{"baselines", "baselines-faces", "chains", "cifar10-conv", "cifar10-fc", "coordination", "decoders", "desk-cifar10", "desk-cifar10-conv", "desk-faces", "figure2", "figure3", "mnist", "reference", "relatives", "section7", "shipped", "smoke", "table1", "tfd", "theory"}; !slices.Equal(got, want) {
		t.Errorf("bundled are %q, want %q", got, want)
	}
	for _, name := range specs.Names() {
		if s := read(t, name); s.Name != name {
			t.Errorf("%s.yaml is named %s", name, s.Name)
		}
		for _, system := range read(t, name).Systems {
			if system.Kind == spec.TrainedGenerator && system.SHA256 == "" {
				t.Errorf("%s.yaml: give the sha256 of the file of %q: a user may have another file of that name", name, system.Name)
			}
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
	const want = `read spec "tabel1": file does not exist (did you mean "table1"? bundled: baselines, baselines-faces, chains, cifar10-conv, cifar10-fc, coordination, decoders, desk-cifar10, desk-cifar10-conv, desk-faces, figure2, figure3, mnist, reference, relatives, section7, shipped, smoke, table1, tfd, theory)`
	if err == nil || err.Error() != want || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if _, _, err := specs.Read("no/such/thing.yaml"); err == nil || !strings.HasSuffix(err.Error(), "(bundled: baselines, baselines-faces, chains, cifar10-conv, cifar10-fc, coordination, decoders, desk-cifar10, desk-cifar10-conv, desk-faces, figure2, figure3, mnist, reference, relatives, section7, shipped, smoke, table1, tfd, theory)") {
		t.Errorf("got %v", err)
	}
}
