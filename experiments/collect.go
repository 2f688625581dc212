package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"gan2014/experiments/batch"
	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// collectCommand imports the databases of a batch's tasks into the batch's database, and writes the report.
type collectCommand struct{ folder string }

func (c *collectCommand) flags(*flag.FlagSet) {}

func (c *collectCommand) check(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("give the folder of a batch, OUT/cluster/NAME, not %d arguments (experiments collect -h prints the manual)", len(args))
	}
	c.folder = args[0]
	return nil
}

func (c *collectCommand) run(ctx context.Context, call call) error {
	b, err := batch.Read(c.folder)
	if err != nil {
		return exit.Usage(err)
	}
	ours := b.Collect != "" && os.Getenv("SLURM_JOB_ID") == b.Collect // in the batch's own collecting job, which starts after all tasks have ended
	if ours {
		err = waitForOthers(ctx, b.DB, call.stderr)
	} else {
		err = b.RefuseQueued(ctx)
	}
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	db, err := results.Open(ctx, b.DB)
	if err != nil {
		return exit.Usage(err)
	}
	defer db.Close()
	g := &collection{Batch: b, db: db, words: call.stderr}
	for i := range b.Tasks {
		if err := g.collect(ctx, i); err != nil {
			return fmt.Errorf("task %d, %s: %w", i, b.Tasks[i].Label, err)
		}
	}
	if _, err := show(ctx, db, b.Out, call); err != nil {
		return err
	}
	return g.close()
}

// waitForOthers waits until no other process has the database open. That process may be on another machine, and SQLite allows
// several machines to use a database only one after the other.
func waitForOthers(ctx context.Context, db string, words io.Writer) error {
	const patience = 10 * time.Minute
	for begun := time.Now(); job.Exists(db + "-wal"); {
		if time.Since(begun) > patience {
			return fmt.Errorf("%s is still in use after %v: run `experiments collect` with the folder of this batch when it is free", db, patience)
		}
		fmt.Fprintf(words, "%s is in use by %s: waiting up to %v\n", db, results.LockHolders(db), patience)
		select {
		case <-time.After(15 * time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// A collection collects the tasks of a batch and counts those that are running, failed or refused.
type collection struct {
	*batch.Batch
	db    *results.DB
	words io.Writer

	running, failed, refused int
}

// collect imports the run of task i.
func (g *collection) collect(ctx context.Context, i int) error {
	t := g.Tasks[i]
	if run, found, err := g.db.Find(ctx, t.Key); err != nil || found && run.Status == results.Done {
		return err // an earlier collect has imported it
	}
	folder := g.RunFolder(t)
	run, found, err := g.open(ctx, t, folder)
	if err != nil {
		return err
	}
	if !found {
		g.failed++
		fmt.Fprintf(g.words, "[%d] %s: never began\n", i, t.Label)
		return g.recordLost(ctx, i, folder)
	}
	if run.Status != results.Done {
		g.failed++
		fmt.Fprintf(g.words, "[%d] %s: %s%s\n", i, t.Label, run.Status, afterColon(run.Error))
	}
	return nil
}

func afterColon(why string) string {
	if why == "" {
		return ""
	}
	return ": " + typeset.FirstLine(why)
}

// open imports the run of a task from the task's own database, if that exists.
func (g *collection) open(ctx context.Context, t batch.Entry, folder string) (run results.Run, found bool, err error) {
	if !job.Exists(batch.DatabaseOf(folder)) {
		return run, false, nil
	}
	own, err := results.Open(ctx, batch.DatabaseOf(folder))
	if err != nil {
		return run, false, err
	}
	defer own.Close()
	if run, found, err = own.Find(ctx, t.Key); err != nil || !found {
		return run, false, err
	}
	if err := g.finish(ctx, own, &run); err != nil {
		return run, true, err
	}
	_, err = g.db.Import(ctx, own, g.Out, filepath.Join(folder, "artifacts"))
	var conflict *results.ConflictError
	if errors.As(err, &conflict) {
		g.refused++
		for _, d := range conflict.Conflicts {
			(&importCommand{db: g.DB, other: batch.DatabaseOf(folder)}).explain(g.words, d)
		}
		return run, true, nil
	}
	return run, true, err
}

// finish ends a run whose process died. In a batch of Slurm no process computes it any more; elsewhere the run's heartbeat
// decides.
func (g *collection) finish(ctx context.Context, own *results.DB, run *results.Run) (err error) {
	switch {
	case run.Status != results.Running:
		return nil
	case len(g.Arrays) > 0:
		err = own.Finish(ctx, run.ID, results.Ending{Status: results.Interrupted})
	default:
		_, err = own.MarkDead(ctx)
	}
	if err == nil {
		*run, _, err = own.Find(ctx, run.Key)
	}
	if run.Status == results.Running {
		g.running++
	}
	return err
}

// recordLost records a task as failed if it left no database: it never began.
func (g *collection) recordLost(ctx context.Context, i int, folder string) error {
	given, run, err := job.ReadAssignment(folder)
	if err != nil {
		return err
	}
	j := job.Job{Run: run, Key: given.Key, Data: g.Tasks[i].Data}
	output, _ := os.ReadFile(filepath.Join(g.Batch.Folder, fmt.Sprintf("task-%d.txt", i)))
	return batch.RecordFailure(ctx, g.db, given, j, "the task never began", string(output[max(0, len(output)-job.TailBytes):]))
}

// close closes the batch if nothing is left to collect.
func (g *collection) close() error {
	switch {
	case g.refused > 0:
		return fmt.Errorf("runs not collected, because %s has different numbers for their keys: %d", g.DB, g.refused)
	case g.running > 0:
		return fmt.Errorf("runs that are still being computed: %d: collect again when they are done", g.running)
	}
	if err := g.Close(); err != nil {
		return err
	}
	if g.failed > 0 {
		return fmt.Errorf("%w: %d of %d", exit.ErrSomeFailed, g.failed, len(g.Tasks))
	}
	return nil
}
