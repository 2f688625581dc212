// Package estimate implements the command parzen: it estimates the log-likelihood of data from a file of a model's samples.
// inputs.go opens and compares samples and data. estimate.go chooses sigma and scores. shard.go and shardfile.go split the
// samples among machines and merge the parts.
package estimate

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"

	"gan2014/experiments/job"
	"gan2014/experiments/terminal"
	"gan2014/internal/samples"
	"gan2014/internal/typeset"
	"gan2014/parzen"
)

// An Estimate is the result of the command parzen. Its JSON is a public format.
type Estimate struct {
	LL           float64        `json:"ll_nats"`
	StdErr       *float64       `json:"stderr"`      // null if there is one test example
	StdErrOver   string         `json:"stderr_over"` // "test examples" or "folds"
	Sigma        float64        `json:"sigma"`       // the mean over folds if there are several
	Samples      int            `json:"samples"`
	TestExamples int            `json:"test_examples"`
	Dimension    int            `json:"dimension"`
	Grid         []curvePoint   `json:"grid"`            // the mean over folds if all have the same sigmas
	Folds        []foldEstimate `json:"folds,omitempty"` // for a data set with several folds
	Training     *reference     `json:"training_images"` // as many training images by the same protocol; null for data without them, or too few
	Read         string         `json:"read,omitempty"`  // the range of the samples, stated or recognised; empty for values as they are
	Warnings     []string       `json:"warnings"`
}

// A foldEstimate is the estimate on one fold.
type foldEstimate struct {
	LL            float64      `json:"ll_nats"`
	StdErr        *float64     `json:"stderr"` // over the fold's test examples
	Sigma         float64      `json:"sigma"`
	ValidExamples int          `json:"valid_examples"`
	TestExamples  int          `json:"test_examples"`
	Grid          []curvePoint `json:"grid"`
	atEdge        bool
}

// A curvePoint is the mean log-likelihood of the validation examples at one sigma.
type curvePoint struct {
	Sigma   float64 `json:"sigma"`
	ValidLL float64 `json:"valid_ll_nats"`
}

// Write writes the estimate in a format, and its warnings.
func (e *Estimate) Write(format string, stdout, stderr io.Writer) error {
	for _, warning := range e.Warnings {
		fmt.Fprintln(stderr, "warning:", warning)
	}
	if format == "json" {
		return json.NewEncoder(stdout).Encode(e)
	}
	return e.writeText(stdout)
}

// Estimate chooses sigma, unless the user gave it, and scores the test data. It does so for each fold separately.
func (m *inputs) Estimate(ctx context.Context, c *Request, log io.Writer) (*Estimate, error) {
	if c.SigmaGiven {
		if _, err := samples.CheckPrecision(m.roundingLoss(), m.samples.Dim(), c.Sigma); err != nil {
			return nil, err // report errors before hours of work
		}
	}
	display := terminal.NewDisplay(log)
	defer display.Close()
	folds, err := c.estimateFolds(ctx, m, parzen.Stream(m.blocks), m.samples.N, "", display)
	if err != nil {
		return nil, err
	}
	training, err := m.reference(ctx, c, display)
	if err != nil {
		return nil, err
	}
	e := newEstimate(folds, c.Optimal)
	e.Samples, e.Dimension, e.Read = m.samples.N, m.samples.Dim(), m.read
	if err := e.addWarnings(m.roundingLoss(), m.saved); err != nil {
		return nil, err
	}
	e.Training = training
	return e, nil
}

// estimateFolds estimates each fold with a window of n samples. what names them for the display.
func (c *Request) estimateFolds(ctx context.Context, m *inputs, window *parzen.Estimator, n int, what string, display *terminal.Display) (folds []foldEstimate, err error) {
	window.Workers = c.Threads
	for i, fold := range m.folds {
		name := what
		if len(m.folds) > 1 {
			name += fmt.Sprintf("fold %d of %d: ", i+1, len(m.folds))
		}
		follow := func(phase string, rows int) (stop func()) {
			line := display.Line(name + phase)
			window.Progress = func(pairs int64) { line.Show(job.Event{Done: int(pairs), Total: rows * n}) }
			return line.Stop
		}
		f, err := c.estimateFold(ctx, window, fold, follow)
		if err != nil {
			return nil, err
		}
		folds = append(folds, f)
	}
	return folds, nil
}

// estimateFold estimates one fold, or all data if there are no folds.
func (c *Request) estimateFold(ctx context.Context, window *parzen.Estimator, fold parzen.Fold, follow func(phase string, rows int) (stop func())) (f foldEstimate, err error) {
	choice := parzen.Choice{Sigma: c.Sigma}
	if !c.SigmaGiven {
		grid, err := c.Candidates()
		if err != nil {
			return f, err
		}
		choose := window.Choose
		if c.Optimal {
			choose = window.Optimal
		}
		stop := follow("sigma", fold.Valid.N)
		choice, err = choose(ctx, fold.Valid, grid)
		stop()
		if err != nil {
			return f, err
		}
	}
	stop := follow("test", fold.Test.N)
	defer stop()
	score, err := window.Score(ctx, fold.Test, choice.Sigma)
	if err != nil {
		return f, err
	}
	return newFoldEstimate(choice, score.LL, score.StdErrOverExamples, fold.Valid.N, fold.Test.N), nil
}

// newFoldEstimate combines a choice of sigma and a score. The curve is empty if the user gave sigma. One test example gives no
// standard error.
func newFoldEstimate(choice parzen.Choice, ll, stderr float64, valid, test int) foldEstimate {
	f := foldEstimate{LL: ll, Sigma: choice.Sigma, ValidExamples: valid, TestExamples: test, Grid: []curvePoint{}, atEdge: choice.AtEdge}
	if test > 1 {
		f.StdErr = &stderr
	}
	if len(choice.Curve.Sigmas) == 0 {
		f.ValidExamples = 0
	}
	for i, sigma := range choice.Curve.Sigmas {
		f.Grid = append(f.Grid, curvePoint{sigma, choice.Curve.MeanLL[i]})
	}
	return f
}

// newEstimate combines the folds: their mean, with the standard error over folds (parzen.Folds). A single fold is the estimate
// itself.
func newEstimate(folds []foldEstimate, optimal bool) *Estimate {
	e := &Estimate{Grid: []curvePoint{}, Warnings: []string{}}
	for i, f := range folds {
		what := ""
		if len(folds) > 1 {
			what = fmt.Sprintf("fold %d: ", i+1)
		}
		e.TestExamples += f.TestExamples
		if f.atEdge {
			e.Warnings = append(e.Warnings, what+f.edgeWarning(optimal))
		}
	}
	if len(folds) == 1 {
		f := folds[0]
		e.LL, e.StdErr, e.StdErrOver, e.Sigma, e.Grid = f.LL, f.StdErr, "test examples", f.Sigma, f.Grid
		return e
	}
	k := float64(len(folds))
	for _, f := range folds {
		e.LL += f.LL / k
		e.Sigma += (f.Sigma - folds[0].Sigma) / k
	}
	e.Sigma += folds[0].Sigma // exact if all folds have the same sigma
	squares := 0.0
	for _, f := range folds {
		squares += float64((f.LL - e.LL) * (f.LL - e.LL))
	}
	stderr := math.Sqrt(squares / (k - 1) / k)
	e.StdErr, e.StdErrOver, e.Folds = &stderr, "folds", folds
	if !optimal {
		e.Grid = meanCurve(folds)
	}
	return e
}

// meanCurve returns the mean of the folds' curves, which have the same sigmas.
func meanCurve(folds []foldEstimate) []curvePoint {
	mean := make([]curvePoint, len(folds[0].Grid))
	for _, f := range folds {
		for i, p := range f.Grid {
			mean[i].Sigma = p.Sigma
			mean[i].ValidLL += p.ValidLL / float64(len(folds))
		}
	}
	return mean
}

func (f foldEstimate) edgeWarning(optimal bool) string {
	if !optimal {
		return fmt.Sprintf("sigma %g is at the edge of the grid: a better one may lie outside (-optimal finds it)", f.Sigma)
	}
	least, most := f.Grid[0].Sigma, f.Grid[0].Sigma
	for _, p := range f.Grid {
		least, most = min(least, p.Sigma), max(most, p.Sigma)
	}
	return fmt.Sprintf("the validation likelihood has no maximum between sigma %g and %g: are validation examples among the samples?", least, most)
}

// smallestSigma returns the smallest sigma of all folds.
func (e *Estimate) smallestSigma() float64 {
	sigma := e.Sigma
	for _, f := range e.Folds {
		sigma = min(sigma, f.Sigma)
	}
	return sigma
}

// addWarnings warns of errors from rounding to float32, here or when a file was saved. It returns an error if rounding makes the
// estimate meaningless.
func (e *Estimate) addWarnings(lost, saved float64) error {
	precision, err := samples.CheckPrecision(lost, e.Dimension, e.smallestSigma())
	e.Warnings = append([]string{}, slices.Concat(samples.CheckSaved(saved, e.Dimension, e.smallestSigma()), precision, e.Warnings)...)
	return err
}

func (e *Estimate) writeText(w io.Writer) error {
	if len(e.Grid) > 0 {
		fmt.Fprintln(w, "sigma       validation, nats")
		for _, p := range e.Grid {
			fmt.Fprintf(w, "%-10.5g  %.3f\n", p.Sigma, p.ValidLL)
		}
		fmt.Fprintln(w)
	}
	if len(e.Folds) > 0 {
		fmt.Fprintln(w, "fold  sigma       test, nats")
		for i, f := range e.Folds {
			fmt.Fprintf(w, "%-4d  %-10.5g  %.2f ± %s (%s)\n", i+1, f.Sigma, f.LL, errorText(f.StdErr), typeset.Count(f.TestExamples, "test example", "test examples"))
		}
		fmt.Fprintln(w)
	}
	over, sigma := typeset.Count(e.TestExamples, "test example", "test examples"), "sigma"
	if n := len(e.Folds); n > 0 {
		over = fmt.Sprintf("%d folds of %s", n, over)
		if len(e.Grid) > 0 || e.smallestSigma() != e.Sigma {
			sigma = "mean sigma"
		}
	}
	_, err := fmt.Fprintf(w, "%.2f ± %s nats (standard error over %s) at %s %.5g, from %s of %s\n",
		e.LL, errorText(e.StdErr), over, sigma, e.Sigma, typeset.Count(e.Samples, "sample", "samples"), typeset.Count(e.Dimension, "value", "values"))
	if t := e.Training; err == nil && t != nil {
		_, err = fmt.Fprintf(w, "%.2f ± %s nats at %s %.5g for as many training images, drawn at random, by the same protocol\n", t.LL, errorText(t.StdErr), sigma, t.Sigma)
	}
	return err
}

// errorText formats a standard error. nil becomes a dash.
func errorText(stderr *float64) string {
	if stderr == nil {
		return "–"
	}
	return fmt.Sprintf("%.2f", *stderr)
}
