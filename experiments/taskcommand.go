package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"strconv"

	"gan2014/experiments/cluster"
	"gan2014/internal/typeset"
	"gan2014/models/nn"
	"gan2014/results"
)

// taskCommand computes a task of a batch, in a job of the scheduler. A task that has to go on is put back into the queue.
type taskCommand struct {
	folder string
	number int
}

func (c *taskCommand) flags(*flag.FlagSet) {}

func (c *taskCommand) check(args []string) (err error) {
	if len(args) != 2 {
		return fmt.Errorf("give the folder of a batch and the number of a task, not %d arguments (experiments task -h prints the manual)", len(args))
	}
	c.folder = args[0]
	if c.number, err = strconv.Atoi(args[1]); err != nil || c.number < 0 {
		return fmt.Errorf("the number of a task is 0 or more, not %q", args[1])
	}
	return nil
}

func (c *taskCommand) run(ctx context.Context, call call) error {
	b, err := readBatch(c.folder)
	if err != nil {
		return usageError{err}
	}
	if c.number >= len(b.Tasks) {
		return usageError{fmt.Errorf("%s has %s, from 0 on, and no number %d", c.folder, typeset.Count(len(b.Tasks), "task", "tasks"), c.number)}
	}
	folder := b.runFolder(b.Tasks[c.number])
	given, run, err := readAssignment(folder)
	if err != nil {
		return usageError{err}
	}
	db, err := results.Open(ctx, taskDB(folder))
	if err != nil {
		return err
	}
	defer db.Close()
	t := &clusterTask{job: job{Run: run, key: given.Key, data: b.Tasks[c.number].Data}, given: given, folder: folder, db: db}
	return t.attempt(ctx, starter{db: db, dbPath: taskDB(folder), out: folder, data: b.Data, threads: b.Threads}, call)
}

// A clusterTask is a run in a folder of its own, with a database of its own.
type clusterTask struct {
	job
	given  assignment
	folder string
	db     *results.DB
}

// mostFailures end a task.
const mostFailures = 3

// attempt computes the run as far as it comes, and has Slurm do the rest if there is any.
func (t *clusterTask) attempt(ctx context.Context, s starter, call call) error {
	if err := t.bury(ctx); err != nil {
		return err
	}
	display := newDisplay(call.stderr)
	line := display.line(t.String())
	line.also = keepProgress(t.folder)
	before, err := nn.Series{Dir: t.folder}.Last()
	if err != nil {
		return err
	}
	ended, err := s.start(ctx, t.job, t.folder, false, line)
	line.stop()
	display.close()
	ctx = context.WithoutCancel(ctx)
	if err != nil {
		return t.fail(ctx, call, err.Error())
	}
	run, found, err := t.db.Find(ctx, t.key)
	if err != nil {
		return err
	}
	after, err := nn.Series{Dir: t.folder}.Last()
	if err != nil {
		return err
	}
	why := ""
	switch {
	case ended == succeeded:
		return nil
	case ended == stopped && run.Error == "" && after != before: // and not killed
		return t.requeue(ctx, call, "stopped")
	case ended == stopped:
		why = cmp.Or(firstLine(run.Error), "stopped without getting further: is the time limit too short?")
	default:
		if run.Status == results.Diverged {
			return exitStatus(statusFailed) // it would do so again
		}
		if why = "ended before it began: its log is " + filepath.Join(t.folder, logName); found {
			why = firstLine(run.Error)
		}
	}
	return t.fail(ctx, call, why)
}

// bury finishes an attempt whose process was lost with its machine, wherever that was: Slurm starts a task once at a time.
func (t *clusterTask) bury(ctx context.Context) error {
	run, found, err := t.db.Find(ctx, t.key)
	if err != nil || !found || run.Status != results.Running {
		return err
	}
	return t.db.Finish(ctx, run.ID, results.Ending{Status: results.Interrupted})
}

// fail counts a failure, and lets the task try again unless it was the last one.
func (t *clusterTask) fail(ctx context.Context, call call, why string) error {
	n, err := addFailure(t.folder, why)
	if err != nil {
		return err
	}
	if n < mostFailures {
		return t.requeue(ctx, call, fmt.Sprintf("failure %d of %d: %s", n, mostFailures, why))
	}
	fmt.Fprintf(call.stderr, "%v: given up after %d failures: %s\n", t.job, n, why)
	if err := recordFailure(ctx, t.db, t.given, t.job, why, logTail(t.folder)); err != nil {
		return err
	}
	return exitStatus(statusFailed)
}

// requeue has the task go on in another job.
func (t *clusterTask) requeue(ctx context.Context, call call, why string) error {
	fmt.Fprintf(call.stderr, "%v: %s\n", t.job, why)
	switch again, err := cluster.Requeue(ctx); {
	case err != nil:
		return fmt.Errorf("put the task back into the queue: %w", err)
	case again:
		fmt.Fprintf(call.stderr, "%v: back into the queue\n", t.job)
	default:
		fmt.Fprintf(call.stderr, "%v: not put back into the queue: Slurm itself is ending the job\n", t.job)
	}
	return exitStatus(statusInterrupted)
}
