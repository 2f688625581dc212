package main

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// kills is how often TestKilledAgainAndAgain kills; make torture sets more.
func kills(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv("GAN2014_KILLS"))
	if err != nil {
		return 25
	}
	t.Logf("%d kills", n)
	return n
}

// Killed at random moments, with checkpoints cut off as by a power cut, a run ends in the same bytes and the database in the
// same numbers as when it is left in peace.
func TestKilledAgainAndAgain(t *testing.T) {
	total := kills(t)
	whole, killed := newBench(t), newBench(t)
	long := []string{"-set", "systems.0.train.epochs=" + strconv.Itoa(4*total), "-set", "systems.0.train.validate.every=7", "-retry"}
	whole.expect(statusDone, whole.args(long...))

	seed := uint64(time.Now().UnixNano())
	t.Logf("moments drawn with seed %d", seed)
	random := rand.New(rand.NewPCG(seed, 0))
	for range total {
		program := killed.start(killed.args(long...)...)
		if random.IntN(4) > 0 { // otherwise it may be killed while it starts
			killed.until(`select count(*) > 0 from runs where status = 'running'`, "1")
		}
		time.Sleep(time.Duration(random.Int64N(int64(time.Second))))
		killed.kill(program, random.IntN(3))
		if random.IntN(4) == 0 {
			killed.truncate(random)
		}
	}
	program := killed.start(killed.args(long...)...) // on a slow machine no checkpoint may have been left: the last kill waits for one
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if kept, _ := filepath.Glob(killed.path("out/runs/*/update-*.checkpoint")); len(kept) > 1 {
			break
		}
	}
	killed.kill(program, 0)
	if got := killed.query(`select count(*) from runs where status = 'done'`); got != "0" {
		t.Fatalf("a run was done before the last kill: make it longer")
	}
	killed.expect(statusDone, killed.args(long...), "resumed at update")
	if !bytes.Equal(whole.checkpoint(), killed.checkpoint()) {
		t.Error("the last checkpoint differs from that of an undisturbed run")
	}
	if a, b := whole.numbers(), killed.numbers(); a != b {
		t.Errorf("undisturbed:\n%s\nkilled:\n%s", a, b)
	}
}

// kill ends the program (0), the process of its run (1), or both (2), and waits until both are gone.
func (b bench) kill(program *exec.Cmd, whom int) {
	b.Helper()
	run, _ := strconv.Atoi(b.try(`select pid from runs where status = 'running'`))
	if whom != 0 && run > 0 {
		syscall.Kill(run, syscall.SIGKILL)
	}
	if whom != 1 || run == 0 {
		program.Process.Kill()
	}
	program.Process.Signal(syscall.SIGTERM) // it would begin the next run
	program.Wait()
}

// truncate cuts the newest checkpoint off somewhere.
func (b bench) truncate(random *rand.Rand) {
	b.Helper()
	paths, _ := filepath.Glob(b.path("out/runs/*/update-*.checkpoint"))
	if len(paths) < 2 {
		return
	}
	newest := paths[len(paths)-1]
	info, err := os.Stat(newest)
	if err != nil {
		return // an orphan is still at work
	}
	if err := os.Truncate(newest, random.Int64N(info.Size())); err != nil && !errors.Is(err, os.ErrNotExist) {
		b.Fatal(err)
	}
}

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
