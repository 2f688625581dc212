package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"gan2014"
	"gan2014/internal/blas"
	"gan2014/results"
)

// execCommand computes the one run that is assigned in a folder. The program starts it for each run, and so can any scheduler.
type execCommand struct {
	db, out, data string
	threads       int
	force         bool // compute it though it is done
	supervised    bool // by a process that reads events, and whose end is the end of this one
	dir           string
}

func (c *execCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "", "")
	f.StringVar(&c.out, "out", "", "")
	f.StringVar(&c.data, "data", "", "")
	f.Var(wholeFlag{&c.threads}, "threads", "")
	f.Var(switchFlag{&c.force}, "force", "")
	f.Var(switchFlag{&c.supervised}, "supervised", "")
}

func (c *execCommand) check(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("give the folder of one run, not %d (experiments exec -h prints the manual)", len(args))
	}
	c.dir = filepath.Clean(args[0])
	if c.dir == "." { // whose parent has a name
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
	return checkThreads(c.threads)
}

func (c *execCommand) run(ctx context.Context, call call) error {
	given, run, err := readAssignment(c.dir)
	if err != nil {
		return usageError{err}
	}
	log, err := openLog(c.dir, call.stderr)
	if err != nil {
		return usageError{err}
	}
	defer log.Close()
	if c.supervised {
		var cancel context.CancelFunc
		ctx, cancel = context.WithCancel(ctx)
		defer cancel()
		go endWith(os.Stdin, cancel)
		signal.Ignore(syscall.SIGPIPE) // of a supervisor that has died
	}
	err = c.attempt(ctx, given, job{Run: run, key: given.Key}, log, call)
	if c.supervised {
		return quiet(ctx, err)
	}
	return err
}

// quiet is an error without the words for which the supervisor has its own.
func quiet(ctx context.Context, err error) error {
	var elsewhere *results.RunningError
	var status exitStatus
	switch {
	case errors.As(err, &elsewhere):
		return exitStatus(statusBusy)
	case errors.As(err, &status):
		return err
	case err != nil && ctx.Err() != nil:
		return exitStatus(statusInterrupted)
	}
	return err
}

// endWith calls cancel when nothing can be read from r any more.
func endWith(r io.Reader, cancel func()) {
	io.Copy(io.Discard, r)
	cancel()
}

// attempt computes the run from where it stopped.
func (c *execCommand) attempt(ctx context.Context, given assignment, j job, log *runLog, call call) error {
	threads := threadsHere(c.threads)
	threads.apply()
	backend := blas.Use(threads.threads)
	log.note("matrix products: %v; %s", backend, threads.describe(1))
	log.phase(loading)
	set, err := newCache(c.data, log).Load(ctx, j.System.Dataset)
	if err != nil {
		return usageUnlessCanceled(ctx, err)
	}
	if key := j.Key(set.SHA256, gan2014.CodeID()); key != j.key {
		return usageError{fmt.Errorf("%s is of the run %s, but data and code make it %s: plan it again with this program and this data", assignmentPath(c.dir), j.key, key)}
	}
	ctx = withLongPatience(ctx, func(text string) { fmt.Fprintln(log, text) })
	db, err := results.Open(ctx, c.db)
	if err != nil {
		return err
	}
	defer db.Close()
	a := &attempt{job: j, set: set, db: db, dir: c.dir, out: c.out, log: log, again: c.force}
	if c.supervised {
		a.show = newEvents(call.stdout)
	} else {
		display := newDisplay(call.stderr)
		line := display.line(j.String())
		defer display.close()
		defer line.stop()
		a.show = line.show
	}
	r := recordOf(given, j, set, backend)
	r.Again = c.force
	err = a.do(ctx, r)
	if errors.Is(err, results.ErrDone) {
		fmt.Fprintln(log, "done before")
		return nil
	}
	if err != nil {
		return err
	}
	return c.kept(ctx, j)
}

// kept is said of a run that this process has computed.
func (c *execCommand) kept(ctx context.Context, j job) error {
	ctx = context.WithoutCancel(ctx)
	db, err := results.OpenReadOnly(ctx, c.db) // by its name: a file that was removed may still be open
	if err != nil {
		return fmt.Errorf("the numbers are not kept: %w", err)
	}
	defer db.Close()
	return kept(ctx, db, j, c.dir, c.out)
}

// newEvents writes events as lines of JSON.
func newEvents(w io.Writer) func(event) {
	encoder := json.NewEncoder(w)
	return func(e event) { encoder.Encode(e) }
}
