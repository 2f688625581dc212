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
	"gan2014/parzen"
)

// metricsCommand compares the samples of any model, or of finished runs, with the images of a data set.
type metricsCommand struct {
	estimate.Request
	finishedRun
	runs   []string // as the user names them
	all    bool     // all finished runs of the data set
	only   []string
	seed   int
	format string
}

func (c *metricsCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.Samples, "samples", "", "")
	f.StringVar(&c.Dataset, "dataset", "mnist", "")
	f.Func("range", "", c.Scale.Set)
	f.Var(switchFlag{&c.all}, "all", "")
	f.Func("only", "", func(text string) error {
		c.only = strings.Split(text, ",")
		return measure.CheckNames(c.only)
	})
	c.seed = 1
	f.Func("seed", "", positive(&c.seed))
	f.StringVar(&c.format, "format", "text", "")
	c.finishedRun.flags(f)
}

func (c *metricsCommand) check(args []string) error {
	c.runs, c.Data = args, c.data
	switch {
	case c.Samples == "" && len(args) == 0 && !c.all:
		return errors.New("no samples: give a file with -samples, finished runs by their ids, or -all for all finished runs of the data set")
	case c.Samples != "" && (len(args) > 0 || c.all), len(args) > 0 && c.all:
		return errors.New("-samples, -all and runs exclude each other: give one of them")
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
	if c.Samples == "" {
		return c.ofRuns(ctx, call)
	}
	c.Stdin = os.Stdin
	c.SigmaGiven = true // no sigma is chosen, so no validation data are needed
	samples, set, err := c.Points(ctx, mostSamples, call.stderr)
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	m, err := c.measure(ctx, call, samples, set, nil)
	if err != nil {
		return err
	}
	return m.Write(c.format, call.stdout, call.stderr)
}

// measure compares samples with the images of a data set. training keeps the numbers of training images; it may be nil.
func (c *metricsCommand) measure(ctx context.Context, call call, samples parzen.Points, set *datasets.Set, training map[string][]measure.Number) (*measure.Measurement, error) {
	r := measure.Request{Samples: samples, Set: set, Seed: int64(c.seed), Only: c.only, Training: training,
		Recognise: func(ctx context.Context) (*classifier.Classifier, error) {
			return measure.Recognise(ctx, c.data, set, call.stderr)
		}}
	m, err := r.Measure(ctx, call.stderr)
	if err != nil {
		return nil, exit.UsageUnlessCanceled(ctx, err)
	}
	return m, nil
}
