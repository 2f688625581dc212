package endtoend

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"gan2014/experiments/exit"
	"gan2014/results"
)

// An archive is a folder with a database of runs that the test writes without computing them.
type archive struct {
	bench
	db    *results.DB
	clock time.Time
}

func newArchive(t *testing.T) *archive {
	t.Helper()
	a := &archive{bench: bench{T: t, dir: t.TempDir()}, clock: time.Date(2014, 6, 10, 12, 0, 0, 0, time.UTC)}
	db, err := results.Open(t.Context(), a.path("results.db"))
	a.must(err)
	db.Now = func() time.Time { return a.clock }
	a.db = db
	t.Cleanup(func() { db.Close() })
	return a
}

func (a *archive) must(err error) {
	a.Helper()
	if err != nil {
		a.Fatal(err)
	}
}

// key returns a key of 32 digits that begins with c.
func key(c string) string { return c + strings.Repeat("0", 31) }

func archived(c, system string, seed int64) results.Run {
	return results.Run{
		Key: key(c), Recipe: "recipe", Spec: "table1.yaml", System: system, Kind: "gan", Dataset: "mnist", Seed: seed, Budget: "minutes",
		EffectiveSpec: `{"budget":"minutes","systems":[{"train":{"epochs":{"":2},"k":1}}]}`, SpecText: "name: table 1\n", DatasetSHA256: "dd",
		Environment: results.Environment{
			Commit: "c0ffee", Dirty: true, Changes: " M a.go\n\n-one\n+two\n", CodeID: "c0de", GoSum: "5c5c", GoVersion: "go1.26.0", OS: "linux", Arch: "amd64",
			OSVersion: "Debian GNU/Linux 12 (bookworm)", Kernel: "Linux 6.1.0", CPU: "some CPU", CPUFeatures: "avx2 fma", Cores: 2, GOMAXPROCS: 2,
			Memory: 8 << 30, BLAS: "LibBLAS 1.2 Haswell", Threads: 2, Command: "experiments -spec table1.yaml",
		},
		Data: []results.DataFile{{Name: "train-images", SHA256: "aa", Source: "cache", Bytes: 9912422}},
		Host: "workshop", PID: 7, Again: true,
	}
}

// add begins a run and records two epochs and, if ll is not 0, a score.
func (a *archive) add(r results.Run, ll float64) int64 {
	a.Helper()
	ctx := context.Background()
	id, err := a.db.Begin(ctx, r)
	a.must(err)
	a.must(a.db.Record(ctx, id, []results.Metric{{Name: "loss_d", Epoch: 1, Value: 1.25}, {Name: "loss_d", Epoch: 2, Value: 1 + ll/1000}}))
	if ll != 0 {
		a.must(a.db.Evaluate(ctx, id, []results.Evaluation{
			{Grid: "paper", Protocol: "10000 samples; paper grid", LL: ll, StdErr: 1.62, StdErrOver: "test examples", Sigma: 0.2154, SigmaAtEdge: ll < 0,
				Samples: 10000, ValidExamples: 1000, TestExamples: 10000, Epoch: 2,
				Curve: []results.SigmaPoint{{Sigma: 0.1, ValidLL: -9000}, {Sigma: 0.2154, ValidLL: ll + 2.5}}},
			{Grid: "fine", Protocol: "10000 samples; fine grid", LL: ll + 1, StdErr: 1.62, StdErrOver: "test examples", Sigma: 0.21,
				Samples: 10000, ValidExamples: 1000, TestExamples: 10000, Epoch: 2},
		}))
	}
	return id
}

func (a *archive) finish(id int64, e results.Ending) {
	a.Helper()
	a.clock = a.clock.Add(90 * time.Minute)
	a.must(a.db.Finish(context.Background(), id, e))
}

// fill adds a run with each status.
func (a *archive) fill() {
	a.Helper()
	done := results.Ending{Status: results.Done, Seconds: 485.4, CPUSeconds: 900, PeakMemory: 700 << 20, LogTail: "epoch 2\nscored\n"}
	a.finish(a.add(archived("a", "Adversarial nets", 1), 111.4), done)
	a.finish(a.add(archived("b", "Adversarial nets", 2), -3000), done)
	a.finish(a.add(archived("c", "True distribution", 1), math.Inf(-1)), done)
	a.finish(a.add(archived("d", "DBN", 1), 0), results.Ending{Status: results.Failed, Seconds: 3, Error: "internal error: x\ngoroutine 1", LogTail: "epoch 1\nthen this\n"})
	a.finish(a.add(archived("a", "Adversarial nets", 1), 112.6), done)
	_, err := a.db.AddArtifact(context.Background(), a.path("out"), 5, results.Artifact{Kind: "samples"}, "png", []byte("abc"))
	a.must(err)
	a.add(archived("e", "Adversarial nets", 3), 0)
}

func (a *archive) stdout(args ...string) string {
	a.Helper()
	stdout, _ := a.expect(exit.Done, append([]string{args[0], "-db", a.path("results.db")}, args[1:]...))
	return stdout
}
