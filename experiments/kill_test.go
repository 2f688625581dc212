package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/models/nn"
	"gan2014/parzen"
	"gan2014/results"
)

// A second Control-C ends the program at once; what was written before is all there.
func TestSecondInterrupt(t *testing.T) {
	whole, b := newBench(t), newBench(t)
	whole.expect(statusDone, whole.args())
	program := b.start(b.args()...)
	b.until(`select count(*) > 0 from metric`, "1")
	program.Process.Signal(os.Interrupt)
	time.Sleep(20 * time.Millisecond)
	program.Process.Signal(os.Interrupt)
	program.Wait()
	b.expect(statusDone, b.args())
	if a, b := whole.numbers(), b.numbers(); a != b {
		t.Errorf("undisturbed:\n%s\ninterrupted twice:\n%s", a, b)
	}
}

// A disk that is full while checkpoints, database or report are written ends the run with a word of what to do, and costs
// nothing that was written before.
func TestFullDisk(t *testing.T) {
	whole, b := newBench(t), newBench(t)
	whole.expect(statusDone, whole.args())
	disk := b.path("disk")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "none", disk).CombinedOutput(); err != nil {
		t.Skipf("NOT CHECKED: a small disk cannot be mounted: %v: %s", err, out)
	}
	t.Cleanup(func() { exec.Command("umount", disk).Run() })
	b.dir = disk
	if err := os.WriteFile(b.path("tiny.yaml"), []byte(tiny), 0o600); err != nil {
		t.Fatal(err)
	}
	_, stderr := b.expect(statusFailed, b.args())
	if !strings.Contains(stderr, "full") && !strings.Contains(stderr, "no space left") {
		t.Errorf("it does not say that the disk is full:\n%s", stderr)
	}
	for _, size := range []string{"1500k", "2m", "3m"} { // further each time
		exec.Command("mount", "-o", "remount,size="+size, disk).Run()
		if status, _, stderr := runWith(t.Context(), b.args("-retry")...); status != statusDone && status != statusFailed && status != statusUsage {
			t.Errorf("%s: status %d\n%s", size, status, stderr)
		}
	}
	if out, err := exec.Command("mount", "-o", "remount,size=64m", disk).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	b.expect(statusDone, b.args("-retry"))
	if a, b := whole.numbers(), b.numbers(); a != b {
		t.Errorf("undisturbed:\n%s\non a full disk:\n%s", a, b)
	}
}

// A checkpoint of another run is refused, with what the runs differ in.
func TestForeignCheckpoint(t *testing.T) {
	b := newBench(t)
	b.expect(statusDone, b.args("-set", "seeds=2", "-only", "*/adv*"))
	b.expect(statusDone, b.args("-set", "seeds=[3]", "-set", "systems.0.train.epochs=1", "-only", "*/adv*"))
	folder := func(seed string) string {
		return b.path("out/runs/" + b.query(`select key from runs where seed = `+seed))
	}
	b.exec(`delete from run where seed = 1`)
	checkpoint, err := os.ReadFile(filepath.Join(folder("2"), "update-000001500.checkpoint"))
	if err != nil {
		t.Fatal(err)
	}
	entries, _ := filepath.Glob(b.path("out/runs/*"))
	for _, entry := range entries {
		if err := os.WriteFile(filepath.Join(entry, "update-000001500.checkpoint"), checkpoint, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b.expect(statusFailed, b.args("-only", "*/adv*"), "the checkpoint belongs to run", "seed: 2 there, 1 here", "remove it, or use another -out")
}

// What fails while a run is interrupted is an interruption, whatever it is: the same command goes on. Only a divergence stays one.
func TestFailureWhileInterrupted(t *testing.T) {
	log, err := openLog(t.TempDir(), &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	a := &attempt{log: log}
	panicked := log.safely(func() error { panic("zero length") })
	for _, c := range []struct {
		ctx  context.Context
		err  error
		want results.Status
	}{
		{ended, nil, results.Done},
		{ended, panicked, results.Interrupted},
		{ended, errors.New("interrupted (9)"), results.Interrupted}, // as SQLite says it
		{ended, &nn.Diverged{}, results.Diverged},
		{t.Context(), panicked, results.Failed},
		{t.Context(), &nn.Diverged{}, results.Diverged},
	} {
		if got, _ := verdict(a.interrupted(c.ctx, c.err)); got != c.want {
			t.Errorf("%v, ctx %v: %s, want %s", c.err, c.ctx.Err(), got, c.want)
		}
	}
}

// Test images that are not all scored have no score.
func TestScoreWhileInterrupted(t *testing.T) {
	image := datasets.Images{N: 2, Dim: 1, Data: []float32{0, 1}}
	a := &attempt{set: &datasets.Set{Fold: datasets.Fold{Valid: image, Test: image}}}
	a.System.Evaluation = &spec.Evaluation{Validation: 2}
	window, err := parzen.New(points(image))
	if err != nil {
		t.Fatal(err)
	}
	grid := spec.Grid{From: 1, To: 1, Count: 1, Spacing: spec.Log}
	interrupted := 0
	for ; ; interrupted++ { // a little later each time, at last while test images are scored
		_, err := a.evaluate(&endsAfter{Context: t.Context(), left: interrupted}, window, grid)
		if err == nil {
			break
		}
		if !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
	}
	if interrupted < 2 {
		t.Errorf("%d moments of an interruption: sigma is chosen, and test images are scored", interrupted)
	}
}

// An endsAfter is a context that ends when it has been asked for its error so many times.
type endsAfter struct {
	context.Context
	left int
}

func (c *endsAfter) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// The program ends with 130 when what it does fails because it is told to end.
func TestConcludeInterrupted(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for err, want := range map[error]int{
		errors.New("interrupted (9)"):             statusInterrupted,
		usageError{errors.New("interrupted (9)")}: statusInterrupted,
		exitStatus(statusFailed):                  statusFailed, // of a run that had ended
	} {
		if got := conclude(ended, &bytes.Buffer{}, err); got != want {
			t.Errorf("%v: status %d, want %d", err, got, want)
		}
	}
}

// A panic is an error of its run, whose stack is in the log.
func TestPanicIsAnError(t *testing.T) {
	dir := t.TempDir()
	log, err := openLog(dir, &bytes.Buffer{})
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	a := &attempt{log: log, job: job{}} // without data, which it does not expect
	a.System.Kind = "training-images"
	if err := a.compute(t.Context()); err == nil || !strings.HasPrefix(err.Error(), "internal error: ") {
		t.Errorf("error %v", err)
	}
	if tail := logTail(dir); !strings.Contains(tail, "system.go:") {
		t.Errorf("no stack in the log:\n%s", tail)
	}
}
