package main

import (
	"context"
	"fmt"
	"image"
	"math"

	"gan2014/datasets"
	"gan2014/parzen"
	"gan2014/report"
)

// drawSamples keeps two pictures of the first samples, which are not selected: a sheet of 100, and a panel of the paper's
// Figure 2, with the training image nearest to the last sample of each row.
func (a *attempt) drawSamples(ctx context.Context, samples parzen.Points) error {
	const side, rows, cols = 10, 4, 5 // show_samples_*_paper.py
	if samples.N < side*side {
		return nil
	}
	first := samples.Data[:side*side*samples.D]
	if err := a.addPicture(ctx, "samples", "The first 100 samples, not selected.",
		a.sheet(side, side).Draw(a.set.Display(first), nil)); err != nil {
		return err
	}
	panel := samples.Data[:rows*cols*samples.D]
	var nearest []float32
	for row := range rows {
		last := (row+1)*cols - 1
		nearest = append(nearest, nearestImage(a.set.Train, panel[last*samples.D:(last+1)*samples.D])...)
	}
	shade := a.panelShades(panel)
	return a.addPicture(ctx, "figure2", "As in Figure 2 of the paper: the first 20 samples, not selected; framed in yellow at the end of each row, "+
		"the training image nearest (squared L2) to the last sample of the row.",
		a.sheet(rows, cols).Draw(shade(panel), shade(nearest)))
}

func (a *attempt) sheet(rows, cols int) report.Sheet {
	return report.Sheet{Width: a.set.Width, Height: a.set.Height, Channels: a.set.Channels, Rows: rows, Cols: cols}
}

// panelShades is how Figure 2 shows values: those that are shades already as they are, normalised ones divided by the largest
// magnitude among the samples, 0 being mid grey (show_samples_cifar_*_paper.py). A neighbour that exceeds it is cut off.
func (a *attempt) panelShades(panel []float32) func([]float32) []float32 {
	if a.set.Channels == 1 {
		return a.set.Display
	}
	var most float32
	for _, v := range panel {
		most = max(most, float32(math.Abs(float64(v))))
	}
	return func(values []float32) []float32 {
		shades := make([]float32, len(values))
		for i, v := range values {
			shades[i] = (v/most + 1) / 2
		}
		return shades
	}
}

func (a *attempt) addPicture(ctx context.Context, kind, caption string, picture image.Image) error {
	file, err := report.PNG(picture)
	if err != nil {
		return fmt.Errorf("draw %s: %w", kind, err)
	}
	_, err = a.db.AddArtifact(ctx, a.out, a.id, kind, caption, "png", file)
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
