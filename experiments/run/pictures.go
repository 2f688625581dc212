package run

import (
	"context"
	"fmt"
	"image"
	"math"

	"gan2014/internal/sheet"
	"gan2014/parzen"
	"gan2014/results"
)

// side is the number of rows and of columns of a sheet.
const side = 10

// drawSamples stores a sheet of the first 100 samples. They are not selected.
func (a *Attempt) drawSamples(ctx context.Context, samples parzen.Points) error {
	if samples.N < side*side {
		return nil
	}
	first := samples.Data[:side*side*samples.D]
	return a.addPicture(ctx, "samples", "The first 100 samples, not selected.", a.sheet(side, side).Draw(a.Set.Display(first), nil))
}

// drawFigure2 stores a panel of the paper's Figure 2: the first samples, and for each row the training image nearest to its last
// sample.
func (a *Attempt) drawFigure2(ctx context.Context, samples parzen.Points) error {
	const rows, cols = 4, 5 // show_samples_*_paper.py
	if samples.N < side*side {
		return nil
	}
	panel := samples.Data[:rows*cols*samples.D]
	nearest, err := a.nearestToLast(ctx, panel, cols)
	if err != nil {
		return err
	}
	shade := a.panelShades(panel)
	return a.addPicture(ctx, "figure2", "As in Figure 2 of the paper: the first 20 samples, not selected; framed in yellow at the end of each row, "+
		"the nearest (squared L2) of all training images to the last sample of the row.",
		a.sheet(rows, cols).Draw(shade(panel), shade(nearest)))
}

// drawData stores a preview of the data set.
func (a *Attempt) drawData(ctx context.Context) error {
	if a.Set.Train.N < side*side {
		return nil
	}
	return a.addPicture(ctx, "data", fmt.Sprintf("The data: the first 100 training images of %s (%s).", a.Set.Name, a.Set.Preprocessing),
		a.sheet(side, side).Draw(a.Set.Display(a.Set.Train.First(side*side).Data), nil))
}

func (a *Attempt) sheet(rows, cols int) sheet.Sheet {
	return sheet.Sheet{Width: a.Set.Width, Height: a.Set.Height, Channels: a.Set.Channels, Rows: rows, Cols: cols}
}

// panelShades returns the mapping of values to shades in Figure 2. Grey images are displayed as they are. Colour images are
// divided by the largest magnitude among the samples, with 0 as mid grey (show_samples_cifar_*_paper.py). A neighbour's value
// beyond that magnitude is cut off.
func (a *Attempt) panelShades(panel []float32) func([]float32) []float32 {
	if a.Set.Channels == 1 {
		return a.Set.Display
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

// addPicture stores a picture as an artifact of the run.
func (a *Attempt) addPicture(ctx context.Context, kind, caption string, picture image.Image) error {
	return a.addMeasured(ctx, kind, caption, "", picture)
}

// addMeasured stores a picture and appends to its caption the measured text and, if the model saw only some training images,
// which.
func (a *Attempt) addMeasured(ctx context.Context, kind, caption, measured string, picture image.Image) error {
	if measured != "" {
		caption += " " + measured
	}
	if trained := a.describeImages(); trained != "" {
		caption += " The model was " + trained + "."
	}
	file, err := sheet.PNG(picture)
	if err != nil {
		return fmt.Errorf("draw %s: %w", kind, err)
	}
	_, err = a.DB.AddArtifact(ctx, a.Out, a.ID, results.Artifact{Kind: kind, Caption: caption, Measured: measured}, "png", file)
	return err
}

// nearestToLast returns, for each row of samples, the training image nearest to the row's last sample.
func (a *Attempt) nearestToLast(ctx context.Context, panel []float32, cols int) (nearest []float32, err error) {
	dim := a.Set.Train.Dim
	last := parzen.Points{D: dim}
	for row := cols * dim; row <= len(panel); row += cols * dim {
		last.Data = append(last.Data, panel[row-dim:row]...)
		last.N++
	}
	found, err := parzen.Nearest(ctx, last, points(a.Set.Train))
	if err != nil {
		return nil, err
	}
	for _, i := range found {
		nearest = append(nearest, a.Set.Train.Row(i)...)
	}
	return nearest, nil
}
