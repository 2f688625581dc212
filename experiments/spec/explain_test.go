package spec_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
	"gan2014/internal/golden"
)

func TestExplain(t *testing.T) {
	check := func(name string, paths ...string) {
		t.Helper()
		text, err := spec.Explain(name)
		var got []string
		for _, m := range regexp.MustCompile(`(?m)^(\S+?): `).FindAllStringSubmatch(text, -1) {
			got = append(got, m[1])
		}
		if err != nil || !slices.Equal(got, paths) {
			t.Errorf("%q explains %q, %v; want %q", name, got, err, paths)
		}
	}
	const train = "systems.*.train."
	check("train.batch", train+"batch")
	check("train.momentum.end", train+"momentum.end")
	check("train.momentum", train+"momentum", train+"momentum.start", train+"momentum.end", train+"momentum.epochs")
	check("systems.0.train.k", train+"k")
	check("systems.Adversarial nets.train.k", train+"k")
	check("systems.*.train.k", train+"k")
	check("systems.train.k", train+"k")
	check("layers.0.pad", "systems.*.discriminator.layers.*.pad")
	check("grids.fine.from", "evaluation.grids.*.from", "systems.*.evaluation.grids.*.from")
	check("seeds", "seeds", "seeds.*", "seeds.*") // items of a list, and numbers by budget

	text, err := spec.Explain("train.k")
	const want = `systems.*.train.k: integer from 1 to 1000
    steps of the discriminator for each of the generator
    left out: 1
    source: paper, Algorithm 1: k = 1
`
	if err != nil || text != want {
		t.Errorf("got\n%s%v\nwant\n%s", text, err, want)
	}
}

func TestExplainUnknown(t *testing.T) {
	check := func(name, want string) {
		t.Helper()
		if text, err := spec.Explain(name); err == nil || err.Error() != want {
			t.Errorf("%q: got %q, %v", name, text, err)
		}
	}
	check("momentm", `no key "momentm" in the language of specs (did you mean "momentum"?)`)
	check("systems.*.train.epoch", `no key "systems.*.train.epoch" in the language of specs (did you mean "systems.train.epochs"?)`)
	check("train.momentun", `no key "train.momentun" in the language of specs (did you mean "train.momentum"?)`)
	check("x", `no key "x" in the language of specs (without a key, all of them are explained)`)
}

// TestDocumentIsFresh checks that the examples of docs/spec.md are valid and that it ends with the explanation of every key.
// -update rewrites the explanation.
func TestDocumentIsFresh(t *testing.T) {
	const file, mark = "../../docs/spec.md", "## Every key\n\n"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, _, ok := strings.Cut(string(text), mark)
	if !ok {
		t.Fatalf("%s has no section %q", file, strings.TrimSpace(mark))
	}
	for _, block := range regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(head, -1) {
		if _, err := spec.Parse(file, []byte(block[1]), nil, specs.Bundled()); err != nil {
			t.Error(err)
		}
	}
	all, err := spec.Explain("")
	if err != nil {
		t.Fatal(err)
	}
	want := head + mark + "    " + strings.TrimSpace(strings.ReplaceAll(all, "\n", "\n    ")) + "\n"
	want = regexp.MustCompile(`(?m)^ +$`).ReplaceAllString(want, "")
	golden.Check(t, file, want)
}
