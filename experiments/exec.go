package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"syscall"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/own"
	"gan2014/experiments/run"
	"gan2014/experiments/spec"
	"gan2014/experiments/terminal"
	"gan2014/internal/products"
	"gan2014/internal/threads"
	"gan2014/results"
)

// execCommand computes the one run that is assigned in a folder. The program starts this command for each run; any scheduler can
// do the same.
type execCommand struct {
	db, out, data string
	threads       int
	force         bool // compute the run even if it is done
	quiet         bool // say only what goes wrong
	verbose       bool // also print the lines of the log
	supervised    bool // the supervising process reads events, and this process ends when it ends
	dir           string
}

func (c *execCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "", "")
	f.StringVar(&c.out, "out", "", "")
	f.StringVar(&c.data, "data", "", "")
	f.Var(wholeFlag{&c.threads}, "threads", "")
	f.Var(switchFlag{&c.force}, "force", "")
	f.Var(switchFlag{&c.quiet}, "q", "")
	f.Var(switchFlag{&c.verbose}, "v", "")
	f.Var(switchFlag{&c.supervised}, "supervised", "")
}

func (c *execCommand) check(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("give the folder of one run, not %d (experiments exec -h prints the manual)", len(args))
	}
	c.dir = filepath.Clean(args[0])
	if c.dir == "." { // use the absolute path: its last element is the folder's name
		if wd, err := os.Getwd(); err == nil {
			c.dir = wd
		}
	}
	if c.db == "" {
		c.db = filepath.Join(c.dir, "results.db")
	}
	if c.out == "" {
		c.out = c.dir
	}
	return errors.Join(checkTalk(c.quiet, c.verbose), checkThreads(c.threads))
}

func (c *execCommand) run(ctx context.Context, call call) error {
	given, run, err := job.ReadAssignment(c.dir)
	if err != nil {
		return exit.Usage(err)
	}
	log, err := job.OpenLog(c.dir, call.stderr)
	if err != nil {
		return exit.Usage(err)
	}
	defer log.Close()
	log.Quiet, log.Verbose = c.quiet, c.verbose
	if c.supervised {
		var cancel context.CancelFunc
		ctx, cancel = context.WithCancel(ctx)
		defer cancel()
		go cancelAtEnd(os.Stdin, cancel)
		signal.Ignore(syscall.SIGPIPE) // a supervisor that has died must not end this process by SIGPIPE
	}
	err = c.attempt(ctx, given, job.Job{Run: run, Key: given.Key}, log, call)
	if c.supervised {
		return statusForSupervisor(ctx, err)
	}
	return err
}

// statusForSupervisor replaces errors that the supervisor reports itself by an exit status without a message.
func statusForSupervisor(ctx context.Context, err error) error {
	var elsewhere *results.RunningError
	var status exit.Status
	switch {
	case errors.As(err, &elsewhere):
		return exit.Status(exit.Busy)
	case errors.As(err, &status):
		return err
	case err != nil && ctx.Err() != nil:
		return exit.Status(exit.Interrupted)
	}
	return err
}

// cancelAtEnd calls cancel at the end of r.
func cancelAtEnd(r io.Reader, cancel func()) {
	io.Copy(io.Discard, r)
	cancel()
}

// gcPercent lets the memory of a run on data grow by this share between two garbage collections. Such a run holds large arrays for long and
// allocates little else, so that a smaller share than Go's 100 % takes no time, and a third less memory. A study without data holds a few
// megabytes and allocates much: with 20 % it would collect garbage all the time.
const gcPercent = 20

// attempt computes the run from where an earlier attempt stopped.
func (c *execCommand) attempt(ctx context.Context, given job.Assignment, j job.Job, log *job.Log, call call) error {
	threads := threads.Here(c.threads)
	threads.Apply()
	if j.System.Dataset != spec.NoData {
		debug.SetGCPercent(gcPercent)
	}
	kernels, err := products.Current()
	if err != nil {
		return exit.Usage(err)
	}
	log.Note("kernels: %v; %s", kernels, threads.Describe(1))
	log.Phase(job.Loading)
	set, err := own.Load(ctx, terminal.NewCache(c.data, log), j.System)
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	if key := j.Run.Key(set.SHA256, job.Version(j.System.Kind)); key != j.Key {
		return exit.Usage(fmt.Errorf("%s assigns the run %s, but this program and this data give it the key %s: assign it again with them", job.AssignmentPath(c.dir), j.Key, key))
	}
	ctx = terminal.WithLongPatience(ctx, func(text string) { fmt.Fprintln(log, text) })
	db, err := results.Open(ctx, c.db)
	if err != nil {
		return err
	}
	defer db.Close()
	a := &run.Attempt{Job: j, Set: set, DB: db, Dir: c.dir, Out: c.out, Data: c.data, Log: log, Again: c.force}
	if c.supervised {
		a.Show = job.NewEvents(call.stdout)
	} else {
		display := terminal.NewDisplay(call.stderr)
		display.Quiet = c.quiet
		line := display.Line(j.String())
		defer display.Close()
		defer line.Stop()
		a.Show = line.Show
	}
	r := job.Record(given, j, set, threads.Threads)
	r.Again = c.force
	err = a.Do(ctx, r)
	if errors.Is(err, results.ErrDone) {
		fmt.Fprintln(log, "done before")
		return nil
	}
	if err != nil {
		return err
	}
	return c.kept(ctx, j)
}

// kept checks that the database and the files of a run that this process has computed are in place.
func (c *execCommand) kept(ctx context.Context, j job.Job) error {
	ctx = context.WithoutCancel(ctx)
	db, err := results.OpenReadOnly(ctx, c.db) // open it by name: the process may still hold a file that somebody removed
	if err != nil {
		return fmt.Errorf("the numbers are not kept: %w", err)
	}
	defer db.Close()
	return run.Kept(ctx, db, j, c.dir, c.out)
}
