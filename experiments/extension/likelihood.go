package extension

import (
	"context"
	"fmt"
	"math"
	"slices"

	"gan2014/datasets"
	"gan2014/internal/metric"
	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/models/ais"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
	"gan2014/parzen"
	"gan2014/results"
)

// A Likelihood estimates the likelihood of a generator by annealed importance sampling, beside that of a Parzen window on samples.
type Likelihood struct {
	Decoder   Decoder
	Recipe    ais.Recipe
	Set       *datasets.Set
	Images    int // test images, from the first
	Simulated int // images made by the generator, for the gap
	Seed      int64
	Tell      func(stage string) // receives what is computed next
}

// A Decoder is a generator whose likelihood is estimated.
type Decoder struct {
	ais.Decoder
	Exact func(images nn.Matrix[float32], sigma float64) []float64 // the log-likelihood of each image, where a formula gives it; nil otherwise
}

// Curves are log-likelihoods of the same test images: element [j][i] belongs to the j-th sigma of the recipe and image i.
type Curves struct {
	Sigmas           []float64
	Annealed, Window [][]float64
	Exact            [][]float64        // nil if no formula gives it
	Samples          int                // of the window
	Gap              float64            // between both bounds on simulated images, at the smallest sigma
	Accepted         float64            // share of accepted trajectories
	Images, Best     nn.Matrix[float32] // the test images, and for each an output of the generator, drawn from the posterior given the image
}

// Compute estimates the likelihood of the test images.
func (l Likelihood) Compute(ctx context.Context, samples parzen.Points) (c Curves, err error) {
	test := l.Set.Test.First(min(l.Images, l.Set.Test.N))
	c = Curves{Sigmas: l.Recipe.Sigmas, Samples: samples.N, Images: matrix(points(test))}
	simulated, err := l.Recipe.Simulate(l.Decoder.Decoder, l.Simulated, l.Seed)
	if err != nil {
		return c, err
	}
	l.Tell(fmt.Sprintf("choosing the steps of %d distributions", l.Recipe.Steps))
	steps, err := l.Recipe.Pilot(ctx, l.Decoder.Decoder, c.Images.First(min(10, test.N)), l.Seed) // test images need shorter steps than simulated ones
	if err != nil {
		return c, err
	}
	l.Tell(fmt.Sprintf("annealing %s of each of %s", typeset.Count(l.Recipe.Chains, "chain", "chains"), typeset.Count(test.N, "test image", "test images")))
	e, err := l.Recipe.Estimate(ctx, l.Decoder.Decoder, c.Images, steps, l.Seed)
	if err != nil {
		return c, err
	}
	c.Annealed, c.Accepted, c.Best = e.LL, e.Accepted, e.Best
	l.Tell(fmt.Sprintf("the same of %s, and back, for the gap", typeset.Count(l.Simulated, "simulated image", "simulated images")))
	low, err := l.Recipe.LowerBound(ctx, l.Decoder.Decoder, simulated, steps, l.Seed+1)
	if err != nil {
		return c, err
	}
	high, err := l.Recipe.UpperBound(ctx, l.Decoder.Decoder, simulated, steps, l.Seed)
	if err != nil {
		return c, err
	}
	c.Gap = stats.Mean(high) - stats.Mean(low.LL[c.Smallest()])
	for _, sigma := range c.Sigmas {
		if l.Decoder.Exact != nil {
			c.Exact = append(c.Exact, l.Decoder.Exact(c.Images, sigma))
		}
	}
	window, err := parzen.New(samples)
	if err != nil {
		return c, err
	}
	if c.Window, err = window.LogProb(ctx, points(test), c.Sigmas); err != nil || l.Recipe.Keep == nil {
		return c, err
	}
	return c, l.Recipe.Keep.Clear()
}

// Smallest returns the place of the smallest sigma.
func (c Curves) Smallest() int { return slices.Index(c.Sigmas, slices.Min(c.Sigmas)) }

// Result returns the curves and the gap for the database.
func (c Curves) Result() Result {
	line := func(name string, lls [][]float64) results.Line {
		l := results.Line{Figure: figure.Annealed.Name, Name: name}
		for j, sigma := range c.Sigmas {
			m, e := MeanError(lls[j])
			l.Points = append(l.Points, interval(sigma, m, e))
		}
		return l
	}
	r := Result{
		Metrics: map[string]float64{metric.AnnealingGap: c.Gap},
		Lines: []results.Line{
			line("annealed importance sampling", c.Annealed), line(fmt.Sprintf("Parzen window on %s samples", typeset.Grouped(int64(c.Samples))), c.Window),
		},
	}
	if c.Exact != nil {
		r.Lines = append(r.Lines, line("exact", c.Exact))
	}
	return r
}

// MeanError returns a mean and its standard error.
func MeanError(x []float64) (mean, stdErr float64) {
	mean, sd := stats.MeanSD(x)
	return mean, sd / math.Sqrt(float64(len(x)))
}
