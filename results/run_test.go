package results_test

import (
	"errors"
	"math"
	"os"
	"os/exec"
	"reflect"
	"testing"
	"time"

	"gan2014/internal/metric"
	"gan2014/results"
)

// run returns a run with every field set. Seeds of one recipe differ in key and seed.
func run(key string, seed int64) results.Run {
	return results.Run{
		Key: key, Recipe: "recipe", Spec: "table1.yaml", System: "Adversarial nets", VariantOf: "Nets", Kind: "gan", Dataset: "mnist",
		Seed: seed, Budget: "minutes", EffectiveSpec: `{"seed":1}`, SpecText: "seed: 1 # ü\n",
		Environment: results.Environment{
			Commit: "c0ffee", Dirty: true, Changes: " M a.go\n", CodeID: "code", GoSum: "5c5c", GoVersion: "go1.26", OS: "linux", Arch: "amd64",
			OSVersion: "Debian GNU/Linux 12", Kernel: "Linux 6.1", CPU: "some CPU", CPUFeatures: "avx2 fma", Cores: 2, GOMAXPROCS: 3,
			Memory: 8 << 30, BLAS: "gonum", Threads: 1, Command: "experiments -spec table1.yaml",
		},
		Data: []results.DataFile{
			{Name: "train-images", SHA256: "aa", Source: "cache", Bytes: 9912422},
			{Name: "a-later-name-that-sorts-first", SHA256: "bb", Source: "https://example.com/x", Bytes: 1},
		},
		DatasetSHA256: "dd",
	}
}

func begin(t *testing.T, db *results.DB, r results.Run) int64 {
	t.Helper()
	id, err := db.Begin(t.Context(), r)
	check(t, err)
	return id
}

func find(t *testing.T, db *results.DB, key string) results.Run {
	t.Helper()
	r, found, err := db.Find(t.Context(), key)
	check(t, err)
	if !found {
		t.Fatalf("no run %s", key)
	}
	return r
}

func TestRunComesBackAsWritten(t *testing.T) {
	db, _ := mustOpen(t)
	if _, found, err := db.Find(t.Context(), "k"); found || err != nil {
		t.Fatalf("found %v, error %v in an empty database", found, err)
	}
	want := run("k", -3)
	want.ID = begin(t, db, want)
	want.Status, want.Started, want.Heartbeat, want.PID = results.Running, clock, clock, os.Getpid()
	want.Host, _ = os.Hostname()
	if got := find(t, db, "k"); !reflect.DeepEqual(got, want) {
		t.Errorf("running: got\n%+v, want\n%+v", got, want)
	}

	db.Now = func() time.Time { return clock.Add(time.Hour).In(time.FixedZone("", 3600)) }
	check(t, db.Finish(t.Context(), want.ID, results.Ending{Status: results.Diverged, Seconds: 12.5, CPUSeconds: 20.5, PeakMemory: 1 << 40,
		Error: "loss_d is NaN at epoch 3", LogTail: "epoch 2\nepoch 3\n"}))
	want.Status, want.Finished, want.Error, want.LogTail = results.Diverged, clock.Add(time.Hour), "loss_d is NaN at epoch 3", "epoch 2\nepoch 3\n"
	want.Seconds, want.CPUSeconds, want.PeakMemory = 12.5, 20.5, 1<<40
	if got := find(t, db, "k"); !reflect.DeepEqual(got, want) {
		t.Errorf("finished: got\n%+v, want\n%+v", got, want)
	}

	bare := results.Run{Key: "bare", Recipe: "recipe", Host: "elsewhere", PID: 7}
	bare.ID = begin(t, db, bare)
	bare.Status, bare.Started, bare.Heartbeat = results.Running, clock.Add(time.Hour), clock.Add(time.Hour)
	if all, err := db.Runs(t.Context()); err != nil || !reflect.DeepEqual(all, []results.Run{want, bare}) {
		t.Errorf("runs %+v, error %v", all, err)
	}
}

func TestResume(t *testing.T) {
	db, _ := mustOpen(t)
	id := begin(t, db, run("k", 1))
	check(t, db.Finish(t.Context(), id, results.Ending{Status: results.Interrupted, Seconds: 100, CPUSeconds: 190, PeakMemory: 300, Error: "signal", LogTail: "stopped"}))

	db.Now = func() time.Time { return clock.Add(time.Hour) }
	resumed := run("k", 1)
	resumed.Environment.Commit = "later"
	resumed.Data = resumed.Data[:1]
	if again := begin(t, db, resumed); again != id {
		t.Fatalf("resumed as run %d, was %d", again, id)
	}
	r := find(t, db, "k")
	if r.Status != results.Running || r.Error+r.LogTail != "" || !r.Finished.IsZero() || !r.Heartbeat.Equal(clock.Add(time.Hour)) {
		t.Errorf("resumed run is %s, error %q, log %q, finished %v, heartbeat %v", r.Status, r.Error, r.LogTail, r.Finished, r.Heartbeat)
	}
	if r.Environment.Commit != "later" || len(r.Data) != 1 {
		t.Errorf("resumed run keeps its old description: %+v", r)
	}
	if !r.Started.Equal(clock) {
		t.Errorf("started %v, want the first start %v", r.Started, clock)
	}
	check(t, db.Finish(t.Context(), id, results.Ending{Status: results.Done, Seconds: 50, CPUSeconds: 60, PeakMemory: 200}))
	if r := find(t, db, "k"); r.Seconds != 150 || r.CPUSeconds != 250 || r.PeakMemory != 300 {
		t.Errorf("%g seconds, %g of processors, %d bytes; want 100 + 50, 190 + 60, the larger of 300 and 200", r.Seconds, r.CPUSeconds, r.PeakMemory)
	}
}

// TestTestEvaluationsAreCounted checks that each evaluation on test examples is counted, also for a resumed run and for an evaluation that
// replaces another. Refused evaluations and those of other runs do not count.
func TestTestEvaluationsAreCounted(t *testing.T) {
	db, _ := mustOpen(t)
	expect := func(key string, want int) {
		t.Helper()
		if got := find(t, db, key).TestEvaluations; got != want {
			t.Errorf("run %s: %d test evaluations, want %d", key, got, want)
		}
	}
	id, other := begin(t, db, run("k", 1)), begin(t, db, run("other", 2))
	expect("k", 0)
	for i := range 3 {
		check(t, db.Evaluate(t.Context(), id, []results.Evaluation{evaluation("paper", 1), evaluation("fine", 2)}))
		expect("k", i+1)
	}
	wantError(t, db.Evaluate(t.Context(), id, []results.Evaluation{evaluation("fine", 1), evaluation("fine", 2)}), "UNIQUE")
	check(t, db.Finish(t.Context(), id, results.Ending{Status: results.Interrupted}))
	begin(t, db, run("k", 1))
	check(t, db.Evaluate(t.Context(), id, []results.Evaluation{evaluation("paper", 1)}))
	expect("k", 4)
	expect("other", 0)
	check(t, db.Evaluate(t.Context(), other, nil))
	expect("other", 1)

	elsewhere, _ := mustOpen(t) // the count travels with the run
	check(t, db.Finish(t.Context(), id, results.Ending{Status: results.Done}))
	_, err := elsewhere.Import(t.Context(), db, t.TempDir(), "")
	check(t, err)
	if got := find(t, elsewhere, "k").TestEvaluations; got != 4 {
		t.Errorf("imported with %d test evaluations, want 4", got)
	}
}

// again returns a run that is to be computed once more.
func again(r results.Run) results.Run {
	r.Again = true
	return r
}

func TestDoneRunIsKeptWhenComputedAgain(t *testing.T) {
	db, _ := mustOpen(t)
	first := begin(t, db, run("k", 1))
	check(t, db.Finish(t.Context(), first, results.Ending{Status: results.Done, Seconds: 1}))
	if _, err := db.Begin(t.Context(), run("k", 1)); !errors.Is(err, results.ErrDone) {
		t.Errorf("error %v, want that the run is done", err)
	}
	second := begin(t, db, again(run("k", 1)))
	if second == first {
		t.Fatal("the finished run was overwritten")
	}
	if third := begin(t, db, run("k", 1)); third != second {
		t.Errorf("the unfinished second run %d was begun as %d", second, third)
	}
	if r := find(t, db, "k"); r.ID != second {
		t.Errorf("Find gives run %d, want the last, %d", r.ID, second)
	}

	// The first counts until the second is done.
	wantSuperseded := func(want ...bool) {
		t.Helper()
		runs, err := db.Runs(t.Context())
		check(t, err)
		for i, r := range runs {
			if r.Superseded != want[i] {
				t.Errorf("run %d superseded: %v, want %v", r.ID, r.Superseded, want[i])
			}
		}
	}
	wantSuperseded(false, false)
	check(t, db.Finish(t.Context(), second, results.Ending{Status: results.Failed}))
	wantSuperseded(false, false)
	begin(t, db, run("k", 1))
	check(t, db.Finish(t.Context(), second, results.Ending{Status: results.Done}))
	wantSuperseded(true, false)
	if _, err := db.Begin(t.Context(), run("k", 1)); !errors.Is(err, results.ErrDone) {
		t.Errorf("error %v, want that the run is done, twice", err)
	}
}

// TestChangesAreStoredOnce checks that runs of one source tree share one text of uncommitted changes.
func TestChangesAreStoredOnce(t *testing.T) {
	db, path := mustOpen(t)
	begin(t, db, run("k1", 1))
	begin(t, db, run("k2", 2))
	clean := run("k3", 3)
	clean.Environment.Changes = ""
	begin(t, db, clean)
	if got := query(t, path, "SELECT (SELECT count(*) FROM changes) || ' ' || group_concat(changes IS NULL) FROM run"); got != "1 0,0,1" {
		t.Errorf("texts, and whether runs have none: %s", got)
	}
	if got := find(t, db, "k2").Environment.Changes; got != " M a.go\n" {
		t.Errorf("changes came back as %q", got)
	}
}

func TestBeginOfARunningRun(t *testing.T) {
	child := exec.Command("sleep", "60")
	check(t, child.Start())
	t.Cleanup(func() {
		child.Process.Kill()
		child.Wait()
	})
	db, path := mustOpen(t)
	held := run("k", 1)
	held.PID = child.Process.Pid
	id := begin(t, db, held)
	takenOver := func(t *testing.T, r results.Run) {
		t.Helper()
		if again := begin(t, db, r); again != id {
			t.Errorf("taken over as run %d, was %d", again, id)
		}
		check(t, db.Finish(t.Context(), id, results.Ending{Status: results.Interrupted}))
		begin(t, db, held) // as before
	}

	_, err := db.Begin(t.Context(), run("k", 1))
	var running *results.RunningError
	if !errors.As(err, &running) || running.PID != child.Process.Pid || running.Key != "k" {
		t.Fatalf("error %v, want a RunningError with process %d", err, child.Process.Pid)
	}
	if n, err := db.MarkDead(t.Context()); n != 0 || err != nil {
		t.Fatalf("%d runs marked dead, error %v", n, err)
	}

	t.Run("on another machine", func(t *testing.T) {
		elsewhere := run("k", 1)
		elsewhere.Host = "elsewhere"
		_, err := db.Begin(t.Context(), elsewhere)
		if !errors.As(err, &running) {
			t.Errorf("error %v, want a RunningError until the heartbeat is 10 minutes old", err)
		}
		db.Now = func() time.Time { return clock.Add(10 * time.Minute) }
		takenOver(t, elsewhere)
	})
	t.Run("pid of a later process", func(t *testing.T) {
		if _, err := os.Stat("/proc/self/stat"); err != nil {
			t.Skip("the start of a process is known only through /proc")
		}
		_, err := raw(t, path).Exec("UPDATE run SET process = 'another boot+1'")
		check(t, err)
		takenOver(t, run("k", 1))
	})
	t.Run("ended", func(t *testing.T) {
		// Killed but not waited for: a zombie still has its pid.
		check(t, child.Process.Kill())
		deadline := time.Now().Add(5 * time.Second)
		for n := 0; n == 0; {
			if n, err = db.MarkDead(t.Context()); err != nil || time.Now().After(deadline) {
				t.Fatalf("%d runs marked dead, error %v", n, err)
			}
		}
		if r := find(t, db, "k"); r.Status != results.Interrupted {
			t.Errorf("status %s", r.Status)
		}
		child.Wait()
		begin(t, db, held)
		takenOver(t, run("k", 1))
	})
}

func TestFinishOfNoRun(t *testing.T) {
	db, _ := mustOpen(t)
	wantError(t, db.Finish(t.Context(), 9, results.Ending{Status: results.Done, Seconds: 1}), "finish run 9 as done", "no such run")
	wantError(t, db.Record(t.Context(), 9, []results.Metric{{Name: "loss_d"}}), "record metrics of run 9", "no such run")
}

func TestMetrics(t *testing.T) {
	db, _ := mustOpen(t)
	id, other := begin(t, db, run("k", 1)), begin(t, db, run("other", 2))
	written := []results.Metric{
		{Name: "loss_g", Epoch: 2, Value: math.Inf(1)},
		{Name: "loss_d", Epoch: 1, Value: 1.3862943611198906},
		{Name: "loss_d", Epoch: 2, Value: math.Inf(-1)},
		{Name: "loss_d", Epoch: 3, Value: 0},
		{Name: "loss_g", Epoch: 1, Value: -math.MaxFloat64},
		{Name: "loss_d", Epoch: 10, Value: math.SmallestNonzeroFloat64},
	}
	check(t, db.Record(t.Context(), id, written[:3]))
	check(t, db.Record(t.Context(), id, written[3:]))
	check(t, db.Record(t.Context(), other, []results.Metric{{Name: "loss_d", Epoch: 10, Value: 1}}))

	want := []results.Metric{written[1], written[2], written[3], written[5], written[4], written[0]}
	wantMetrics(t, db, id, want)

	t.Run("replaced", func(t *testing.T) {
		want[1].Value = 0.5 // finite over not finite
		check(t, db.Record(t.Context(), id, want[1:2]))
		wantMetrics(t, db, id, want)
	})
	t.Run("rewound", func(t *testing.T) {
		check(t, db.Rewind(t.Context(), id, 1))
		wantMetrics(t, db, id, []results.Metric{want[0], want[4]})
		wantMetrics(t, db, other, []results.Metric{{Name: "loss_d", Epoch: 10, Value: 1}})
	})
	t.Run("nan", func(t *testing.T) {
		check(t, db.Record(t.Context(), id, []results.Metric{{Name: "loss_d", Epoch: 1, Value: math.NaN()}}))
		ms, err := db.Metrics(t.Context(), id)
		if check(t, err); !math.IsNaN(ms[0].Value) {
			t.Errorf("NaN came back as %g", ms[0].Value)
		}
	})
	t.Run("all or nothing", func(t *testing.T) {
		err := db.Record(t.Context(), other, []results.Metric{{Name: "d_real", Epoch: 1}, {Name: "d_real", Epoch: -1}})
		wantError(t, err, "d_real at epoch -1")
		wantMetrics(t, db, other, []results.Metric{{Name: "loss_d", Epoch: 10, Value: 1}})
	})
}

func wantMetrics(t *testing.T, db *results.DB, id int64, want []results.Metric) {
	t.Helper()
	got, err := db.Metrics(t.Context(), id)
	if check(t, err); !reflect.DeepEqual(got, want) {
		t.Errorf("metrics\n%v, want\n%v", got, want)
	}
}

// TestContinueLeavesOutWhatIsMeasuredAfterwards checks that a run which takes over a training gets neither its times nor the measures of its extensions.
func TestContinueLeavesOutWhatIsMeasuredAfterwards(t *testing.T) {
	db, _ := mustOpen(t)
	id := begin(t, db, run("key", 1))
	check(t, db.Continue(t.Context(), id, "other", []results.Metric{
		{Name: metric.LossD, Epoch: 1, Value: .5}, {Name: metric.EpochSeconds, Epoch: 1, Value: 3}, {Name: metric.NoiseR2, Epoch: 1, Value: .1},
		{Name: metric.FewLabelsError + "_scratch_100", Epoch: 1, Value: .2},
	}))
	kept, err := db.Metrics(t.Context(), id)
	check(t, err)
	if len(kept) != 1 || kept[0].Name != metric.LossD {
		t.Errorf("metrics %v, want the loss of D alone", kept)
	}
}
