package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"path/filepath"
	"strconv"

	"gan2014/experiments/batch"
	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/schedule"
	"gan2014/experiments/slurm"
	"gan2014/experiments/terminal"
	"gan2014/internal/typeset"
	"gan2014/models/nn"
	"gan2014/results"
)

// taskCommand computes a task of a batch in a job of the scheduler. It puts an unfinished task back into the queue.
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
		return fmt.Errorf("the number of a task must be 0 or more, not %q", args[1])
	}
	return nil
}

func (c *taskCommand) run(ctx context.Context, call call) error {
	b, err := batch.Read(c.folder)
	if err != nil {
		return exit.Usage(err)
	}
	if c.number >= len(b.Tasks) {
		return exit.Usage(fmt.Errorf("%s has %s, numbered from 0, and no task %d", c.folder, typeset.Count(len(b.Tasks), "task", "tasks"), c.number))
	}
	folder := b.RunFolder(b.Tasks[c.number])
	given, run, err := job.ReadAssignment(folder)
	if err != nil {
		return exit.Usage(err)
	}
	db, err := results.Open(ctx, batch.DatabaseOf(folder))
	if err != nil {
		return err
	}
	defer db.Close()
	t := &slurmTask{Job: job.Job{Run: run, Key: given.Key, Data: b.Tasks[c.number].Data}, given: given, folder: folder, db: db}
	return t.attempt(ctx, schedule.Starter{DB: db, DBPath: batch.DatabaseOf(folder), Out: folder, Data: b.Data, Threads: b.Threads}, call)
}

// A slurmTask is a run with its own folder and its own database.
type slurmTask struct {
	job.Job
	given  job.Assignment
	folder string
	db     *results.DB
}

// attempt computes the run until it ends or the job's time is up. It requeues the job if the run stopped early or failed.
func (t *slurmTask) attempt(ctx context.Context, s schedule.Starter, call call) error {
	if err := t.markInterrupted(ctx); err != nil {
		return err
	}
	display := terminal.NewDisplay(call.stderr)
	line := display.Line(t.String())
	line.Also = job.KeepProgress(t.folder)
	before, err := nn.Series{Dir: t.folder}.Last()
	if err != nil {
		return err
	}
	ended, err := s.Start(ctx, t.Job, t.folder, false, line)
	line.Stop()
	display.Close()
	ctx = context.WithoutCancel(ctx)
	if err != nil {
		return t.fail(ctx, call, err.Error())
	}
	run, found, err := t.db.Find(ctx, t.Key)
	if err != nil {
		return err
	}
	after, err := nn.Series{Dir: t.folder}.Last()
	if err != nil {
		return err
	}
	why := ""
	switch {
	case ended == schedule.Succeeded:
		return nil
	case ended == schedule.Stopped && run.Error == "" && after != before: // it saved a checkpoint and nobody killed it
		return t.requeue(ctx, call, "stopped")
	case ended == schedule.Stopped:
		why = cmp.Or(typeset.FirstLine(run.Error), "stopped without a new checkpoint: is the time limit too short?")
	default:
		if run.Status == results.Diverged {
			return exit.Status(exit.Failed) // a second attempt would diverge too
		}
		if why = "ended before the run began: its log is " + filepath.Join(t.folder, job.LogName); found {
			why = typeset.FirstLine(run.Error)
		}
	}
	return t.fail(ctx, call, why)
}

// markInterrupted records a dead attempt as interrupted. An attempt marked as running must be dead, because Slurm never runs a task twice at
// once.
func (t *slurmTask) markInterrupted(ctx context.Context) error {
	run, found, err := t.db.Find(ctx, t.Key)
	if err != nil || !found || run.Status != results.Running {
		return err
	}
	return t.db.Finish(ctx, run.ID, results.Ending{Status: results.Interrupted})
}

// fail records a failure and requeues the task, unless it was the last failure allowed.
func (t *slurmTask) fail(ctx context.Context, call call, why string) error {
	n, err := batch.AddFailure(t.folder, why)
	if err != nil {
		return err
	}
	if n < batch.MostFailures {
		return t.requeue(ctx, call, fmt.Sprintf("failure %d of %d: %s", n, batch.MostFailures, why))
	}
	fmt.Fprintf(call.stderr, "%v: given up after %d failures: %s\n", t.Job, n, why)
	if err := batch.RecordFailure(ctx, t.db, t.given, t.Job, why, job.LogTail(t.folder)); err != nil {
		return err
	}
	return exit.Status(exit.Failed)
}

// requeue puts the job back into the queue, so that another job continues the task.
func (t *slurmTask) requeue(ctx context.Context, call call, why string) error {
	fmt.Fprintf(call.stderr, "%v: %s\n", t.Job, why)
	switch again, err := slurm.Requeue(ctx); {
	case err != nil:
		return fmt.Errorf("put the task back into the queue: %w", err)
	case again:
		fmt.Fprintf(call.stderr, "%v: back into the queue\n", t.Job)
	default:
		fmt.Fprintf(call.stderr, "%v: not put back into the queue: Slurm itself is ending the job\n", t.Job)
	}
	return exit.Status(exit.Interrupted)
}
