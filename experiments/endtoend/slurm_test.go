package endtoend

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"gan2014/experiments/batch"
	"gan2014/experiments/exit"
)

// newSlurmBench makes a bench that uses the Slurm started by `make test-slurm`.
func newSlurmBench(t *testing.T) bench {
	t.Helper()
	if os.Getenv("GAN2014_SLURM") == "" {
		t.Skip("NOT CHECKED: there is no Slurm; make test-slurm starts one")
	}
	b := newBench(t)
	t.Cleanup(func() {
		if t.Failed() {
			outputs, _ := filepath.Glob(b.path("out/cluster/*/*.txt"))
			for _, path := range outputs {
				t.Logf("%s:\n%s", path, b.read(path))
			}
		}
	})
	return b
}

// TestSlurm runs a batch on a real Slurm. One task's process is killed, one task is stopped as at its time limit, and one fails
// until it is given up. The database must get the numbers of a run on one machine.
func TestSlurm(t *testing.T) {
	b := newSlurmBench(t)
	whole := newBench(t)
	recipe := []string{"-set", "seeds=3", "-set", "systems.0.train.epochs=8", "-set", long}
	whole.expect(exit.Done, whole.args(append(recipe, "-j", "2")...))
	keys := strings.Fields(whole.query(`select key from runs where kind = 'gan' order by seed`))
	folder := func(i int) string { return b.path("out/runs/" + keys[i]) }

	b.sabotage(whole.path("out/runs/"+keys[0]), folder(2))
	args := b.args(append(recipe, "-cluster", "slurm", "-set", "cluster.memory=300M", "-set", "cluster.cpus=1")...)
	stdout, _ := b.expect(exit.Done, args, "submitted 6 tasks as job ")
	array := regexp.MustCompile(`as job (\d+)`).FindStringSubmatch(stdout)[1]
	b.expect(exit.BadUsage, b.args(recipe...), "was submitted in the batch", "experiments status")
	b.expect(exit.Done, args, "nothing to submit", "submitted: in ")

	b.waitFor("checkpoints of both", func() bool { return b.last(folder(0)) != "" && b.last(folder(1)) != "" })
	b.expect(exit.Done, b.status(), "Adversarial nets, mnist, seed 1", "running", " will collect them")
	b.killTask(folder(0))
	b.slurm("scancel", "--batch", "--signal=TERM", array+"_1")
	b.lookOn()
	b.waitForBatches()

	log := func(i int) string { return b.read(folder(i) + "/log.txt") }
	for i := range 2 {
		if strings.Count(log(i), "--- ") != 2 || !strings.Contains(log(i), "resumed at update") {
			t.Errorf("task %d did not go on in a second attempt:\n%s", i, log(i))
		}
	}
	if lines, _ := batch.Failures(folder(0)); len(lines) != 1 || !strings.Contains(lines[0], "was killed") {
		t.Errorf("failures of the one that was killed: %q", lines)
	}
	if lines, _ := batch.Failures(folder(1)); len(lines) != 0 {
		t.Errorf("to be stopped is no failure: %q", lines)
	}
	if lines, _ := batch.Failures(folder(2)); len(lines) != batch.MostFailures {
		t.Errorf("failures of the one that fails: %q", lines)
	}
	if got := b.query(`select seed || status || (log_tail like '%of another training%') from runs where status <> 'done'`); got != "3failed1" {
		t.Errorf("not done: %s", got)
	}
	b.expect(exit.Failed, args, "given up", "-retry tries again", "some runs did not finish: 1 of 6")

	if err := os.Remove(b.last(folder(2))); err != nil {
		t.Fatal(err)
	}
	b.expect(exit.Done, append(args, "-retry"), "submitted 1 task ")
	b.waitForBatches()
	if a, c := whole.numbers(), b.numbers(); a != c {
		t.Errorf("on one machine:\n%s\non a cluster:\n%s", a, c)
	}
	if _, err := os.Stat(b.path("out/report.html")); err != nil {
		t.Error(err)
	}
}

// TestSlurmCancel checks that cancelled tasks keep their checkpoints and that the same command continues them, on the cluster or
// on this machine.
func TestSlurmCancel(t *testing.T) {
	b, whole := newSlurmBench(t), newBench(t)
	recipe := []string{"-set", "systems.0.train.epochs=15", "-set", long, "-only", "*/adv*"}
	args := b.args(append(recipe, "-cluster", "slurm", "-set", "cluster.memory=300M", "-set", "cluster.cpus=1")...)
	b.expect(exit.Done, args, "submitted 1 task ")
	b.waitFor("a checkpoint", func() bool {
		found, _ := filepath.Glob(b.path("out/runs/*/update-*.checkpoint"))
		return len(found) > 0
	})
	b.expect(exit.Done, b.status("-cancel"), "cancelled; job ", "collects what its tasks have computed")
	b.waitForBatches()
	if got := b.query(`select status from runs`); got != "interrupted" {
		t.Errorf("the run is %q", got)
	}
	b.expect(exit.Done, b.args(recipe...), "resumed at update")
	whole.expect(exit.Done, whole.args(recipe...))
	if a, c := whole.numbers(), b.numbers(); a != c {
		t.Errorf("undisturbed:\n%s\ncancelled:\n%s", a, c)
	}
}

func (b bench) status(more ...string) []string {
	return append([]string{"status", "-out", b.path("out")}, more...)
}

func (b bench) slurm(command ...string) string {
	b.Helper()
	out, err := exec.Command(command[0], command[1:]...).CombinedOutput()
	if err != nil {
		b.Fatalf("%q: %v: %s", command, err, out)
	}
	return string(out)
}

func (b bench) read(path string) string {
	b.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	return string(text)
}

func (b bench) waitFor(what string, happens func() bool) {
	b.Helper()
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if happens() {
			return
		}
	}
	b.Fatalf("no %s within three minutes\n%s", what, b.slurm("squeue", "--array"))
}

// waitForBatches waits until everything is collected. A requeued job starts again after two minutes, when the credentials of its
// last attempt have expired. These tests wait two seconds.
func (b bench) waitForBatches() {
	b.Helper()
	b.waitFor("end of all batches", func() bool {
		for line := range strings.Lines(b.slurm("squeue", "--noheader", "--array", "--states=PENDING", "--format=%i %r %S")) {
			f := strings.Fields(line)
			start, err := time.ParseInLocation("2006-01-02T15:04:05", f[len(f)-1], time.Local)
			if err == nil && f[1] == "BeginTime" && time.Until(start) > 10*time.Second {
				exec.Command("scontrol", "update", "JobId="+f[0], "StartTime=now+2").Run()
			}
		}
		open, err := batch.Open(b.path("out"))
		return err == nil && len(open) == 0
	})
}

// sabotage puts another run's checkpoint into a folder.
func (b bench) sabotage(from, to string) {
	b.Helper()
	if err := os.MkdirAll(to, 0o777); err != nil {
		b.Fatal(err)
	}
	name := filepath.Base(b.last(from))
	if err := os.WriteFile(filepath.Join(to, name), []byte(b.read(filepath.Join(from, name))), 0o666); err != nil {
		b.Fatal(err)
	}
}

// killTask kills the process that computes the run of a folder.
func (b bench) killTask(folder string) {
	b.Helper()
	found := regexp.MustCompile(`: process (\d+) on `).FindAllStringSubmatch(b.read(folder+"/log.txt"), -1)
	pid, err := strconv.Atoi(found[len(found)-1][1])
	if err == nil {
		err = syscall.Kill(pid, syscall.SIGKILL)
	}
	if err != nil {
		b.Fatal(err)
	}
}

// lookOn watches the status for a moment and presses Control-C. No task may be affected.
func (b bench) lookOn() {
	b.Helper()
	jobs := b.slurm("squeue", "--noheader", "--array", "--format=%i")
	watch := exec.Command(program, b.status("-watch")...)
	var out bytes.Buffer
	watch.Stdout, watch.Stderr = &out, &out
	if err := watch.Start(); err != nil {
		b.Fatal(err)
	}
	time.Sleep(time.Second)
	watch.Process.Signal(os.Interrupt)
	watch.Wait()
	if code := watch.ProcessState.ExitCode(); code != exit.Interrupted || !strings.Contains(out.String(), "tasks ended") {
		b.Errorf("status -watch: exit status %d\n%s", code, out.String())
	}
	if len(strings.Fields(jobs)) == 0 {
		b.Error("there were no jobs to look at")
	}
}
