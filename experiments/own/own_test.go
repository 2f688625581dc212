package own

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/internal/npy"
)

// writeImages writes n images of 2×3 values that count up from 0 in a file of NumPy.
func writeImages(t *testing.T, path string, n int) {
	t.Helper()
	values := make([]float32, 6*n)
	for i := range values {
		values[i] = float32(i % 256)
	}
	var b bytes.Buffer
	if err := npy.Write(&b, []int{n, 2, 3}, values); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

const text = `
name: mine
budget: b
seeds: 1
evaluation: {samples: 2, validation: 2, grids: {g: {from: .1, to: 1, count: 3, spacing: log}}}
systems:
  - name: True distribution
    kind: training-images
    dataset: {name: counting, file: images.npy, size: [2, 3], split: [60, 20, 10]}
`

func parse(t *testing.T, sets ...string) *spec.Spec {
	t.Helper()
	s, err := spec.Parse("mine.yaml", []byte(text), sets, nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestOwnData checks the parts, values and digest of a data set of the user's, that the file is not needed after Find, and that neither its
// name nor its place is part of a key.
func TestOwnData(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	writeImages(t, filepath.Join(dir, "images.npy"), 90)
	writeImages(t, filepath.Join(other, "moved.npy"), 90)
	cache := &datasets.Cache{Dir: filepath.Join(dir, "cache")}
	var log bytes.Buffer
	s := parse(t)
	if err := Find(s, dir, &log); err != nil {
		t.Fatal(err)
	}
	before, err := Digest(t.Context(), cache, s.Systems[0])
	if _, kept := os.Stat(cache.Dir); err != nil || kept == nil {
		t.Errorf("a plan wrote files, or had no digest: %v", err)
	}
	if err := Keep(s.Plan(), cache); err != nil {
		t.Fatal(err)
	}
	if got, want := log.String(), "data set counting: values read as 0..255\n"; got != want {
		t.Errorf("log %q, want %q", got, want)
	}
	if err := os.Remove(filepath.Join(dir, "images.npy")); err != nil {
		t.Fatal(err)
	}
	recorded, err := spec.Parse("", s.Plan()[0].Canonical(), []string{"name=x", "seeds=[1]"}, nil)
	if err != nil || recorded.Plan()[0].Key() != s.Plan()[0].Key() {
		t.Fatalf("the canonical form is another run, or no spec: %v", err)
	}
	set, err := Load(t.Context(), cache, recorded.Systems[0])
	if err != nil || set.SHA256 != before {
		t.Fatalf("the copy is another data set, or cannot be read: %v", err)
	}
	if set.Train.N != 60 || set.Valid.N != 20 || set.Test.N != 10 || set.Width != 3 || set.Height != 2 || len(set.Folds) != 1 {
		t.Errorf("the set has %d, %d and %d images of %d×%d", set.Train.N, set.Valid.N, set.Test.N, set.Height, set.Width)
	}
	if got, want := set.Valid.Row(0)[1], float32((60*6+1)%256)/255; got != want {
		t.Errorf("the second value of the first validation image is %g, want %g", got, want)
	}
	moved := parse(t, "systems.True distribution.dataset.file=moved.npy")
	if err := Find(moved, other, &log); err != nil {
		t.Fatal(err)
	}
	if a, b := s.Plan()[0].Key(set.SHA256), moved.Plan()[0].Key(set.SHA256); a != b {
		t.Error("the name of the file is part of the key")
	}
}

func TestOwnDataRefused(t *testing.T) {
	dir := t.TempDir()
	writeImages(t, filepath.Join(dir, "images.npy"), 90)
	const at = "systems.True distribution.dataset."
	for set, want := range map[string]string{
		at + "file=none.npy":                      "no such file",
		at + "split=[60, 20, 11]":                 "images " + filepath.Join(dir, "images.npy") + " has 90 images, but the split takes 91",
		at + "size=[2, 4]":                        "(1, 2, 4)",
		at + "sha256=" + strings.Repeat("ab", 32): "but the spec gives abab",
	} {
		err := Find(parse(t, set), dir, new(bytes.Buffer))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", set, err, want)
		}
	}
	for set, want := range map[string]string{
		at + "name=mnist":          "mnist is the name of a known data set",
		at + "split=[60,20]":       "split must have",
		at + "range=\"255\"":       "range must be LOW..HIGH",
		at + "sise=[2,3]":          `did you mean "size"?`,
		"evaluation.validation=21": "validation must be at most 20, the validation images of counting",
	} {
		if _, err := spec.Parse("mine.yaml", []byte(text), []string{set}, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", set, err, want)
		}
	}
}
