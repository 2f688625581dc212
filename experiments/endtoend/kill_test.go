package endtoend

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gan2014/experiments/exit"
)

// TestSecondInterrupt checks that a second Control-C ends the program at once and that everything written before is intact.
func TestSecondInterrupt(t *testing.T) {
	t.Parallel()
	whole, b := finishedBench(t, "-set", long), newBench(t)
	args := b.args("-set", long)
	program := b.start(args...)
	b.until(`select count(*) > 0 from metric`, "1")
	program.Process.Signal(os.Interrupt)
	time.Sleep(20 * time.Millisecond)
	program.Process.Signal(os.Interrupt)
	program.Wait()
	b.expect(exit.Done, args)
	if a, b := whole.numbers(), b.numbers(); a != b {
		t.Errorf("undisturbed:\n%s\ninterrupted twice:\n%s", a, b)
	}
}

// TestFullDisk fills the disk while checkpoints, database or report are written. The run must end with advice, and nothing written
// before may be lost.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	whole, b := finishedBench(t), newBench(t)
	disk := b.path("disk")
	if err := os.Mkdir(disk, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1m", "none", disk).CombinedOutput(); err != nil {
		t.Skipf("NOT CHECKED: a small disk cannot be mounted: %v: %s", err, out)
	}
	t.Cleanup(func() { exec.Command("umount", disk).Run() })
	b.dir = disk
	if err := os.WriteFile(b.path("tiny.yaml"), testSpec("tiny.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, stderr := b.expect(exit.Failed, b.args())
	if !strings.Contains(stderr, "full") && !strings.Contains(stderr, "no space left") {
		t.Errorf("it does not say that the disk is full:\n%s", stderr)
	}
	for _, size := range []string{"1500k", "2m", "3m"} { // the program gets further each time
		exec.Command("mount", "-o", "remount,size="+size, disk).Run()
		if status, _, stderr := start(t.Context(), b.args("-retry")...); status != exit.Done && status != exit.Failed && status != exit.BadUsage {
			t.Errorf("%s: status %d\n%s", size, status, stderr)
		}
	}
	if out, err := exec.Command("mount", "-o", "remount,size=64m", disk).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	b.expect(exit.Done, b.args("-retry"))
	if a, b := whole.numbers(), b.numbers(); a != b {
		t.Errorf("undisturbed:\n%s\non a full disk:\n%s", a, b)
	}
}

// TestForeignCheckpoint checks that a run rejects another run's checkpoint and says how the runs differ.
func TestForeignCheckpoint(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.expect(exit.Done, b.args("-set", "seeds=2", "-only", "*/adv*"))
	b.expect(exit.Done, b.args("-set", "seeds=[3]", "-set", "systems.0.train.epochs=1", "-only", "*/adv*"))
	folder := func(seed string) string {
		return b.path("out/runs/" + b.query(`select key from runs where seed = `+seed))
	}
	b.exec(`delete from run where seed = 1`)
	checkpoint, err := os.ReadFile(filepath.Join(folder("2"), "update-000000150.checkpoint"))
	if err != nil {
		t.Fatal(err)
	}
	entries, _ := filepath.Glob(b.path("out/runs/*"))
	for _, entry := range entries {
		if err := os.WriteFile(filepath.Join(entry, "update-000000150.checkpoint"), checkpoint, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b.expect(exit.Failed, b.args("-only", "*/adv*"), "the checkpoint belongs to run", "seed: 2 there, 1 here", "remove it, or use another -out")
}
