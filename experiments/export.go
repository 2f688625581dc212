package main

import (
	"context"
	"errors"
	"flag"
	"fmt"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/experiments/weights"
	"gan2014/internal/atomicfile"
	"gan2014/internal/typeset"
)

// exportCommand writes the generator of finished adversarial nets to a file, from which a spec can use it.
type exportCommand struct {
	finishedRun
	to string // the file
}

func (c *exportCommand) flags(f *flag.FlagSet) {
	c.finishedRun.flags(f)
	f.StringVar(&c.to, "o", "", "")
}

func (c *exportCommand) check(args []string) error {
	if err := c.finishedRun.check(args); err != nil {
		return err
	}
	if c.to == "" {
		return errors.New("no file for the generator: give one with -o, such as -o mnist.safetensors")
	}
	return checkNew(c.to)
}

func (c *exportCommand) run(ctx context.Context, call call) error {
	a, err := c.load(ctx, call, func(r spec.Run) error {
		if r.System.Kind != spec.GAN {
			return fmt.Errorf("is of kind %s: only a run of kind %s has a generator to export", r.System.Kind, spec.GAN)
		}
		return nil
	})
	if err != nil {
		return err
	}
	g, epochs, err := a.Generator()
	if err != nil {
		return exit.Usage(err)
	}
	info := c.info(a.Job, epochs)
	if len(c.evaluations) == 0 || c.evaluations[0].Epoch != epochs {
		return exit.Usage(fmt.Errorf("the checkpoint in %s is of epoch %d, and not of the samples that were scored: give the command of the run again with -force", a.Dir, epochs))
	}
	if err := atomicfile.Write(c.to, weights.File{Info: info, Params: g.Params()}.Write); err != nil {
		return err
	}
	_, err = fmt.Fprintf(call.stdout, "%s: the generator of run %s, %s, after %s, in half precision\n", c.to, job.ShortKey(a.Key), a.System.Name, typeset.Count(epochs, "epoch", "epochs"))
	return err
}

// info returns what the file tells of the run.
func (c *exportCommand) info(j job.Job, epochs int) weights.Info {
	r := c.record
	i := weights.Info{
		System: r.System, Dataset: r.Dataset, Budget: r.Budget, Recipe: string(j.Canonical()), Seed: r.Seed, Epochs: epochs,
		Command: job.WithoutHome(r.Environment.Command), Key: r.Key, Version: r.Version, Commit: r.Environment.Commit, Scores: map[string]float64{},
	}
	if r.Environment.Dirty {
		i.Commit += ", with uncommitted changes"
	}
	for _, e := range c.evaluations {
		i.Samples, i.Scores[e.Grid] = e.Samples, e.LL
	}
	return i
}
