package endtoend

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"gan2014/experiments/exit"
)

// numbers returns everything that a database says about runs except times and machines.
func (b bench) numbers() string {
	b.Helper()
	return strings.Join([]string{
		b.query(`select key || status || error || superseded from runs order by key, id`),
		b.query(`select system || seeds || protocol || ll_nats || stderr || sigma from table1 where origin = 'measured'`),
		b.query(`select key || name || epoch || value from metric join run on run_id = id where name not like '%_seconds' order by key, name, epoch`),
		b.query(`select key || s.sigma || valid_ll_nats from sigma_curve s join evaluation e on evaluation_id = e.id join run on run_id = run.id order by key, s.sigma`),
		b.query(`select key || a.kind || sha256 from artifact a join run on run_id = id order by key, a.kind`),
	}, "\n")
}

// start starts the program as a process.
func (b bench) start(args ...string) *exec.Cmd {
	b.Helper()
	p := exec.Command(program, args...)
	if err := p.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { p.Process.Kill() })
	return p
}

// until waits for a query to have the answer.
func (b bench) until(query, want string) {
	b.Helper()
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if _, err := os.Stat(b.path("results.db")); err == nil && b.try(query) == want {
			return
		}
	}
	b.Fatalf("%s: not %q within two minutes", query, want)
}

func TestPlanTouchesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	files := func() int {
		entries, err := os.ReadDir(b.dir)
		if err != nil {
			t.Fatal(err)
		}
		return len(entries)
	}
	before := files()
	b.expect(exit.Done, b.args("-plan"), "Adversarial nets   mnist", "new", "no run has this key")
	if after := files(); after != before {
		t.Errorf("%d files, there were %d", after, before)
	}
	b = finishedBench(t, "-only", "*/true*")
	stdout, _ := b.expect(exit.Done, b.args("-plan"))
	if strings.Count(stdout, "cached") != 1 || strings.Count(stdout, "new ") != 1 {
		t.Errorf("one run is done, the plan is\n%s", stdout)
	}
	b.expect(exit.Done, b.args("-plan", "-data", b.path("nothing")), "cached", "1 to compute, about ") // a plan of public data needs no data
}

func TestOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.expect(exit.BadUsage, b.args("-only", "mnist/gan"), `-only "mnist/gan" fits no run of mnist/Adversarial nets, mnist/True distribution`)
	b.expect(exit.BadUsage, b.args("-only", "[", "-plan"), "syntax error in pattern")
	for pattern, want := range map[string]int{"mnist/*": 4, "MNIST/true distribution": 2, "*/*/2": 2, "*/true*/1": 1} {
		stdout, _ := b.expect(exit.Done, b.args("-plan", "-set", "seeds=2", "-only", pattern))
		if got := strings.Count(stdout, "no run has this key"); got != want {
			t.Errorf("%s fits %d runs, want %d:\n%s", pattern, got, want, stdout)
		}
	}
}

// TestForce checks that the old row of a recomputed run stays and that Table 1 shows only the new one.
func TestForce(t *testing.T) {
	t.Parallel()
	b := finishedBench(t)
	before := b.query(`select ll_nats from table1 where origin = 'measured'`)
	b.expect(exit.Done, b.args("-plan", "-force", "-only", "*/adv*"), "again", "keeps the old row")
	b.expect(exit.Done, b.args("-force", "-only", "*/adv*"), "after 3 epochs")
	if got := b.query(`select group_concat(superseded) from (select superseded from runs order by id)`); got != "1,0,0" {
		t.Errorf("superseded: %s, want 1,0,0", got)
	}
	if after := b.query(`select ll_nats from table1 where origin = 'measured'`); after != before {
		t.Errorf("Table 1 was\n%s\nand is\n%s", before, after)
	}
}

// TestRetry checks that a diverged run is tried again only with -retry.
func TestRetry(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	args := b.args("-set", "systems.0.train.learning_rate.start=100", "-only", "*/adv*")
	b.expect(exit.Failed, args, "is not finite at update")
	b.expect(exit.Failed, args, "diverged before", "-retry tries again")
	b.expect(exit.Done, b.args("-set", "systems.0.train.learning_rate.start=100", "-only", "*/adv*", "-plan"), "given up", "is not finite")
	_, stderr := b.expect(exit.Failed, append(args, "-retry"), "is not finite at update")
	if strings.Contains(stderr, "before") {
		t.Errorf("it was not tried again:\n%s", stderr)
	}
	if got := b.query(`select count(*) from runs`); got != "1" {
		t.Errorf("%s rows, want 1", got)
	}
}

func TestAtOnceIsTheSame(t *testing.T) {
	t.Parallel()
	one, two := finishedBench(t, "-set", "seeds=2"), newBench(t)
	two.expect(exit.Done, two.args("-set", "seeds=2", "-j", "4"))
	if a, b := one.numbers(), two.numbers(); a != b {
		t.Errorf("one at a time:\n%s\nfour at once:\n%s", a, b)
	}
}

// TestKilledRunIsInterrupted checks that a killed process, as by a lack of memory, ends only its run, and that the same command
// continues it.
func TestKilledRunIsInterrupted(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	program := b.start(b.args("-set", "systems.0.train.epochs=1000")...)
	b.until(`select status from runs where system = 'Adversarial nets'`, "running")
	pid, err := strconv.Atoi(b.query(`select pid from runs`))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	program.Wait()
	if status := program.ProcessState.ExitCode(); status != exit.Interrupted {
		t.Errorf("status %d, want %d", status, exit.Interrupted)
	}
	if got := b.query(`select status || ': ' || error from runs order by id`); got != "interrupted: the process was killed, perhaps because the machine was out of memory\ndone: " {
		t.Errorf("runs are %s", got)
	}
}

// TestOrphanEnds checks that a run ends when the program that started it dies.
func TestOrphanEnds(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	program := b.start(b.args("-set", "systems.0.train.epochs=1000")...)
	b.until(`select count(*) > 0 from metric`, "1")
	program.Process.Kill()
	program.Wait()
	b.until(`select status from runs where system = 'Adversarial nets'`, "interrupted")
}

func TestMaxTime(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.expect(exit.Interrupted, b.args("-set", "systems.0.train.epochs=1000", "-max-time", "3s"), "the time is up: run the same command again to continue")
	if got := b.query(`select status from runs`); got != "interrupted" && got != "" { // on a slow machine it had not begun
		t.Errorf("runs are %q", got)
	}
}

// TestTwoProgramsOnOneDatabase checks that two programs with the same work on one database compute each run once, and that both
// print the whole table.
func TestTwoProgramsOnOneDatabase(t *testing.T) {
	t.Parallel()
	alone, shared := finishedBench(t, "-set", "seeds=2"), newBench(t)
	first, second := shared.start(shared.args("-set", "seeds=2")...), shared.start(shared.args("-set", "seeds=2")...)
	for _, program := range []*exec.Cmd{first, second} {
		if err := program.Wait(); err != nil {
			t.Errorf("one of two programs: %v", err)
		}
	}
	if a, b := alone.numbers(), shared.numbers(); a != b {
		t.Errorf("alone:\n%s\ntogether:\n%s", a, b)
	}
}
