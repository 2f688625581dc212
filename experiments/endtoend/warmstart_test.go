package endtoend

import (
	"os"
	"path/filepath"
	"testing"

	"gan2014/experiments/exit"
)

// nets returns arguments that choose the adversarial nets only, with some settings.
func nets(sets ...string) []string {
	args := []string{"-only", "*/adv*"}
	for _, set := range sets {
		args = append(args, "-set", set)
	}
	return args
}

// outcome returns the results of the latest run, without times and its key.
func (b bench) outcome() string {
	b.Helper()
	const latest = ` where run_id = (select max(id) from run)`
	return b.query(`select name || ' ' || epoch || ' ' || value from metric`+latest+` and name not like '%_seconds' order by name, epoch`) + "\n" +
		b.query(`select grid || ' ' || epoch || ' ' || sigma || ' ' || ll_nats from evaluation`+latest+` order by grid`)
}

const (
	epochs = "systems.0.train.epochs="
	best   = "systems.0.train.select=best-valid"
)

// TestLongerRunGoesOn checks that a longer run continues a shorter one and gets the same results as from its start.
func TestLongerRunGoesOn(t *testing.T) {
	t.Parallel()
	whole, b := newBench(t), finishedBench(t, nets(epochs+"2")...)
	whole.expect(exit.Done, whole.args(nets(epochs+"4")...))
	short := b.outcome()
	b.expect(exit.Done, b.args(nets(epochs+"4")...), "continuing from run", "which has trained the same for 2 epochs")
	if a, b := whole.outcome(), b.outcome(); a != b {
		t.Errorf("at once:\n%s\ngone on:\n%s", a, b)
	}
	if got := b.query(`select (select continues from run where id = 2) = (select key from run where id = 1)`); got != "1" {
		t.Error("the database does not say where the run came from")
	}
	if got := b.query(`select group_concat(epoch) from metric where run_id = 2 and name = 'epoch_seconds'`); got != "3,4" {
		t.Errorf("times of epochs %s are the run's own, want 3,4", got)
	}

	if got := b.query(`select group_concat(epoch || ' ' || (value > 0)) from metric where run_id = 2 and name = 'sample_seconds'`); got != "4 1" {
		t.Errorf("the time of drawing the samples, by epoch: %s, want the run's own at epoch 4", got)
	}

	// -force trains all of it again.
	b.expect(exit.Done, append(b.args(nets(epochs+"4")...), "-force"))
	if a, b := whole.outcome(), b.outcome(); a != b {
		t.Errorf("at once:\n%s\nforced:\n%s", a, b)
	}
	if got := b.query(`select group_concat(epoch) from metric where run_id = 3 and name = 'epoch_seconds'`); got != "1,2,3,4" {
		t.Errorf("forced to train epochs %s, want 1,2,3,4", got)
	}

	// A shorter run cannot continue a longer one, and a run that is continued does not change.
	b.exec(`delete from run where id in (1, 3)`)
	if err := os.RemoveAll(filepath.Join(b.dir, "out")); err != nil {
		t.Fatal(err)
	}
	b.expect(exit.Done, b.args(nets(epochs+"2")...))
	if again := b.outcome(); again != short {
		t.Errorf("at first:\n%s\nagain:\n%s", short, again)
	}
}

// TestScoredInAnotherWay checks that a run that differs only in its evaluation is not trained again.
func TestScoredInAnotherWay(t *testing.T) {
	t.Parallel()
	whole, b := finishedBench(t, nets(best)...), finishedBench(t, nets()...)
	b.expect(exit.Done, b.args(nets(best)...))
	if a, b := whole.outcome(), b.outcome(); a != b {
		t.Errorf("trained:\n%s\ntaken over:\n%s", a, b)
	}
	if got := b.query(`select count(*) from metric where run_id = 2 and name = 'epoch_seconds'`); got != "0" {
		t.Errorf("%s epochs were trained", got)
	}
	b.expect(exit.Done, b.args(nets("evaluation.curve=400", "evaluation.grids.best={from: 0.1, to: 1, count: 10, spacing: log, optimum: true}")...))
	if got := b.query(`select count(*) from metric where run_id = 3 and name = 'epoch_seconds'`); got != "0" {
		t.Errorf("%s epochs were trained", got)
	}
	if got := b.query(`select group_concat(c.samples) from sample_curve c join evaluation e on e.id = evaluation_id where run_id = 3`); got != "100,316,400" {
		t.Errorf("the curve has %s samples", got)
	}
	if got := b.query(`select group_concat(samples) from evaluation where run_id = 3`); got != "200,200" {
		t.Errorf("scored are %s samples, want 200 however long the curve is", got)
	}
	const valid = `select valid_ll_nats from sigma_curve join evaluation e on e.id = evaluation_id where run_id = 3`
	if got := b.query(`select (` + valid + ` and grid = 'best' order by 1 desc limit 1) >= (` + valid + ` and grid = 'paper' order by 1 desc limit 1)`); got != "1" {
		t.Error("the best sigma is not better than that of the grid")
	}
}

// TestNothingToGoOnFrom checks that a run trains from its start if no other run fits.
func TestNothingToGoOnFrom(t *testing.T) {
	t.Parallel()
	whole, b := finishedBench(t, nets()...), finishedBench(t, nets(epochs+"2")...) // tiny has 3 epochs
	paths, err := filepath.Glob(b.path("out/runs/*/update-*.checkpoint"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no checkpoints", err)
	}
	for _, path := range paths {
		if err := os.Truncate(path, 1000); err != nil {
			t.Fatal(err)
		}
	}
	b.expect(exit.Done, b.args(nets(epochs+"3")...), "cannot continue from run", "damaged")
	if a, b := whole.outcome(), b.outcome(); a != b {
		t.Errorf("at once:\n%s\nbeside a damaged checkpoint:\n%s", a, b)
	}
	if got := b.query(`select continues from run where id = 2`); got != "" {
		t.Errorf("it says that it went on from %s", got)
	}
	b.exec(`update run set version = 'another'`) // which gives other bits
	b.reseal()
	b.expect(exit.Done, b.args(nets(epochs+"4")...))
	if got := b.query(`select continues from run where id = 3`); got != "" {
		t.Errorf("it went on from %s, which was computed by another version", got)
	}
	b.expect(exit.Done, b.args(nets(epochs+"3", "seeds=[2]")...))
	if got := b.query(`select continues from run where id = 4`); got != "" {
		t.Errorf("another seed went on from %s", got)
	}
}

// TestPatience checks that patience ends a training the same number of epochs after the last rise, with or without a warm start.
func TestPatience(t *testing.T) {
	t.Parallel()
	whole, b := newBench(t), finishedBench(t, nets(epochs+"2")...)
	const patience = "systems.0.train.patience=2"
	whole.expect(exit.Done, whole.args(nets(epochs+"2", patience)...))
	last := whole.query(`select max(epoch) from metric`)
	rise := whole.query(`select epoch from metric where name = 'valid_ll' order by value desc limit 1`)
	if want := whole.query(`select max(2, ` + rise + ` + 2)`); last != want {
		t.Errorf("trained for %s epochs, want %s: the last rise was in epoch %s", last, want, rise)
	}
	b.expect(exit.Done, b.args(nets(epochs+"2", patience)...))
	if a, b := whole.outcome(), b.outcome(); a != b {
		t.Errorf("at once:\n%s\ngone on:\n%s", a, b)
	}
}
