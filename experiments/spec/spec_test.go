package spec_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"gan2014/experiments/spec"
	"gan2014/internal/golden"
)

// valid is the smallest spec with every section. Its numbers are arbitrary.
const valid = `name: tiny
budget: short
seeds: [1, 5]
evaluation:
  samples: 100
  validation: 50
  grids:
    coarse: {from: 0.1, to: 1.0, count: 10, spacing: log}
systems:
  - name: Adversarial nets
    kind: gan
    dataset: mnist
    generator:
      noise: {kind: uniform, size: 10}
      layers:
        - {kind: relu, units: 20, irange: 0.05}
        - {kind: sigmoid, irange: 0.05, bias: marginals}
    discriminator:
      layers:
        - {kind: maxout, units: 8, pieces: 2, irange: 0.005, keep: 0.8}
        - {kind: sigmoid, irange: 0.005}
    train:
      epochs: {short: 2, long: 20}
      batch: 100
      update: simultaneous
      loss: nonsaturating
      learning_rate: {start: 0.1, decay: 1.000004, floor: 1e-6}
      momentum: {start: 0.5, end: 0.7, epochs: 250}
      select: last
  - name: Control
    kind: training-images
    dataset: mnist
`

func parse(t *testing.T, sets ...string) *spec.Spec {
	t.Helper()
	s, err := spec.Parse("tiny.yaml", []byte(valid), sets, bundled)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestParse(t *testing.T) {
	evaluation := &spec.Evaluation{Samples: 100, Validation: 50, Grids: spec.Grids{{Name: "coarse", From: 0.1, To: 1, Count: 10, Spacing: spec.Log}}}
	want := &spec.Spec{
		Name: "tiny", Budget: "short", Seeds: []int64{1, 5},
		Systems: []spec.System{{
			Name: "Adversarial nets", Kind: spec.GAN, Dataset: "mnist", Evaluation: evaluation,
			Generator: &spec.Generator{
				Noise: spec.Noise{Kind: spec.Uniform, Size: 10},
				Layers: []spec.Layer{
					{Kind: spec.ReLU, Units: 20, IRange: 0.05},
					{Kind: spec.Sigmoid, IRange: 0.05, Bias: spec.Bias{Marginals: true}},
				},
			},
			Discriminator: &spec.Discriminator{Layers: []spec.Layer{
				{Kind: spec.Maxout, Units: 8, Pieces: 2, IRange: 0.005, Keep: 0.8},
				{Kind: spec.Sigmoid, IRange: 0.005, Keep: 1},
			}},
			Train: &spec.Train{
				Epochs: spec.PerBudget{"short": 2, "long": 20}, Batch: 100,
				Update: spec.Simultaneous, K: 1, Loss: spec.NonSaturating,
				LearningRate: spec.LearningRate{Start: 0.1, Decay: 1.000004, Floor: 1e-6},
				Momentum:     spec.Momentum{Start: 0.5, End: 0.7, Epochs: 250},
				Select:       spec.Last,
			},
		}, {
			Name: "Control", Kind: spec.TrainingImages, Dataset: "mnist", Evaluation: evaluation,
		}},
	}
	if got := parse(t); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestDefaults(t *testing.T) {
	written := parse(t, "systems.0.discriminator.layers.1.keep=1", "systems.0.train.k=1", "systems.0.train.validate={every: 0}")
	if absent := parse(t); !reflect.DeepEqual(absent, written) {
		t.Errorf("defaults written down: %+v\nabsent: %+v", written, absent)
	}
}

// TestErrors reads the files of testdata. Each has a spec, overrides (one a line), and the text of all errors. -update rewrites
// the errors.
func TestErrors(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no files in testdata", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, _, ok := strings.Cut(string(data), "-- want --\n")
		src, arguments, ok2 := strings.Cut(strings.TrimPrefix(head, "-- spec.yaml --\n"), "-- set --\n")
		if !ok || !ok2 {
			t.Fatalf("%s: needs the sections spec.yaml, set and want", file)
		}
		_, err = spec.Parse("spec.yaml", []byte(src), strings.FieldsFunc(arguments, func(r rune) bool { return r == '\n' }), bundled)
		if err == nil {
			t.Errorf("%s: no error", file)
			continue
		}
		var all spec.Errors
		if !errors.As(err, &all) {
			t.Fatal(err)
		}
		got := ""
		for _, e := range all {
			got += e.Error() + "\n"
		}
		golden.Check(t, file, head+"-- want --\n"+got)
	}
}

// first returns each error without its source line: "file:line:col: msg" or "file:line:col: msg (hint)".
func first(err error) []string {
	var all spec.Errors
	if !errors.As(err, &all) {
		return nil
	}
	var texts []string
	for _, e := range all {
		text, _, _ := strings.Cut(e.Error(), "\n")
		if e.Hint != "" {
			text += " (" + e.Hint + ")"
		}
		texts = append(texts, text)
	}
	return texts
}

// TestValues breaks every rule about a single value by an override of a valid spec.
func TestValues(t *testing.T) {
	check := func(set string, want ...string) {
		t.Helper()
		_, err := spec.Parse("tiny.yaml", []byte(valid), []string{set}, nil)
		if got := first(err); !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %q\nwant %q", set, got, want)
		}
	}
	const gan = "systems.0."

	check("name=1", `-set:1:6: name must be text, not 1 (quote it)`)
	check("name=a/b", `-set:1:6: name must be up to 40 letters, digits, - or _, not "a/b"`)
	check("budget=shrot", `-set:1:8: budget "shrot" is not among the epochs of "Adversarial nets" (did you mean "short"?)`)
	check("budget=paper", `-set:1:8: budget "paper" is not among the epochs of "Adversarial nets" (known budgets: long, short)`)
	check("seeds=0", `-set:1:7: seeds must be from 1 to 1000, not 0`)
	check("seeds=[]", `-set:1:7: seeds must have from 1 to 1000 items, not 0`)
	check("seeds=[1, 2, 1]", `-set:1:14: seed 1 is listed twice`)
	check("seeds=[-1, x]", `-set:1:8: seed must be from 0 to 2147483647, not -1`, `-set:1:12: seed must be an integer, not "x"`)
	check("seeds={short: 0}", `-set:1:15: short must be from 1 to 1000, not 0`)

	check("evaluation.samples=0", `-set:1:20: samples must be from 1 to 1000000, not 0`)
	check("evaluation.samples=60000", `-set:1:20: samples must be at most 50000, the training images of mnist, not 60000`)
	check("evaluation.validation=10001", `-set:1:23: validation must be at most 10000, the validation images of mnist, not 10001`)
	for _, set := range []string{"tfd-like", "fer2013"} { // folds are always validated whole
		if _, err := spec.Parse("tiny.yaml", []byte(valid), []string{"systems.1.dataset=" + set, "evaluation.validation=10000"}, nil); err != nil {
			t.Errorf("%s: %v", set, err)
		}
	}
	check("evaluation.curve=99", `-set:1:18: curve must be at least 100, the number of samples, not 99`)
	check("evaluation.curve=50001", `-set:1:18: curve must be at most 50000, the training images of mnist, not 50001`)
	check("evaluation.grids.coarse.optimum=yes", `-set:1:33: optimum must be true or false, not "yes"`)
	_, err := spec.Parse("tiny.yaml", []byte(valid), []string{"systems.1.dataset=tfd-like", "evaluation.grids.coarse.optimum=true"}, nil)
	if got, want := first(err), []string{"tiny.yaml:8:13: optimum is not allowed for tfd-like, where each fold has its own sigma"}; !reflect.DeepEqual(got, want) {
		t.Errorf("optimum in folds: got %q, want %q", got, want)
	}
	_, err = spec.Parse("tiny.yaml", []byte(valid), []string{"evaluation.grids.coarse.optimum=true", "systems.0.train.validate.every=1"}, nil)
	if got, want := first(err), []string{"tiny.yaml:8:5: validation during the training needs a grid without optimum"}; !reflect.DeepEqual(got, want) {
		t.Errorf("optimum alone: got %q, want %q", got, want)
	}
	_, err = spec.Parse("tiny.yaml", []byte(valid), []string{"systems.0.dataset=tfd-like", "systems.0.train.patience=5", "systems.0.train.validate.every=1"}, nil)
	if got, want := first(err), []string{`tiny.yaml:2:9: budget "short" trains "Adversarial nets" with patience, which tfd-like does not allow: ` +
		"validation images of one fold are test images of another"}; !reflect.DeepEqual(got, want) {
		t.Errorf("patience in folds: got %q, want %q", got, want)
	}
	if _, err = spec.Parse("tiny.yaml", []byte(valid), []string{"systems.0.dataset=tfd-like", "systems.0.train.patience={long: 5}"}, nil); err != nil {
		t.Errorf("patience in folds, under another budget: %v", err)
	}
	check("evaluation={samples: 1}",
		`-set:1:1: evaluation needs the key "validation"`, `-set:1:1: evaluation needs the key "grids"`)
	check("evaluation.grids={}", `-set:1:12: grids needs at least one grid`)
	check("evaluation.grids.fine space={from: 1, to: 2, count: 3, spacing: log}",
		`-set:1:18: grid must be up to 40 letters, digits, - or _, not "fine space"`)
	check("evaluation.grids.coarse.from=1", `tiny.yaml:8:29: to must be above 1, the value of from, not 1`)
	check("evaluation.grids.coarse.from=0", `-set:1:30: from must be above 0 and at most 100, not 0`)
	check("evaluation.grids.coarse.from=.inf", `-set:1:30: from must be a number, not .inf`)
	check("evaluation.grids.coarse.from=1e999", `-set:1:30: from must be above 0 and at most 100, not "1e999"`)
	check("evaluation.grids.coarse.count=1", `-set:1:31: count must be from 2 to 1000, not 1`)
	check("evaluation.grids.coarse.spacing=lin", `-set:1:33: spacing must be log or linear, not "lin" (did you mean "linear"?)`)

	check("systems=[]", `-set:1:9: systems must have from 1 to 1000 items, not 0`)
	check("systems=", `-set:1:9: the spec is empty`)
	check("systems.1.name=Adversarial nets", `-set:1:16: system "Adversarial nets" on mnist is listed twice`)
	check("systems.1.train={}", `-set:1:11: train is for kind gan only, not for training-images`)
	check("systems.1.kind=gna",
		`-set:1:16: kind must be gan or dbn or cae or gsn or dbm or vae or gmmn or generator or samples or kmeans or gaussian or mean-image or training-images or study, not "gna" (did you mean "gan"?)`)
	check("systems.1.kind=gan",
		`tiny.yaml:30:5: system needs the key "generator"`,
		`tiny.yaml:30:5: system needs the key "discriminator"`,
		`tiny.yaml:30:5: system needs the key "train"`)
	check("systems.1.dataset=mnits", `-set:1:19: dataset must be mnist or fashion-mnist or cifar10 or tfd or fer2013 or tfd-like or none, not "mnits" (did you mean "mnist"?)`)

	check(gan+"generator.noise=gaussian", `-set:1:27: noise must be a mapping, not "gaussian"`)
	check(gan+"generator.noise.size=0", `-set:1:32: size must be from 1 to 100000, not 0`)
	check(gan+"generator.noise.sise=1", `-set:1:27: unknown key "sise" (did you mean "size"?)`)
	check(gan+"generator.layers.0.pieces=2", `-set:1:30: pieces is for kind maxout only, not for relu`)
	check(gan+"generator.layers.0.pad=1", `-set:1:30: unknown key "pad" (pad is a key of systems.*.discriminator.layers.*)`)
	check(gan+"generator.layers.0.bias=marginals", `-set:1:35: marginals is only for a last layer of the generator of kind sigmoid`)
	check(gan+"generator.layers.0={kind: relu, irange: 1}", `-set:1:30: layer needs the key "units"`)
	check(gan+"generator.layers.1.units=784", `-set:1:30: the generator's last layer has one unit per pixel: leave units out`)
	check(gan+"generator.layers.1.kind=relu", `-set:1:35: the generator's last layer must be sigmoid, linear or deconv, not relu`)
	check(gan+"generator.layers.1.bias=zeros", `-set:1:35: bias must be marginals or a number, not "zeros"`)
	check(gan+"discriminator.layers.1.units=1", `-set:1:34: the discriminator's last layer has one unit: leave units out`)
	check(gan+"discriminator.layers.0.keep=1.5", `-set:1:39: keep must be above 0 and at most 1, not 1.5`)
	check(gan+"discriminator.layers.0.pieces=1", `-set:1:41: pieces must be from 2 to 256, not 1`)
	check(gan+"discriminator.layers.0.irange='0.1'", `-set:1:41: irange must be a number, not "0.1"`)
	check(gan+"discriminator.layers.0={kind: maxout, units: 2, irange: 1}", `-set:1:34: layer needs the key "pieces"`)

	check(gan+"train.epochs={}", `-set:1:17: epochs needs at least one budget`)
	check(gan+"train.start=1", `-set:1:17: unknown key "start" (start is a key of systems.*.train.learning_rate and of systems.*.train.momentum and of others)`)
	check(gan+"train.batch=50001", `-set:1:23: batch must be at most 50000, the training images of mnist, not 50001`)
	check(gan+"train.epochs=2.5", `-set:1:24: epochs must be an integer, not 2.5`)
	check(gan+"train.epochs.short=0", `-set:1:30: short must be from 1 to 1000000, not 0`)
	check(gan+"train.batch=0", `-set:1:23: batch must be from 1 to 1000000, not 0`)
	check(gan+"train.images=50", `-set:1:24: images must be at least 100, the batch, not 50`)
	check(gan+"train.images={long: 50}", `-set:1:31: images must be at least 100, the batch, not 50`)
	check(gan+"train.images={shrot: 1000}", `-set:1:25: budget "shrot" is not among the epochs (did you mean "short"?)`)
	check(gan+"train.images=all", `-set:1:24: images must be an integer, not "all"`)
	check(gan+"train.batch=0x10", `-set:1:23: batch must be an integer, not 0x10`)
	check(gan+"train.k=2", `-set:1:19: k must be 1 with update: simultaneous, not 2`)
	check(gan+"train.loss=saturated", `-set:1:22: loss must be nonsaturating or saturating or blended, not "saturated" (did you mean "saturating"?)`)
	check(gan+"train.learning_rate.floor=1", `-set:1:37: floor must be at most 0.1, the value of start, not 1`)
	check(gan+"train.learning_rate.decay=0.9", `-set:1:37: decay must be from 1 to 100, not 0.9`)
	check(gan+"train.momentum.end=1", `-set:1:30: end must be at least 0 and below 1, not 1`)
	check(gan+"train.momentum.end=0.4", `-set:1:30: end must be at least 0.5, the value of start, not 0.4`)
	check(gan+"train.momentum={start: 0.5, ned: 0.7, epochs: 250}", `-set:1:39: unknown key "ned" (did you mean "end"?)`)
	check(gan+"train.momentum.epochs=1", `tiny.yaml:28:25: start must be 0.7, the value of end, because end is reached in epoch 1, not 0.5`)
	check(gan+"train.patience=5", `tiny.yaml:2:9: budget "short" trains "Adversarial nets" with a patience of 5 epochs, which needs validate.every from 1 to 5`)
	check(gan+"train.patience={short: 5}", `tiny.yaml:2:9: budget "short" trains "Adversarial nets" with a patience of 5 epochs, which needs validate.every from 1 to 5`)
	if _, err := spec.Parse("tiny.yaml", []byte(valid), []string{gan + "train.patience={long: 5}"}, nil); err != nil {
		t.Errorf("patience under another budget: %v", err)
	}
	check(gan+"train.patience={shrot: 0}", `-set:1:27: budget "shrot" is not among the epochs (did you mean "short"?)`)
	check(gan+"train.patience=-1", `-set:1:26: patience must be from 0 to 1000000, not -1`)
	check(gan+"train.select=best-valid", `-set:1:24: select: best-valid needs validate: {every: N} with N above 0`)
	check(gan+"train.select=best", `-set:1:24: select must be last or best-valid, not "best" (did you mean "best-valid"?)`)

	check("name=&a x", `-set:1:6: anchors are not allowed in a spec: write the value out`)
	check("name=*a", `-set:1:6: aliases are not allowed in a spec: write the value out`)
	check("name=!!str x", `-set:1:6: tags are not allowed in a spec: write the value out`)
	check("evaluation={<<: {samples: 1}}", `-set:1:13: merge keys are not allowed in a spec: write the value out`)
	check("seeds=[1, 2", `-set:1:7: did not find expected ',' or ']'`)
	check("seeds=1\x00", `-set:1:8: character is not allowed in a spec`)
}

// TestSelectionNeedsAnEpochToValidate breaks a rule between two keys, which takes several overrides.
func TestSelectionNeedsAnEpochToValidate(t *testing.T) {
	sets := []string{"systems.0.train.validate.every=5", "systems.0.train.select=best-valid"}
	_, err := spec.Parse("tiny.yaml", []byte(valid), sets, bundled)
	want := []string{`tiny.yaml:2:9: budget "short" trains "Adversarial nets" for 2 epochs, which is too few for select: best-valid with a validation every 5 epochs`}
	if got := first(err); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	parse(t, append(sets, "budget=long")...)

	for _, set := range []string{"tfd", "fer2013", "tfd-like"} {
		_, err = spec.Parse("tiny.yaml", []byte(valid), append(sets, "systems.0.dataset="+set, "budget=long"), nil)
		want = []string{"-set:2:24: select: best-valid is not allowed for " + set + ": validation images of one fold are test images of another"}
		if got := first(err); !reflect.DeepEqual(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}

	_, err = spec.Parse("tiny.yaml", []byte(valid), append(sets, "systems.0.train.validate.every=often"), nil)
	want = []string{`-set:3:32: every must be an integer, not "often"`}
	if got := first(err); !reflect.DeepEqual(got, want) {
		t.Errorf("a mistake in every is one mistake:\ngot  %q\nwant %q", got, want)
	}
}

// TestDocument checks mistakes in the text of a file that an override cannot make.
func TestDocument(t *testing.T) {
	check := func(src string, want ...string) {
		t.Helper()
		_, err := spec.Parse("x.yaml", []byte(src), nil, nil)
		if got := first(err); !reflect.DeepEqual(got, want) {
			t.Errorf("%q:\ngot  %q\nwant %q", src, got, want)
		}
	}
	check("", "x.yaml:1:1: the spec is empty")
	check("# only a comment\n", "x.yaml:1:1: the spec is empty")
	check("[]", "x.yaml:1:1: the spec must be a mapping, not a list")
	check(valid+"---\nname: second\n", "x.yaml:33:1: a spec is one YAML document, but a second one starts here")
	check(valid+"name: other\n", `x.yaml:33:1: duplicate key "name" (first at x.yaml:1:1)`)
	check(valid+"? [a]\n: 1\n", `x.yaml:33:3: key must be text, not a list`)
	check("name: a\nbudget: b: c\n", "x.yaml:2:1: mapping values are not allowed in this context")
	check("name: a\n\tbudget: b\n", "x.yaml:2:1: found a tab character that violates indentation (indent with spaces, not tabs)")
	check("name: caf\xe9\n", "x.yaml:1:10: character is not allowed in a spec")
	check("name: ok\nnom: \x1b[31m\n", "x.yaml:2:6: character is not allowed in a spec")
	if _, err := spec.Parse("x.yaml", []byte("\ufeff"+strings.ReplaceAll(valid, "\n", "\r\n")), nil, nil); err != nil {
		t.Errorf("byte order mark and Windows line ends: %v", err)
	}
}

func TestErrorsUnwrap(t *testing.T) {
	_, err := spec.Parse("x.yaml", []byte(valid), []string{"seeds=0"}, nil)
	var e *spec.Error
	if !errors.As(err, &e) || e.File != "-set" || e.Line != 1 || e.Col != 7 || e.Source != "seeds=0" {
		t.Errorf("got %+v", e)
	}
}

// TestErrorText checks that the caret is under its character, whatever is before it, and that the source cannot control the
// terminal.
func TestErrorText(t *testing.T) {
	e := &spec.Error{File: "f", Line: 3, Col: 6, Msg: "m", Source: "\té\x1b: x"}
	const want = "f:3:6: m\n     é\\u001b: x\n              ^"
	if got := e.Error(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
