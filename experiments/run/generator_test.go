package run

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"

	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/experiments/weights"
	"gan2014/internal/metric"
	"gan2014/parzen"
	"gan2014/results"
)

// trainedNets computes a run of the spec tiny with changes. It returns the attempt, its samples, and its generator as a file.
func trainedNets(t *testing.T, w world, sets ...string) (a *Attempt, samples parzen.Points, content []byte) {
	t.Helper()
	a = w.begin(w.plan(sets...))
	samples, epoch, err := a.samples(t.Context())
	if err == nil {
		err = a.score(t.Context(), samples, epoch)
	}
	if err != nil {
		t.Fatal(err)
	}
	a.end(t, results.Done)
	g, epochs, err := (&Attempt{Job: a.Job, Set: a.Set, Dir: a.Dir}).Generator()
	if err != nil || epochs != epoch {
		t.Fatalf("the generator is of epoch %d, scored was epoch %d: %v", epochs, epoch, err)
	}
	var b bytes.Buffer
	f := weights.File{Info: weights.Info{System: a.System.Name, Dataset: "mnist", Recipe: string(a.Canonical()), Epochs: epochs, Command: "experiments"}, Params: g.Params()}
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return a, samples, b.Bytes()
}

// planGenerator returns a run of the generator in a file, which is evaluated as the runs of world.plan.
func (w world) planGenerator(content []byte, seed int64) spec.Run {
	w.Helper()
	text := fmt.Sprintf(`{name: x, budget: x, seeds: [%d], evaluation: {samples: 20, validation: 30, grids: {paper: {from: 0.01, to: 1, count: 10, spacing: log}}},
  systems: [{name: Shipped, kind: generator, dataset: mnist, sha256: "%s"}]}`, seed, weights.SHA256(content))
	s, err := spec.Parse("x.yaml", []byte(text), nil, nil)
	if err != nil {
		w.Fatal(err)
	}
	s.Systems[0].Weights = content
	return s.Plan()[0]
}

// beginGenerator starts an attempt at such a run, in whose folder the file lies.
func (w world) beginGenerator(content []byte, seed int64) *Attempt {
	w.Helper()
	a := w.begin(w.planGenerator(content, seed))
	if err := a.Job.Assign(job.Assignment{}, results.Forecast{}, a.Dir); err != nil {
		w.Fatal(err)
	}
	return a
}

// TestGeneratorOfAFile trains nets, with and without an average, writes their generator to a file and computes a run of that file. The
// samples are those of the nets up to half precision; the same run again has the same bits, and another seed draws others.
func TestGeneratorOfAFile(t *testing.T) {
	for name, sets := range map[string][]string{
		"last epoch": {"systems.0.train.learning_rate.start=2"}, "best epoch": {best}, "average": {"systems.0.train.average_decay=0.99", "systems.0.train.learning_rate.start=2"},
		"two stages": {"systems.0.stages=[{epochs: 1, layers: [{kind: relu, units: 5, irange: 0.5}]}]"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			nets, want, content := trainedNets(t, w, append(sets, "systems.0.generator.layers.0.irange=1")...)
			a := w.beginGenerator(content, nets.Seed)
			if err := a.compute(t.Context()); err != nil {
				t.Fatal(err)
			}
			a.end(t, results.Done)
			got, epoch, err := a.samples(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			most := 0.
			for i, x := range got.Data {
				most = max(most, math.Abs(float64(x)-float64(want.Data[i])))
			}
			if got.N != want.N || most > 1e-3 || most == 0 { // weights of order 1 are rounded by up to 2⁻¹¹ of their size
				t.Errorf("%d samples differ by up to %g from the %d of the nets", got.N, most, want.N)
			}
			again, err := (&Attempt{Job: a.Job, Set: a.Set, Dir: a.Dir}).Draw(got.N, a.Seed)
			if err != nil || !slices.Equal(again.Data, got.Data) {
				t.Errorf("drawn again, the samples are others (%v)", err)
			}
			other, err := (&Attempt{Job: a.Job, Set: a.Set, Dir: a.Dir}).Draw(got.N, a.Seed+1)
			if err != nil || slices.Equal(other.Data, got.Data) {
				t.Errorf("another seed draws the same samples (%v)", err)
			}
			e, scored := w.evaluations(a)["paper"], w.evaluations(nets)["paper"]
			if math.Abs(e.LL-scored.LL) > 0.1 || e.Epoch != epoch || epoch != scored.Epoch || !e.MeanImageLL.Valid {
				t.Errorf("%.3f nats at epoch %d, the nets have %.3f at epoch %d; the mean image is scored: %v", e.LL, e.Epoch, scored.LL, scored.Epoch, e.MeanImageLL.Valid)
			}
			if !strings.Contains(e.Protocol, fmt.Sprintf("20 samples, weights shipped, trained %d epoch", epoch)) {
				t.Errorf("the protocol is %q", e.Protocol)
			}
			for _, name := range []string{metric.SampleSpread, metric.SampleSeconds} {
				if _, ok := w.series(a, name)[epoch]; !ok {
					t.Errorf("no %s of epoch %d", name, epoch)
				}
			}
			if err := Kept(t.Context(), w.DB, a.Job, a.Dir, a.Out); err != nil {
				t.Error(err)
			}
			w.remove(job.GeneratorPath(a.Dir))
			if err := Kept(t.Context(), w.DB, a.Job, a.Dir, a.Out); err == nil {
				t.Error("the file of the generator is gone, and nobody notices")
			}
		})
	}
}

// TestGeneratorFileIsChecked checks that a run refuses a file that is missing, damaged or of another run, or made for other images.
func TestGeneratorFileIsChecked(t *testing.T) {
	w := newWorld(t)
	_, _, content := trainedNets(t, w)
	_, _, other := trainedNets(t, w, "systems.0.train.batch=50")
	for want, change := range map[string]func(a *Attempt) error{
		"has lost its generator":                func(a *Attempt) error { return os.Remove(job.GeneratorPath(a.Dir)) },
		"generator.safetensors is damaged":      func(a *Attempt) error { return os.WriteFile(job.GeneratorPath(a.Dir), content[1:], 0o600) },
		"it has another SHA-256 than the run":   func(a *Attempt) error { return os.WriteFile(job.GeneratorPath(a.Dir), other, 0o600) },
		"tensor 3 is {G/1/w 8 4}, but the gene": func(a *Attempt) error { set := *a.Set; set.Width, a.Set = 3, &set; return nil },
	} {
		a := w.beginGenerator(content, 1)
		if err := change(a); err != nil {
			t.Fatal(err)
		}
		if _, _, err := a.samples(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
		if _, err := a.Draw(3, 1); err == nil {
			t.Errorf("samples although: %s", want)
		}
		a.end(t, results.Failed)
	}
}

// TestCheckGenerators checks that a spec whose generator makes images of another size is refused before anything runs.
func TestCheckGenerators(t *testing.T) {
	w := newWorld(t)
	_, _, content := trainedNets(t, w)
	s := &spec.Spec{Systems: []spec.System{w.planGenerator(content, 1).System}}
	s.Systems[0].File = "g.safetensors"
	const want = `system "Shipped": g.safetensors: tensor 3 is {G/1/w 8 4}, but the generator of its recipe has {G/1/w 8 784}`
	if err := CheckGenerators(s); err == nil || err.Error() != want {
		t.Errorf("error %v, want %s", err, want)
	}
	s.Systems[0].Kind = spec.MeanImage
	if err := CheckGenerators(s); err != nil {
		t.Error(err)
	}
}

// TestAnotherFileIsAnotherRun checks that the SHA-256 of the file is in the key and in the recipe.
func TestAnotherFileIsAnotherRun(t *testing.T) {
	w := newWorld(t)
	a, b := w.planGenerator([]byte("one"), 1), w.planGenerator([]byte("two"), 1)
	if a.Key() == b.Key() || a.Recipe() == b.Recipe() || a.Key() != w.planGenerator([]byte("one"), 1).Key() {
		t.Error("the key does not tell the files apart")
	}
}
