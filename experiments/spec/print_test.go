package spec_test

import (
	"bytes"
	"strings"
	"testing"

	"gan2014/experiments/spec"
)

// checkRoundTrip fails the test unless both effective forms of a spec plan its runs.
func checkRoundTrip(t *testing.T, s *spec.Spec) {
	t.Helper()
	want := s.Plan()
	for _, text := range [][]byte{s.YAML(), s.JSON()} {
		again, err := spec.Parse("effective", text, nil, nil)
		if err != nil {
			t.Fatalf("%s\n%v", text, err)
		}
		got := again.Plan()
		if len(got) != len(want) || again.Name != s.Name {
			t.Fatalf("%s\nhas %d runs of %s, want %d of %s", text, len(got), again.Name, len(want), s.Name)
		}
		for i := range want {
			if got[i].Key() != want[i].Key() || !bytes.Equal(got[i].Canonical(), want[i].Canonical()) {
				t.Fatalf("%s\nrun %d is\n%s, want\n%s", text, i, got[i].Canonical(), want[i].Canonical())
			}
		}
		if !bytes.Equal(again.YAML(), s.YAML()) || !bytes.Equal(again.JSON(), s.JSON()) {
			t.Fatalf("%s\nis written otherwise the second time:\n%s", text, again.YAML())
		}
	}
}

func TestEffectiveSpecHasTheSameRuns(t *testing.T) {
	for file, text := range examples(t) {
		s, err := spec.Parse(file, []byte(text), []string{"seeds=2"}, all())
		if err != nil {
			t.Fatal(err)
		}
		checkRoundTrip(t, s)
	}
}

// TestYAML checks that ambiguous texts are quoted and that the effective spec extends and sweeps nothing.
func TestYAML(t *testing.T) {
	s, err := spec.Parse("x.yaml", []byte("extends: tiny\nmatrix: {systems.1.skip: [false]}\n"),
		[]string{`name="7"`, "systems.1.name='a: #b'", "systems.0.skip=true"}, bundled)
	if err != nil {
		t.Fatal(err)
	}
	const want = `name: "7"
budget: short
seeds: [1, 5]
evaluation:
  samples: 100
  validation: 50
  grids:
    coarse: {from: 0.1, to: 1, count: 10, spacing: log}
systems:
  - {name: 'a: #b (skip=false)', kind: training-images, dataset: mnist}
`
	if got := string(s.YAML()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if text := string(s.JSON()); !strings.HasPrefix(text, "{\n  \"name\": \"7\",\n  \"budget\": \"short\",") {
		t.Errorf("got %s", text)
	}
}
