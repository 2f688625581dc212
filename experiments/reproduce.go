package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gan2014/experiments/batch"
	"gan2014/experiments/exit"
	"gan2014/experiments/given"
	"gan2014/experiments/job"
	"gan2014/experiments/own"
	"gan2014/experiments/run"
	"gan2014/experiments/schedule"
	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
	"gan2014/experiments/terminal"
	"gan2014/experiments/weights"
	"gan2014/internal/products"
	"gan2014/internal/threads"
	"gan2014/results"
)

// specCommand trains and evaluates the systems of a spec.
type specCommand struct {
	spec    string
	sets    list // each key=value
	db      string
	out     string
	data    string
	threads int
	atOnce  int    // number of runs at once
	cluster string // "" is this machine
	only    string // pattern of path.Match
	plan    bool
	force   bool
	retry   bool
	quiet   bool // say only what goes wrong
	verbose bool // also print the lines of the runs' logs
	maxTime time.Duration
}

func (c *specCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.spec, "spec", "", "")
	f.Var(&c.sets, "set", "")
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.out, "out", "out", "")
	f.StringVar(&c.data, "data", "", "")
	f.Var(wholeFlag{&c.threads}, "threads", "")
	c.atOnce = 1
	f.Var(wholeFlag{&c.atOnce}, "j", "")
	f.StringVar(&c.cluster, "cluster", "", "")
	f.StringVar(&c.only, "only", "", "")
	f.Var(switchFlag{&c.plan}, "plan", "")
	f.Var(switchFlag{&c.force}, "force", "")
	f.Var(switchFlag{&c.retry}, "retry", "")
	f.Var(timeFlag{&c.maxTime}, "max-time", "")
	f.Var(switchFlag{&c.quiet}, "q", "")
	f.Var(switchFlag{&c.verbose}, "v", "")
}

func (c *specCommand) check(args []string) error {
	if len(args) > 0 {
		if err := c.takeSpec(args); err != nil {
			return err
		}
	}
	switch {
	case c.spec == "":
		return fmt.Errorf("no spec: give one, as in `experiments smoke.yaml` (bundled: %s; -h prints the manual)", strings.Join(specs.Names(), ", "))
	case c.atOnce < 1:
		return fmt.Errorf("-j must be at least 1 run at once, not %d", c.atOnce)
	case c.maxTime < 0:
		return fmt.Errorf("-max-time must be a time from now, as in 2h30m, not %v", c.maxTime)
	}
	return errors.Join(c.checkCluster(), checkTalk(c.quiet, c.verbose), checkThreads(c.threads))
}

// takeSpec takes the spec that is given without -spec, as in `experiments smoke.yaml`.
func (c *specCommand) takeSpec(args []string) error {
	name, err := specArgument(args)
	if err == nil && c.spec != "" {
		err = fmt.Errorf("give one spec, not both -spec %s and %s", c.spec, name)
	}
	c.spec = name
	return err
}

// checkCluster rejects flags that have no effect on a cluster.
func (c *specCommand) checkCluster() error {
	switch {
	case c.cluster == "":
		return nil
	case c.cluster != batch.Slurm && c.cluster != batch.Folders:
		return fmt.Errorf("-cluster must be %s or %s, not %q", batch.Slurm, batch.Folders, c.cluster)
	case c.atOnce != 1 || c.maxTime != 0:
		return errors.New("-j and -max-time have no effect with -cluster: leave them out; the cluster decides how many runs it computes at once and for how long")
	case c.force:
		return errors.New("-force has no effect with -cluster, where finished runs are not computed again: leave it out, or use another -db")
	}
	return nil
}

// checkTalk rejects -q together with -v.
func checkTalk(quiet, verbose bool) error {
	if quiet && verbose {
		return errors.New("give -q (say only what goes wrong) or -v (also print the logs of the runs), not both")
	}
	return nil
}

func checkThreads(n int) error {
	if n < 0 {
		return fmt.Errorf("-threads must be 0 (as many as the machine and the environment allow) or more, not %d", n)
	}
	return nil
}

// run reads the spec, fixes the key of every run, computes the runs that are not done, and writes the report.
func (c *specCommand) run(ctx context.Context, call call) error {
	experiment, text, err := c.read(call.stderr)
	if err != nil {
		return exit.Usage(err)
	}
	runs, err := job.Choose(experiment.Plan(), c.only)
	if err != nil {
		return exit.Usage(err)
	}
	switch {
	case c.plan:
		return c.showPlan(ctx, call, experiment, runs)
	case c.cluster != "":
		return c.submit(ctx, call, experiment, text, runs)
	}
	return c.compute(ctx, call, experiment, text, runs)
}

// compute computes the runs that are not done, and writes the report. text is the spec as the user wrote it.
func (c *specCommand) compute(ctx context.Context, call call, experiment *spec.Spec, text string, runs []spec.Run) error {
	db, err := c.open(ctx, call)
	if err != nil {
		return exit.Usage(err)
	}
	defer db.Close()
	jobs, forecasts, err := c.forecast(ctx, call, db, runs)
	if err != nil {
		return err
	}
	if err := batch.RefuseSubmitted(jobs, forecasts); err != nil {
		return exit.Usage(err)
	}
	if err := c.announce(ctx, call, jobs, forecasts); err != nil {
		return err
	}
	s := c.supervisor(db, call)
	s.Describe(experiment.Name, text, call.line)
	q := schedule.NewQueue(jobs, forecasts, c.atOnce)
	undone := s.Execute(ctx, c.maxTime, q)
	ctx = context.WithoutCancel(ctx)
	_, err = show(ctx, db, c.out, call)
	return errors.Join(undone, err, c.checkComputed(ctx, q.Computed))
}

// forecast returns the job of each run and its forecast from the database. It keeps copies of the user's own data sets.
func (c *specCommand) forecast(ctx context.Context, call call, db *results.DB, runs []spec.Run) ([]job.Job, []schedule.Forecast, error) {
	cache := terminal.NewCache(c.data, call.stderr)
	if err := own.Keep(runs, cache); err != nil {
		return nil, nil, exit.Usage(err)
	}
	jobs, err := job.Plan(ctx, cache, runs)
	if err != nil {
		return nil, nil, exit.UsageUnlessCanceled(ctx, err)
	}
	forecasts, err := c.forecastAll(ctx, db, jobs)
	if err != nil {
		return nil, nil, err
	}
	return jobs, forecasts, tellEarlier(ctx, call.stderr, db, jobs, forecasts)
}

// read reads the spec and the files that it names.
func (c *specCommand) read(log io.Writer) (*spec.Spec, string, error) {
	file, text, err := specs.Read(c.spec)
	if err != nil {
		return nil, "", err
	}
	experiment, err := spec.Parse(file, text, c.sets, specs.Bundled())
	if err != nil {
		return nil, "", err
	}
	if err := weights.Find(experiment, filepath.Dir(file)); err != nil {
		return nil, "", err
	}
	if err := given.Find(experiment, filepath.Dir(file), log); err != nil {
		return nil, "", err
	}
	if err := own.Find(experiment, filepath.Dir(file), log); err != nil {
		return nil, "", err
	}
	return experiment, string(text), run.CheckGenerators(experiment)
}

// open opens the database and checks that the output folder is writable, before hours of work. It prints the kernels and the
// number of threads.
func (c *specCommand) open(ctx context.Context, call call) (*results.DB, error) {
	if err := makeWritable(c.out); err != nil {
		return nil, err
	}
	db, err := results.Open(ctx, c.db)
	if err != nil {
		return nil, err
	}
	if _, err := db.MarkDead(ctx); err != nil {
		db.Close()
		return nil, err
	}
	kernels, err := products.Current()
	if err != nil {
		db.Close()
		return nil, exit.Usage(err)
	}
	c.tell(call, fmt.Sprintf("kernels: %v\n%s", kernels, c.describeThreads()))
	return db, nil
}

// tell prints a line that -q leaves out.
func (c *specCommand) tell(call call, text string) {
	if !c.quiet {
		fmt.Fprintln(call.stderr, text)
	}
}

// threadsPerRun returns the number of threads of each run.
func (c *specCommand) threadsPerRun() int { return threads.Here(c.threads).PerRun(c.atOnce) }

// describeThreads says how many threads each run has, and why.
func (c *specCommand) describeThreads() string {
	if c.cluster != "" {
		return fmt.Sprintf("threads: %d for each run on the cluster (-threads, or else cluster.cpus of the spec, or else %d)", c.threads, defaultCPUs)
	}
	return threads.Here(c.threads).Describe(c.atOnce)
}

func (c *specCommand) supervisor(db *results.DB, call call) *schedule.Supervisor {
	display := terminal.NewDisplay(call.stderr)
	display.Quiet = c.quiet
	return &schedule.Supervisor{
		Starter: schedule.Starter{DB: db, DBPath: c.db, Out: c.out, Data: c.data, Threads: c.threadsPerRun(), Quiet: c.quiet, Verbose: c.verbose},
		AtOnce:  c.atOnce, Policy: schedule.Policy{Force: c.force, Retry: c.retry},
		Display: display,
	}
}

// makeWritable creates the folder dir, checks that it is writable, and checks that a report there would overwrite no foreign file.
func makeWritable(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("%w: give a folder that can be written with -out", err)
	}
	probe, err := os.CreateTemp(dir, ".writable-*")
	if err != nil {
		return fmt.Errorf("%w: give a folder that can be written with -out", err)
	}
	probe.Close()
	if err := os.Remove(probe.Name()); err != nil {
		return err
	}
	return checkOut(dir)
}

// forecastAll forecasts all jobs. It marks the jobs of open batches as submitted.
func (c *specCommand) forecastAll(ctx context.Context, db *results.DB, jobs []job.Job) ([]schedule.Forecast, error) {
	forecasts, err := schedule.ForecastAll(ctx, db, jobs, c.threadsPerRun(), schedule.Policy{Force: c.force, Retry: c.retry})
	if err != nil {
		return nil, err
	}
	open, err := batch.Open(c.out)
	if err != nil {
		return nil, err
	}
	batch.MarkSubmitted(open, jobs, forecasts)
	return forecasts, nil
}
