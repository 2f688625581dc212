package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/internal/atomicfile"
	"gan2014/internal/npy"
	"gan2014/internal/typeset"
)

// samplesCommand draws samples from the model of a finished run and writes them to a NumPy file.
type samplesCommand struct {
	finishedRun
	n    int    // 0 means as many as were scored
	seed int    // 0 means that of the run
	to   string // the file
}

func (c *samplesCommand) flags(f *flag.FlagSet) {
	c.finishedRun.flags(f)
	f.Func("n", "", positive(&c.n))
	f.Func("seed", "", positive(&c.seed))
	f.StringVar(&c.to, "o", "", "")
}

func (c *samplesCommand) check(args []string) error {
	if err := c.finishedRun.check(args); err != nil {
		return err
	}
	if c.to == "" {
		return errors.New("no file for the samples: give one with -o, such as -o samples.npy")
	}
	return checkNew(c.to)
}

func (c *samplesCommand) run(ctx context.Context, call call) error {
	a, err := c.load(ctx, call, func(r spec.Run) error {
		if r.System.Kind == spec.Theory {
			return errors.New("is a study: it has no samples")
		}
		return nil
	})
	if err != nil {
		return err
	}
	n, seed := c.n, int64(c.seed)
	if n == 0 {
		n = a.System.Evaluation.Samples
	}
	if seed == 0 {
		seed = a.Seed
	}
	drawn, err := a.Draw(n, seed)
	if err != nil {
		return err
	}
	shape := append([]int{drawn.N}, a.Set.Shape()...)
	if err := atomicfile.Write(c.to, func(w io.Writer) error { return npy.Write(w, shape, drawn.Data) }); err != nil {
		return err
	}
	_, err = fmt.Fprintf(call.stdout, "%s: %s of run %s, %s, as %v float32\n", c.to, typeset.Count(drawn.N, "sample", "samples"), job.ShortKey(a.Key), a.System.Name, shape)
	return err
}
