package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"gan2014/datasets"
	"gan2014/experiments/estimate"
	"gan2014/experiments/exit"
	"gan2014/experiments/measure"
	"gan2014/models/classifier"
)

// metricsCommand compares the samples of any model with the images of a data set.
type metricsCommand struct {
	estimate.Request
	only   []string
	seed   int
	format string
}

func (c *metricsCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.Samples, "samples", "", "")
	f.StringVar(&c.Dataset, "dataset", "mnist", "")
	f.Func("range", "", c.Scale.Set)
	f.Func("only", "", func(text string) error {
		c.only = strings.Split(text, ",")
		return measure.CheckNames(c.only)
	})
	c.seed = 1
	f.Func("seed", "", positive(&c.seed))
	f.StringVar(&c.format, "format", "text", "")
	f.StringVar(&c.Data, "data", "", "")
}

func (c *metricsCommand) check(args []string) error {
	switch {
	case len(args) > 0:
		return noArguments(args)
	case c.Samples == "":
		return errors.New("no samples: give a file with -samples")
	case c.Dataset == datasets.None:
		return fmt.Errorf("the data set %s has no images: give another -dataset", datasets.None)
	case c.format != "text" && c.format != "json":
		return fmt.Errorf("-format must be text or json, not %q", c.format)
	}
	return nil
}

// mostSamples is the number of samples to read: as many as are compared.
const mostSamples = 10_000

func (c *metricsCommand) run(ctx context.Context, call call) error {
	c.Stdin = os.Stdin
	c.SigmaGiven = true // no sigma is chosen, so no validation data are needed
	samples, set, err := c.Points(ctx, mostSamples, call.stderr)
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	folder := c.Data
	if folder == "" {
		if folder, err = datasets.DefaultDir(); err != nil {
			return err
		}
	}
	r := measure.Request{Samples: samples, Set: set, Seed: int64(c.seed), Only: c.only,
		Recognise: func(ctx context.Context) (*classifier.Classifier, error) {
			return measure.Recognise(ctx, folder, set, call.stderr)
		}}
	m, err := r.Measure(ctx, call.stderr)
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	return m.Write(c.format, call.stdout, call.stderr)
}
