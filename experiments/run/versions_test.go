package run

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/datasets"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
	"gan2014/experiments/weights"
	"gan2014/internal/atomicfile"
	"gan2014/internal/golden"
	"gan2014/internal/rng"
	"gan2014/internal/samplefile"
	"gan2014/results"
)

const versionsFile = "testdata/versions.txt"

// TestVersions pins the bits of each version of the code (job.Version). It computes the short runs of testdata/versions.yaml and compares a
// digest of each with testdata/versions.txt: of the last and the best checkpoint, the samples that were scored, and the scores with their
// curves. Metrics are not in it, so a further metric needs no new version.
//
// A change of code that changes a digest takes a new version in experiments/job/version.go; -update then writes the new digests. It never
// replaces the digest of a version.
func TestVersions(t *testing.T) {
	want := readVersions(t)
	got := map[string]string{}
	var lines []string
	for _, r := range versionRuns(t) {
		t.Run(strings.ReplaceAll(r.System.Name, " ", "-"), func(t *testing.T) {
			if slices.Contains(slow, r.System.Study) && os.Getenv("GAN2014_VERSIONS") == "" {
				got[job.Version(r.System.Kind)+": "+r.System.Name] = ""
				t.Skip("NOT CHECKED: this study takes a minute or more; make versions computes it")
			}
			name := job.Version(r.System.Kind) + ": " + r.System.Name
			got[name] = digestOf(t, r)
			lines = append(lines, got[name]+"  "+name)
			switch before, known := want[name]; {
			case known && before != got[name]:
				t.Errorf("the bits of %q have changed: its digest is %s, was %s. If that is on purpose, raise the version of %s in experiments/job/version.go "+
					"and run this test with -update", name, got[name], before, r.System.Kind)
			case !known && !*golden.Update:
				t.Errorf("%q has no digest in %s: run this test with -update", name, versionsFile)
			}
		})
	}
	if *golden.Update && !t.Failed() {
		for _, name := range slices.Sorted(maps.Keys(want)) { // of those that were skipped
			if v, computed := got[name]; computed && v == "" {
				lines = append(lines, want[name]+"  "+name)
			}
		}
		if err := os.WriteFile(versionsFile, []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name := range want {
		if _, computed := got[name]; !computed && !*golden.Update && !filtered() {
			t.Errorf("%s has the digest of %q, which no run of testdata/versions.yaml has", versionsFile, name)
		}
	}
}

// slow lists the studies that only `make versions` computes.
var slow = []spec.Study{spec.Proposition1, spec.Theorem1, spec.Collapse, spec.Support, spec.Chains, spec.MNISTGradient, spec.MNISTCollapse}

// filtered reports whether -run chooses some of the runs.
func filtered() bool { return strings.Contains(flag.Lookup("test.run").Value.String(), "/") }

// readVersions reads the digests by version and run.
func readVersions(t *testing.T) map[string]string {
	t.Helper()
	text, err := os.ReadFile(versionsFile)
	if err != nil && !*golden.Update {
		t.Fatal(err)
	}
	digests := map[string]string{}
	for line := range strings.Lines(string(text)) {
		digest, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		digests[name] = digest
	}
	return digests
}

// versionRuns returns the runs of testdata/versions.yaml.
func versionRuns(t *testing.T) []spec.Run {
	t.Helper()
	path := filepath.Join("testdata", "versions.yaml")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := spec.Parse(path, text, nil, specs.Bundled())
	if err != nil {
		t.Fatal(err)
	}
	if err := weights.Find(s, "testdata"); err != nil {
		t.Fatal(err)
	}
	return s.Plan()
}

// digestOf computes a run and returns a digest of all its numbers.
func digestOf(t *testing.T, r spec.Run) string {
	t.Helper()
	w := newWorld(t)
	w.set = smallSet(r.System.Dataset)
	if r.System.Kind == spec.Theory && r.System.Dataset == "mnist" {
		var err error
		if w.set, err = new(datasets.Cache).Load(t.Context(), "mnist"); err != nil {
			t.Skipf("NOT CHECKED: MNIST cannot be had: %v", err)
		}
	}
	a := w.begin(r)
	if err := a.Assign(job.Assignment{}, results.Forecast{}, a.Dir); err != nil {
		t.Fatal(err)
	}
	if r.System.Kind == spec.Given {
		if err := samplefile.Copy("testdata/samples.csv.gz", job.GivenPath(a.Dir)); err != nil {
			t.Fatal(err)
		}
	}
	h := sha256.New()
	if r.System.Kind == spec.Theory {
		if err := a.study(t.Context()); err != nil {
			t.Fatal(err)
		}
	} else {
		samples, epoch, err := a.samples(t.Context())
		if err == nil {
			err = a.score(t.Context(), samples, epoch)
		}
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(h, epoch, samples.N, samples.D, samples.Data)
	}
	writeNumbers(h, w.numbers(a))
	for _, path := range checkpoints(t, a.Dir) {
		text, err := atomicfile.ReadSummed(path)
		if err != nil {
			t.Fatal(err)
		}
		h.Write([]byte(strings.ReplaceAll(string(text), a.trainingID(), "this training"))) // the name depends on the version
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// writeNumbers writes the scores of a run with their curves, and the result of a study, with all digits.
func writeNumbers(w io.Writer, o results.Numbers) {
	for _, e := range o.Evaluations {
		fmt.Fprintln(w, e.Grid, e.LL, e.StdErr, e.StdErrOver, e.Sigma, e.SigmaAtEdge, e.Samples, e.ValidExamples, e.TestExamples, e.Epoch)
		fmt.Fprintln(w, e.Curve, e.Folds, e.Quantiles, e.BySamples)
	}
	fmt.Fprintln(w, o.Study)
}

// checkpoints returns the paths of the last and the best checkpoint, if the run has them.
func checkpoints(t *testing.T, dir string) (paths []string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(dir, "update-*.checkpoint"))
	if err != nil {
		t.Fatal(err)
	}
	if len(all) > 0 {
		paths = append(paths, slices.Max(all))
	}
	if best := filepath.Join(dir, BestCheckpoint); isWhole(best) {
		paths = append(paths, best)
	}
	return paths
}

// smallSet returns a data set with the name and the folds of a real one, of few small images. Images of cifar10 have their true size,
// because convolutions are made for it. Training, validation and test images differ in brightness, so that a choice on the wrong
// images changes a number.
func smallSet(name string) *datasets.Set {
	s := &datasets.Set{Name: name, Width: 8, Height: 8, Channels: 1, SHA256: "the data"}
	n, folds := 300, 1
	switch name {
	case "cifar10":
		s.Width, s.Height, s.Channels, n = 32, 32, 3, 60
	case "tfd-like":
		folds = 2
	}
	draw := func(part string, n int, from, to float64) datasets.Images {
		m := datasets.Images{N: n, Dim: s.Width * s.Height * s.Channels}
		m.Data = make([]float32, m.N*m.Dim)
		rng.Uniform(rng.For(1, "versions/"+name+"/"+part), m.Data, from, to)
		return m
	}
	s.Train = draw("train", n, 0, 1)
	for i := range n {
		s.Labels.Train = append(s.Labels.Train, uint8(i%10))
	}
	for i := range folds {
		s.Folds = append(s.Folds, datasets.Fold{Valid: draw(fmt.Sprint("valid ", i), 40, 0, .8), Test: draw(fmt.Sprint("test ", i), 50, .2, 1)})
	}
	s.Fold = s.Folds[0]
	return s
}
