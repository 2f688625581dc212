package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"

	"gan2014/experiments/estimate"
	"gan2014/experiments/exit"
	"gan2014/internal/products"
	"gan2014/internal/samplefile"
	"gan2014/internal/threads"
)

// parzenCommand estimates the log-likelihood of data under any model, from a file of the model's samples.
type parzenCommand struct {
	estimate.Request
	format string
	merge  bool     // merge the files in shards
	shards []string // files that -shard wrote
}

func (c *parzenCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.Samples, "samples", "", "")
	f.StringVar(&c.Dataset, "dataset", "", "")
	f.StringVar(&c.Valid, "valid", "", "")
	f.StringVar(&c.Test, "test", "", "")
	f.Func("sigma", "", c.setSigma)
	f.StringVar(&c.Grid, "grid", "", "")
	f.Var(switchFlag{&c.Optimal}, "optimal", "")
	f.Func("range", "", c.Scale.Set)
	f.StringVar(&c.format, "format", "text", "")
	f.StringVar(&c.Data, "data", "", "")
	f.Var(wholeFlag{&c.Threads}, "threads", "")
	f.Func("shard", "", c.setShard)
	f.StringVar(&c.To, "to", "", "")
	f.Var(switchFlag{&c.merge}, "merge", "")
}

// check rejects flags that exclude each other. It selects the default data set if no files are given.
func (c *parzenCommand) check(args []string) error {
	if c.merge {
		return c.checkMerge(args)
	}
	files := c.Valid != "" || c.Test != ""
	switch {
	case len(args) > 0:
		return noArguments(args)
	case c.Samples == "":
		return errors.New("no samples: give a file with -samples")
	case files && c.Dataset != "":
		return errors.New("-dataset cannot be combined with -valid and -test: give one or the other")
	case files && c.Test == "":
		return errors.New("no test data: give a file with -test")
	case files && c.Valid == "" && !c.SigmaGiven:
		return errors.New("no validation data to choose sigma on: give a file with -valid, or a sigma with -sigma")
	case c.SigmaGiven && (c.Grid != "" || c.Optimal):
		return errors.New("-sigma fixes sigma: give it without -grid and -optimal")
	case c.SigmaGiven && !(c.Sigma > 0 && c.Sigma < 1e100):
		return fmt.Errorf("-sigma must be positive and finite, not %g", c.Sigma)
	case c.Optimal && c.Shard > 0:
		return errors.New("-shard cannot be combined with -optimal, which reads all samples several times: give -grid or -sigma")
	case c.Samples == samplefile.Stdin && c.Shard > 0:
		return errors.New("-shard reads the samples again for each shard: give a file with -samples")
	case (c.Shard > 0) != (c.To != ""):
		return errors.New("give -shard I/N and -to FILE together")
	case c.format != "text" && c.format != "json":
		return fmt.Errorf("-format must be text or json, not %q", c.format)
	}
	if !files && c.Dataset == "" {
		c.Dataset = "mnist"
	}
	_, err := c.Candidates()
	return errors.Join(err, checkThreads(c.Threads))
}

// setSigma parses -sigma and records that the user gave it: an explicit 0 is an error, not a missing value.
func (c *parzenCommand) setSigma(text string) (err error) {
	c.SigmaGiven = true
	if c.Sigma, err = strconv.ParseFloat(text, 64); err != nil {
		return errors.New("it must be a number, such as 0.2")
	}
	return nil
}

// setShard parses -shard I/N.
func (c *parzenCommand) setShard(text string) error {
	shard, of, _ := strings.Cut(text, "/")
	var err, err2 error
	c.Shard, err = strconv.Atoi(shard)
	c.Of, err2 = strconv.Atoi(of)
	if err != nil || err2 != nil || c.Shard < 1 || c.Of < c.Shard || c.Of > maxShards {
		return fmt.Errorf("it must be I/N with I from 1 to N, and N at most %d", maxShards)
	}
	return nil
}

// maxShards is larger than the number of nodes of any cluster.
const maxShards = 1_000_000

// checkMerge checks a command with -merge. The shards' files hold every setting but the output format.
func (c *parzenCommand) checkMerge(args []string) error {
	switch {
	case len(args) == 0:
		return errors.New("-merge needs all files that -shard has written")
	case c.Samples+c.Dataset+c.Valid+c.Test+c.Grid+c.To != "" || c.SigmaGiven || c.Optimal || c.Shard > 0 || c.Scale != estimate.ScaleFlag{}:
		return errors.New("-merge uses the samples, data and sigmas of the shards: give it only -format and the files")
	case c.format != "text" && c.format != "json":
		return fmt.Errorf("-format must be text or json, not %q", c.format)
	}
	c.shards = args
	return nil
}

// run computes the estimate, one shard of it, or the merged estimate of all shards.
func (c *parzenCommand) run(ctx context.Context, call call) error {
	if c.merge {
		e, err := estimate.Merge(c.shards)
		if err != nil {
			return err
		}
		return e.Write(c.format, call.stdout, call.stderr)
	}
	c.Stdin = os.Stdin
	m, err := c.Open(ctx, call.stderr)
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	defer m.Close()
	threads := threads.Here(c.Threads)
	c.Threads = threads.Threads
	kernels, err := products.Current()
	if err != nil {
		return exit.Usage(err)
	}
	fmt.Fprintf(call.stderr, "kernels: %v\n%s\n", kernels, threads.Describe(1))
	if c.Shard > 0 {
		return c.ComputeShard(ctx, m, call.stderr)
	}
	e, err := m.Estimate(ctx, &c.Request, call.stderr)
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	return e.Write(c.format, call.stdout, call.stderr)
}
