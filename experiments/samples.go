package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/run"
	"gan2014/experiments/spec"
	"gan2014/experiments/terminal"
	"gan2014/internal/atomicfile"
	"gan2014/internal/npy"
	"gan2014/internal/typeset"
	"gan2014/results"
)

// samplesCommand draws samples from the model of a finished run and writes them to a NumPy file.
type samplesCommand struct {
	db, out, data string
	n             int    // 0 means as many as were scored
	seed          int    // 0 means that of the run
	to            string // the file
	one           string // the run
}

func (c *samplesCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.db, "db", "results.db", "")
	f.StringVar(&c.out, "out", "out", "")
	f.StringVar(&c.data, "data", "", "")
	f.Func("n", "", positive(&c.n))
	f.Func("seed", "", positive(&c.seed))
	f.StringVar(&c.to, "o", "", "")
}

func (c *samplesCommand) check(args []string) error {
	switch {
	case len(args) != 1:
		return fmt.Errorf("give one run, by its id or the first letters of its key, not %d (-h prints the manual)", len(args))
	case c.to == "":
		return errors.New("no file for the samples: give one with -o, such as -o samples.npy")
	case job.Exists(c.to):
		return fmt.Errorf("%s exists: give another name with -o, or remove it", c.to)
	}
	c.one = args[0]
	return nil
}

func (c *samplesCommand) run(ctx context.Context, call call) error {
	record, err := c.find(ctx)
	if err != nil {
		return exit.Usage(err)
	}
	dir := job.Job{Key: record.Key}.Folder(c.out)
	given, planned, err := job.ReadAssignment(dir)
	if err != nil {
		return exit.Usage(err)
	}
	if planned.System.Kind == spec.Theory {
		return exit.Usage(fmt.Errorf("run %s is a study: it has no samples", job.ShortKey(record.Key)))
	}
	set, err := terminal.NewCache(c.data, call.stderr).Load(ctx, planned.System.Dataset)
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	a := &run.Attempt{Job: job.Job{Run: planned, Key: given.Key}, Set: set, Dir: dir}
	n, seed := c.n, int64(c.seed)
	if n == 0 {
		n = planned.System.Evaluation.Samples
	}
	if seed == 0 {
		seed = planned.Seed
	}
	drawn, err := a.Draw(n, seed)
	if err != nil {
		return err
	}
	shape := append([]int{drawn.N}, set.Shape()...)
	if err := atomicfile.Write(c.to, func(w io.Writer) error { return npy.Write(w, shape, drawn.Data) }); err != nil {
		return err
	}
	fmt.Fprintf(call.stdout, "%s: %s of run %s, %s, as %v float32\n", c.to, typeset.Count(drawn.N, "sample", "samples"), job.ShortKey(record.Key), planned.System.Name, shape)
	return nil
}

// find returns the run. It must be done.
func (c *samplesCommand) find(ctx context.Context) (results.Run, error) {
	db, err := results.OpenReadOnly(ctx, c.db)
	if err != nil {
		return results.Run{}, err
	}
	defer db.Close()
	r, err := db.Lookup(ctx, c.one)
	if err == nil && r.Status != results.Done {
		err = fmt.Errorf("run %s is %s: only a run that is done has samples", job.ShortKey(r.Key), r.Status)
	}
	return r, err
}
