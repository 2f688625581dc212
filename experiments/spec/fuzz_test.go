package spec_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"gan2014/experiments/spec"
)

// FuzzParse checks that Parse never panics and that every error has a position inside its source. It also checks that the
// canonical form of each run and the effective spec describe the same runs, and that the schema accepts what Parse accepts.
func FuzzParse(f *testing.F) {
	f.Add([]byte(valid), "systems.0.train.batch=50")
	f.Add([]byte(photographs), "systems.0.generator.layers.3.stride=2")
	f.Add([]byte(photographs), "systems.0.discriminator.layers=[{knd: maxout}]")
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		src, _, _ := bytes.Cut(bytes.TrimPrefix(data, []byte("-- spec.yaml --\n")), []byte("-- set --\n"))
		f.Add(src, "budget=shrot")
	}
	f.Add([]byte("extends: longer\nsystems:\n  - {name: Adversarial nets, train: {batch: 7}}\n  - {name: Control, skip: true}\n"), "budget=short")
	f.Add([]byte("extends: tiny\nmatrix:\n  systems.0.train.batch: [7, 1e1]\n  systems.Adversarial nets.train.momentum: [{start: 0}]\n"), "matrix.systems.1.name=[a]")
	f.Add([]byte(valid+"matrix: {systems.0.train.k: [1, 2], 'systems.0.train.update': [alternating]}"), "systems.0.train.momentum.end=0.60")
	f.Add([]byte("extends: chase\n"), "")
	f.Add([]byte("extends: [tiny, many]\nevaluation: {samples: 7}\n"), "systems.0.evaluation.samples=9")
	f.Add([]byte("extends: [tiny, faces]\nname: both\n"), "systems.0.train.images={short: 1000}")
	for _, text := range examples(f) {
		f.Add([]byte(text), "matrix.systems.0.dataset=[mnist]")
	}
	for _, set := range []string{"seeds=[1, 2", "systems.Control.name=*a", "evaluation.grids={<<: 1}", "a.b.c=1", "=1", "systems.9=\t"} {
		f.Add([]byte(valid), set)
	}
	schema := compileSchema(f)
	f.Fuzz(func(t *testing.T, src []byte, set string) {
		if _, err := spec.Parse("x.yaml", src, nil, bundled); err == nil {
			if err := schema.Validate(decode(t, string(src))); err != nil {
				t.Fatalf("%s\n%v", src, err)
			}
		}
		s, err := spec.Parse("x.yaml", src, []string{"seeds=2", set}, bundled)
		if err != nil {
			checkPositions(t, err)
			return
		}
		checkRoundTrip(t, s)
		for _, run := range s.Plan() {
			canonical := run.Canonical()
			again, err := spec.Parse("canonical", canonical, []string{"name=" + s.Name, fmt.Sprintf("seeds=[%d]", run.Seed)}, nil)
			if err != nil {
				t.Fatalf("%s:\n%v", canonical, err)
			}
			if got := again.Plan()[0]; !bytes.Equal(got.Canonical(), canonical) || got.Key() != run.Key() {
				t.Fatalf("canonical form is not stable:\n%s\n%s", canonical, got.Canonical())
			}
		}
	})
}

func checkPositions(t *testing.T, err error) {
	var all spec.Errors
	if !errors.As(err, &all) || len(all) == 0 {
		t.Fatalf("error %v has no position", err)
	}
	for _, e := range all {
		if e.File == "" || e.Msg == "" || e.Line < 1 || e.Col < 1 || e.Col > utf8.RuneCountInString(e.Source)+1 {
			t.Fatalf("error is not in its source: %+v", e)
		}
		if e.File == "-set" && e.Line > 2 {
			t.Fatalf("error is in argument %d of 2: %+v", e.Line, e)
		}
	}
}
