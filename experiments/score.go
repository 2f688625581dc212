package main

import (
	"bytes"
	"context"
	"fmt"
	"image/png"
	"slices"

	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/internal/blas"
	"gan2014/parzen"
	"gan2014/report"
	"gan2014/results"
)

// score estimates the likelihood of the test images under each grid of the protocol. Sigma is chosen on validation images.
func (a *attempt) score(ctx context.Context, samples parzen.Points, epoch int) error {
	defer blas.SingleThreaded()() // the window uses all cores itself
	window, err := parzen.New(samples)
	if err != nil {
		return err
	}
	valid, test := points(a.set.Valid.First(a.Evaluation.Validation)), points(a.set.Test)
	var evaluations []results.Evaluation
	for _, grid := range a.Evaluation.Grids {
		choice, err := window.Choose(ctx, valid, values(grid))
		if err != nil {
			return err
		}
		score, err := window.Score(ctx, test, choice.Sigma)
		if err != nil {
			return err
		}
		evaluations = append(evaluations, results.Evaluation{
			Grid: grid.Name, Protocol: protocol(a.Evaluation, grid),
			LL: score.LL, StdErr: score.StdErrOverExamples, StdErrOver: "test examples",
			Sigma: choice.Sigma, SigmaAtEdge: choice.AtEdge,
			Samples: samples.N, ValidExamples: valid.N, TestExamples: score.N, Epoch: epoch, Curve: curve(choice.Curve),
		})
	}
	return a.db.Evaluate(ctx, a.id, evaluations)
}

// values are the candidates for sigma.
func values(g spec.Grid) parzen.Grid {
	if g.Spacing == spec.Log {
		return parzen.LogGrid(g.From, g.To, g.Count)
	}
	return parzen.LinearGrid(g.From, g.To, g.Count)
}

// protocol is the evaluation in a line.
func protocol(e spec.Evaluation, g spec.Grid) string {
	return fmt.Sprintf("%d samples; sigma from %d values %g to %g (%s) on %d validation images",
		e.Samples, g.Count, g.From, g.To, g.Spacing, e.Validation)
}

func curve(c parzen.Curve) []results.SigmaPoint {
	points := make([]results.SigmaPoint, len(c.Sigmas))
	for i := range points {
		points[i] = results.SigmaPoint{Sigma: c.Sigmas[i], ValidLL: c.MeanLL[i]}
	}
	return points
}

// validationLL is the best mean log-likelihood of the validation images over the values of all grids, and where it is.
func (a *attempt) validationLL(ctx context.Context, samples parzen.Points) (ll, sigma float64, err error) {
	defer blas.SingleThreaded()()
	window, err := parzen.New(samples)
	if err != nil {
		return 0, 0, err
	}
	var all parzen.Grid
	for _, grid := range a.Evaluation.Grids {
		all = append(all, values(grid)...)
	}
	choice, err := window.Choose(ctx, points(a.set.Valid.First(a.Evaluation.Validation)), all)
	if err != nil {
		return 0, 0, err
	}
	return slices.Max(choice.Curve.MeanLL), choice.Sigma, nil
}

// drawSheet keeps a picture of the first samples, as the paper's Figure 2 shows them: beside the last sample of each row stands
// the training image nearest to it.
func (a *attempt) drawSheet(ctx context.Context, samples parzen.Points) error {
	const side = 10
	if samples.N < side*side {
		return nil
	}
	var nearest []float32
	for row := range side {
		last := row*side + side - 1
		nearest = append(nearest, nearestImage(a.set.Train, samples.Data[last*samples.D:(last+1)*samples.D])...)
	}
	sheet := report.Sheet{Width: a.set.Width, Height: a.set.Height, Rows: side, Cols: side}
	var file bytes.Buffer
	if err := png.Encode(&file, sheet.Draw(samples.Data[:side*side*samples.D], nearest)); err != nil {
		return err
	}
	_, err := a.db.AddArtifact(ctx, a.out, a.id, "samples", "", "png", file.Bytes())
	return err
}

// nearestImage is the image of the set with the smallest squared distance to x.
func nearestImage(set datasets.Images, x []float32) []float32 {
	best, at := float32(0), -1
	for i := range set.N {
		var distance float32
		for k, v := range set.Row(i) {
			distance += (v - x[k]) * (v - x[k])
		}
		if at < 0 || distance < best {
			best, at = distance, i
		}
	}
	return set.Row(at)
}
