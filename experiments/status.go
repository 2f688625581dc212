package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"gan2014/experiments/batch"
	"gan2014/experiments/exit"
	"gan2014/experiments/slurm"
)

// statusCommand shows the state of the tasks of open batches, or cancels them.
type statusCommand struct {
	out           string
	cancel, watch bool
}

func (c *statusCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.out, "out", "out", "")
	f.Var(switchFlag{&c.cancel}, "cancel", "")
	f.Var(switchFlag{&c.watch}, "watch", "")
}

func (c *statusCommand) check(args []string) error {
	if c.cancel && c.watch {
		return fmt.Errorf("give -cancel or -watch, not both")
	}
	return noArguments(args)
}

func (c *statusCommand) run(ctx context.Context, call call) error {
	for {
		open, err := batch.Open(c.out)
		if err != nil {
			return exit.Usage(err)
		}
		if len(open) == 0 {
			fmt.Fprintf(call.stdout, "no batch of %s is open\n", c.out)
			return nil
		}
		if c.cancel {
			return cancelAll(ctx, open, call.stdout)
		}
		if err := printStatuses(ctx, open, call.stdout); err != nil {
			return err
		}
		if !c.watch {
			return nil
		}
		select {
		case <-time.After(10 * time.Second):
			fmt.Fprintln(call.stdout)
		case <-ctx.Done(): // Control-C ends only the display; the jobs continue
			return exit.Status(exit.Interrupted)
		}
	}
}

// cancelAll cancels the tasks of the batches. The collecting job of each batch still runs and collects what the tasks left.
func cancelAll(ctx context.Context, open []*batch.Batch, w io.Writer) error {
	for _, b := range open {
		if len(b.Arrays) == 0 {
			fmt.Fprintf(w, "%s: it was not submitted to Slurm; `experiments collect %[1]s` collects and closes it\n", b.Folder)
			continue
		}
		if err := slurm.Cancel(ctx, b.Arrays); err != nil {
			return exit.Usage(err)
		}
		fmt.Fprintf(w, "%s: cancelled; job %s collects what its tasks have computed\n", b.Folder, b.Collect)
	}
	return nil
}

// printStatuses prints a table for each batch.
func printStatuses(ctx context.Context, open []*batch.Batch, w io.Writer) error {
	queue, err := queueOf(ctx, open)
	if err != nil {
		return exit.Usage(err)
	}
	for i, b := range open {
		if i > 0 {
			fmt.Fprintln(w)
		}
		standings, err := b.Statuses(ctx, queue)
		if err != nil {
			return err
		}
		if err := b.Print(w, windowWidth(w), standings, queue); err != nil {
			return err
		}
	}
	return nil
}

// queueOf asks Slurm for its queue if any batch was submitted to Slurm.
func queueOf(ctx context.Context, open []*batch.Batch) ([]slurm.Entry, error) {
	for _, b := range open {
		if len(b.Arrays) > 0 {
			return slurm.Queue(ctx)
		}
	}
	return nil, nil
}
