package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"gan2014/internal/blas"
	"gan2014/parzen"
)

// An estimate is what the command parzen finds; its JSON is a public format.
type estimate struct {
	LL           float64      `json:"ll_nats"`
	StdErr       float64      `json:"stderr"` // over test examples
	Sigma        float64      `json:"sigma"`
	Samples      int          `json:"samples"`
	TestExamples int          `json:"test_examples"`
	Dimension    int          `json:"dimension"`
	Grid         []curvePoint `json:"grid"`
	Warnings     []string     `json:"warnings"`
}

// A curvePoint is the mean log-likelihood of the validation examples at one sigma.
type curvePoint struct {
	Sigma   float64 `json:"sigma"`
	ValidLL float64 `json:"valid_ll_nats"`
}

// run estimates the log-likelihood of data under any model, from a file of its samples.
func (c *parzenCommand) run(ctx context.Context, call call) error {
	if c.merge {
		return c.mergeShares(call)
	}
	samples, err := openSamples(c.samples)
	if err != nil {
		return usageError{err}
	}
	defer samples.Close()
	valid, test, err := c.heldOut(ctx, call.stderr)
	if err != nil {
		return usageUnlessCanceled(ctx, err)
	}
	e := estimate{Samples: samples.N, TestExamples: test.N, Dimension: samples.D, Grid: []curvePoint{}, Warnings: []string{}}
	warnings, err := suit(samples, valid, test)
	if err != nil {
		return usageError{err}
	}
	e.Warnings = append(e.Warnings, warnings...)
	threads := threadsHere(c.threads)
	c.threads = threads.threads
	fmt.Fprintf(call.stderr, "matrix products: %v\n%s\n", blas.Use(c.threads), threads.describe(1))
	defer blas.SingleThreaded()() // the window uses all cores itself
	if c.shard > 0 {
		return c.computeShare(ctx, call, samples, valid, test, e.Warnings)
	}
	if err := e.compute(ctx, c, samples, valid, test, call.stderr); err != nil {
		return usageUnlessCanceled(ctx, err)
	}
	return e.tell(c.format, call)
}

// tell prints the estimate, and what is to be said about it.
func (e *estimate) tell(format string, call call) error {
	for _, warning := range e.Warnings {
		fmt.Fprintln(call.stderr, "warning:", warning)
	}
	if format == "json" {
		return json.NewEncoder(call.stdout).Encode(e)
	}
	return e.print(call.stdout)
}

// compute chooses sigma unless it is given, and scores the test data.
func (e *estimate) compute(ctx context.Context, c *parzenCommand, samples *sampleFile, valid, test parzen.Points, log io.Writer) error {
	window := parzen.Stream(samples.blocks)
	window.Workers = c.threads
	display := newDisplay(log)
	defer display.close()
	follow := func(what string, rows int) (stop func()) {
		line := display.line(what)
		window.Progress = func(pairs int64) { line.show(event{Done: int(pairs), Total: rows * samples.N}) }
		return line.stop
	}
	e.Sigma = c.sigma
	if !c.sigmaGiven {
		grid, err := c.candidates()
		if err != nil {
			return err
		}
		stop := follow("sigma", valid.N)
		choose := window.Choose
		if c.optimal {
			choose = window.Optimal
		}
		choice, err := choose(ctx, valid, grid)
		stop()
		if err != nil {
			return err
		}
		e.choose(choice, c.optimal)
	}
	defer follow("test", test.N)()
	score, err := window.Score(ctx, test, e.Sigma)
	if err != nil {
		return err
	}
	e.LL, e.StdErr = score.LL, score.StdErrOverExamples
	return nil
}

func (e *estimate) choose(c parzen.Choice, optimal bool) {
	e.Sigma = c.Sigma
	for i, sigma := range c.Curve.Sigmas {
		e.Grid = append(e.Grid, curvePoint{sigma, c.Curve.MeanLL[i]})
	}
	switch {
	case c.AtEdge && optimal:
		e.Warnings = append(e.Warnings, fmt.Sprintf("the validation likelihood has no maximum between sigma %g and %g: are validation examples among the samples?", slices.Min(c.Curve.Sigmas), slices.Max(c.Curve.Sigmas)))
	case c.AtEdge:
		e.Warnings = append(e.Warnings, fmt.Sprintf("sigma %g is at the edge of the grid: a better one may lie outside (-optimal finds it)", c.Sigma))
	}
}

func (e *estimate) print(w io.Writer) error {
	if len(e.Grid) > 0 {
		fmt.Fprintln(w, "sigma       validation, nats")
		for _, p := range e.Grid {
			fmt.Fprintf(w, "%-10.5g  %.3f\n", p.Sigma, p.ValidLL)
		}
		fmt.Fprintln(w)
	}
	_, err := fmt.Fprintf(w, "%.2f ± %.2f nats (standard error over %d test examples) at sigma %.5g, from %d samples of %d values\n",
		e.LL, e.StdErr, e.TestExamples, e.Sigma, e.Samples, e.Dimension)
	return err
}
