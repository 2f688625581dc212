package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"gan2014/experiments/exit"
	"gan2014/experiments/extension"
	"gan2014/experiments/job"
	"gan2014/experiments/spec"
	"gan2014/internal/typeset"
	"gan2014/models/theory/figure"
	"gan2014/results"
)

// aisCommand estimates the likelihood of the generator of a finished run by annealed importance sampling, beside that of a Parzen window.
type aisCommand struct {
	finishedRun
	spec.Likelihood
	unrecorded bool
}

func (c *aisCommand) flags(f *flag.FlagSet) {
	c.finishedRun.flags(f)
	c.Likelihood = spec.DefaultLikelihood()
	f.Func("sigmas", "", func(text string) (err error) {
		c.Sigmas, err = sigmas(text)
		return err
	})
	f.Func("images", "", positive(&c.Images))
	f.Func("chains", "", positive(&c.Chains))
	f.Func("steps", "", positive(&c.Steps))
	f.Func("leaps", "", positive(&c.Leaps))
	f.Func("simulated", "", positive(&c.Simulated))
	f.Var(switchFlag{&c.unrecorded}, "no-record", "")
}

// sigmas reads standard deviations with commas between them.
func sigmas(text string) (all []float64, err error) {
	for _, part := range strings.Split(text, ",") {
		sigma, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || !(sigma >= 1e-3 && sigma <= 100) {
			return nil, fmt.Errorf("give numbers from 0.001 to 100 with commas between them, as 0.1,0.2, not %q", part)
		}
		if slices.Contains(all, sigma) {
			return nil, fmt.Errorf("%g stands there twice", sigma)
		}
		all = append(all, sigma)
	}
	slices.Sort(all)
	return all, nil
}

func (c *aisCommand) check(args []string) error {
	if c.Steps < 2 {
		return errors.New("-steps must be at least 2: the prior and the posterior")
	}
	return c.finishedRun.check(args)
}

func (c *aisCommand) run(ctx context.Context, call call) error {
	a, err := c.load(ctx, call, func(r spec.Run) error {
		if !r.System.IsDecoder() {
			return fmt.Errorf("has no generator of noise alone (it is of kind %s): only such a generator has a likelihood of its own", r.System.Kind)
		}
		return nil
	})
	if err != nil {
		return err
	}
	curves, err := a.Anneal(ctx, c.Likelihood, func(stage string) { fmt.Fprintln(call.stderr, stage) })
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	fmt.Fprintf(call.stdout, "run %s, %v\n", job.ShortKey(a.Key), a.Job)
	c.print(call.stdout, curves)
	if c.unrecorded {
		return nil
	}
	if err := c.keep(ctx, curves); err != nil {
		return err
	}
	fmt.Fprintf(call.stderr, "recorded in %s: experiments report shows the curves on the page of the run\n", c.db)
	return nil
}

// print writes the table.
func (c *aisCommand) print(out io.Writer, curves extension.Curves) {
	n := curves.Images.Rows
	fmt.Fprintf(out, "log-likelihood of %s in nats, ± over them\n", typeset.Count(n, "test image", "test images"))
	fmt.Fprintf(out, "%6s  %17s  %17s  %10s", "sigma", "by annealing", typeset.Grouped(int64(curves.Samples))+" samples", "difference")
	if curves.Exact != nil {
		fmt.Fprintf(out, "  %10s", "exact")
	}
	fmt.Fprintln(out)
	for j, sigma := range curves.Sigmas {
		annealed, stdErr := extension.MeanError(curves.Annealed[j])
		window, windowErr := extension.MeanError(curves.Window[j])
		fmt.Fprintf(out, "%6g  %17s  %17s  %10s", sigma, typeset.Fixed(annealed, 1)+" ± "+typeset.Fixed(stdErr, 1),
			typeset.Fixed(window, 1)+" ± "+typeset.Fixed(windowErr, 1), typeset.Fixed(annealed-window, 1))
		if curves.Exact != nil {
			exact, _ := extension.MeanError(curves.Exact[j])
			fmt.Fprintf(out, "  %10s", typeset.Fixed(exact, 1))
		}
		fmt.Fprintln(out)
	}
	fmt.Fprintf(out, "both bounds differ by %s nats at sigma %g on %s; %.0f %% of the trajectories were accepted\n",
		typeset.Fixed(curves.Gap, 1), curves.Sigmas[curves.Smallest()], typeset.Count(c.Simulated, "simulated image", "simulated images"), 100*curves.Accepted)
}

// keep adds the curves to the run in the database, in the place of earlier ones.
func (c *aisCommand) keep(ctx context.Context, curves extension.Curves) error {
	db, err := results.Open(ctx, c.db)
	if err != nil {
		return err
	}
	defer db.Close()
	numbers, err := db.Numbers(ctx, c.record.ID)
	if err != nil {
		return err
	}
	study := numbers.Study
	study.Lines = slices.DeleteFunc(study.Lines, func(l results.Line) bool { return l.Figure == figure.Annealed.Name })
	study.Lines = append(study.Lines, curves.Result().Lines...)
	return db.RecordStudy(ctx, c.record.ID, study)
}
